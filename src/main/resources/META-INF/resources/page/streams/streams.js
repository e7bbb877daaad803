// The open streams of the hub, of all its nodes, for those who may operate it. It asks again every two seconds while it
// is shown, but not with a token that the hub has refused or that has ended.
import { hasEnded } from '../caller.js';
import { identity } from '../console/identity.js';
import { el, say } from '../dom.js';
import { passes, reason } from '../problem.js';
import { headers, onTokens, tokenFor } from '../token.js';
import { confirmEnd } from './end-dialog.js';
import { holder, short, table } from './table.js';

const EVERY_MILLIS = 2_000;
const PAGE = 100;
const MOST_PAGES = 10;
const MOST_REQUESTS = 2 * MOST_PAGES;
const NEEDS =
  'Only a token that may operate the hub shows the streams. If the hub has none, start it with ' +
  'tidings.auth.tokens.ops.secret=… and tidings.auth.tokens.ops.operate=true, and enter that secret.';
const STATES = { '': 'any', live: 'live', 'catching-up': 'catching up', stalled: 'stalled' };

export function openStreams(panel) {
  const who = identity(['operate'], holders);
  const note = el('p.note', { role: 'status' });
  const count = el('p.count');
  const text = el('input', { id: 'streams-text', type: 'search', placeholder: 'any text', autocomplete: 'off', oninput: show });
  const state = el(
    'select',
    { id: 'streams-state', onchange: () => timer && load() },
    ...Object.entries(STATES).map(([value, words]) => el('option', { value }, words)),
  );
  const more = el('button.quiet.small', { type: 'button', hidden: true, onclick: wantMore }, `Show ${PAGE} more`);
  const rows = table(end, show);
  const card = el(
    'section.card.streams',
    { 'aria-label': 'Open streams', hidden: true },
    el(
      'div.bar',
      {},
      el('h3', {}, 'Open streams'),
      el(
        'div.line',
        {},
        el('div.field.inline', {}, el('label', { for: 'streams-text' }, 'Filter'), text),
        el('div.field.inline', {}, el('label', { for: 'streams-state' }, 'State'), state),
      ),
    ),
    count,
    rows.element,
    more,
  );
  let timer;
  let isShown = false;
  let refused;
  let asked = 0;
  let pages = 1;
  let streams = [];
  let hasMore = false;
  let isAway = false;

  panel.append(
    el(
      'div.head',
      {},
      el('div', {}, el('h2', {}, 'Streams'), el('p.lead', {}, 'Who listens now, on all nodes, and how far behind each one is.')),
    ),
    who.element,
    note,
    card,
  );
  onTokens(() => (refused = undefined));

  function holders([{ caller, trouble }]) {
    const token = tokenFor('operate');
    if (!caller?.operate || token === refused) {
      stop();
      card.hidden = true;
      say(note, token === null || caller ? NEEDS : trouble);
    } else if (isShown && !timer) {
      say(note, '');
      card.hidden = false;
      timer = setInterval(load, EVERY_MILLIS);
      load();
    }
  }

  function stop() {
    clearInterval(timer);
    timer = undefined;
    asked++;
  }

  async function load() {
    const token = tokenFor('operate');
    if (token && hasEnded(token)) {
      stop();
      say(note, 'Your token has ended. Enter a new one to see the streams as they are now.');
      return;
    }
    const mine = ++asked;
    const { found, next, response } = await read();
    if (mine !== asked) {
      return;
    }
    if (found) {
      [streams, hasMore] = [found, Boolean(next)];
      if (isAway) {
        isAway = false;
        say(note, '');
      }
      rows.measured(streams);
      show();
      return;
    }
    const why = response ? await reason(response) : 'The hub cannot be reached.';
    isAway = true;
    say(note, `${why} The table shows how things were before.`);
    if (response && !passes(response)) {
      refused = token;
      stop();
    }
  }

  // A page after the other, until there are as many streams as are wanted: a page may have fewer than its limit.
  async function read() {
    const found = [];
    let next = `/streams?limit=${PAGE}${state.value ? `&state=${state.value}` : ''}`;
    for (let asked = 0; next && found.length < pages * PAGE && asked < MOST_REQUESTS; asked++) {
      const response = await fetch(next, { headers: headers('operate'), cache: 'no-store' }).catch(() => null);
      const answer = response?.ok ? await response.json().catch(() => null) : null;
      if (!answer) {
        return { response };
      }
      found.push(...answer.streams);
      next = answer.next;
    }
    return { found, next };
  }

  function show() {
    const wanted = text.value.trim().toLowerCase();
    const shown = streams.filter((one) => !wanted || searched(one).includes(wanted));
    rows.show(shown);
    more.hidden = !hasMore || pages >= MOST_PAGES;
    say(count, words(shown.length));
  }

  function words(shown) {
    if (!streams.length) {
      return state.value ? 'No stream is in this state.' : 'No stream is open.';
    }
    const all = hasMore ? `the first ${streams.length}; the hub has more` : `${streams.length}`;
    return `${shown ? shown : 'None'} of ${all}.`;
  }

  function wantMore() {
    pages++;
    load();
  }

  async function end(one) {
    if (!(await confirmEnd(`${holder(one)}, from ${one.address}, which hears ${one.topics.join(', ')}.`))) {
      return;
    }
    const init = { method: 'DELETE', headers: headers('operate') };
    const response = await fetch(`/streams/${one.stream}`, init).catch(() => null);
    if (response?.ok || response?.status === 404) {
      await load();
      rows.element.focus();
      say(note, response.ok ? `The stream ${short(one)} is ended.` : 'That stream had ended already.');
    } else {
      say(note, response ? await reason(response) : 'The hub cannot be reached. The stream goes on.');
    }
  }

  return {
    shown() {
      isShown = true;
      who.shown();
    },
    left() {
      isShown = false;
      who.left();
      stop();
    },
  };
}

const searched = (one) =>
  [one.stream, one.subject, one.issuer, one.address, one.userAgent, one.node, ...one.topics].join('\n').toLowerCase();
