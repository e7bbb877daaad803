// Who is there on a topic: names where the hub tells them, else how many listen. Where presence is off, nothing is shown.
// The stream is told to hear who joins and leaves; if it may not, the hub is asked now and then.
import { el, say } from './dom.js';
import { json, number, visible } from './format.js';
import { passes } from './problem.js';
import { headers, tokenFor } from './token.js';

const EVERY_MILLIS = 10_000;
const MOST_NAMES = 8;
const key = ({ issuer, subject }) => JSON.stringify([issuer, subject]);

/** @param {string} topic of which it shows who is there */
export function presence(topic) {
  const names = el('ul.names');
  const count = el('span');
  const element = el('div.presence', { hidden: true, role: 'group', 'aria-label': 'Who is here' }, names, count);
  const present = new Map();
  let streams = 0;
  let timer;
  let asked = 0;
  // The token that may not hear it; undefined if none was refused.
  let refused;

  /** A stream of the topic is open, by this id. */
  async function opened(stream) {
    asked++;
    clearInterval(timer);
    timer = setInterval(load, EVERY_MILLIS);
    const answer = await load();
    // Without a token the hub says who joins only where it tells names at all; else the count is asked for again.
    if (answer && (tokenFor('subscribe') || answer.subjects.length)) {
      await hear(stream);
    }
  }

  async function hear(stream) {
    const token = tokenFor('subscribe');
    if (refused === token) {
      return;
    }
    const body = JSON.stringify({ add: [`tidings/presence/${topic}`] });
    const init = { method: 'PATCH', headers: headers('subscribe'), body };
    const response = await fetch(`/streams/${stream}`, init).catch(() => null);
    if (response?.ok) {
      // Somebody may have come since it was asked.
      await load();
    } else if (response?.status === 403) {
      refused = token;
    }
  }

  async function load() {
    const mine = ++asked;
    const init = { headers: headers('subscribe'), cache: 'no-store' };
    const response = await fetch(`/presence/${topic}?limit=100`, init).catch(() => null);
    const answer = response?.ok ? await response.json().catch(() => null) : null;
    if (mine !== asked) {
      return null;
    }
    if (answer) {
      present.clear();
      answer.subjects.forEach((one) => present.set(key(one), one));
      streams = answer.streams;
      show();
    } else if (response && !passes(response)) {
      // Off, or not for this token.
      close();
    }
    return answer;
  }

  function heard({ type, data }) {
    const one = json(data);
    if (typeof one?.subject !== 'string') {
      return;
    }
    if (type === 'tidings:joined') {
      present.set(key(one), { streams: 1, ...one });
    } else {
      present.delete(key(one));
    }
    show();
  }

  function show() {
    const all = [...present.values()];
    const nameless = Math.max(0, streams - all.reduce((sum, one) => sum + (one.streams ?? 0), 0));
    names.replaceChildren(...all.slice(0, MOST_NAMES).map((one) => el('li', {}, avatar(one.subject), visible(one.subject))));
    names.hidden = !all.length;
    const rest = [
      all.length > MOST_NAMES ? `${number(all.length - MOST_NAMES)} more` : '',
      nameless ? `${number(nameless)} ${all.length ? 'without a name' : nameless === 1 ? 'listener' : 'listeners'}` : '',
    ].filter(Boolean);
    say(count, rest.length ? `${all.length ? 'and ' : ''}${rest.join(' and ')} here now` : all.length ? 'here now' : '');
    element.hidden = !all.length && !nameless;
  }

  function close() {
    asked++;
    clearInterval(timer);
    element.hidden = true;
  }

  return { element, opened, heard, close };
}

/** The first letter of a name, in one of a few colours. */
export function avatar(name) {
  const tone = [...name].reduce((sum, c) => sum + c.codePointAt(0), 0) % 5;
  return el('span.avatar', { 'aria-hidden': 'true', 'data-tone': tone }, [...name][0] ?? '?');
}
