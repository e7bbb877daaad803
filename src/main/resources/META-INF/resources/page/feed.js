// The frame that all example feeds share: a head with the state, a break that loses nothing, and the
// same in a terminal.
import { el, say } from './dom.js';
import { notice } from './notice.js';
import { presence } from './presence.js';
import { badge } from './state.js';
import { Stream } from './stream.js';
import { ENDED, enterToken, flag } from './token.js';

const OFF = 'The example feeds are off. To see them, start the hub with tidings.demo.feeds=true.';
const LOST = 'You were away for longer than this hub remembers, so some events are lost.';
const SKIPPED = 'Of some topics the hub keeps the latest alone: this is how things stand, without each step between.';

/**
 * @param {Element} panel where it goes
 * @param {Object} what of a feed: `title`, `lead`, `topics`, `types`, `start`, `envelope`,
 *   `presence` (the topic of which it shows who is there), `latestOnly` (of some topics only the latest value is kept), and `build(body)`, which returns the function that takes an event
 */
export function feed(panel, what) {
  const state = badge();
  const body = el('div.feed');
  const note = el('p.note', { role: 'status' });
  const told = notice(note, what.latestOnly ? SKIPPED : LOST);
  const pause = el('button.quiet.small', { type: 'button', onclick: toggle }, 'Take a break');
  const count = el('span', {}, '0 events');
  const show = what.build(body);
  const terminal = el('code');
  const present = what.presence && presence(what.presence);
  const heard = present && { onStream: present.opened, onPresence: present.heard };
  const stream = new Stream({ ...what, ...heard, onEvent, onState, onGap: told.gap });
  let events = 0;
  let paused = false;
  let isLive = false;
  let needsToken = false;

  panel.append(
    el(
      'div.head',
      {},
      el('div', {}, el('h2', {}, what.title), el('p.lead', {}, what.lead)),
      el('div.controls', {}, state.element, pause),
    ),
    note,
    present?.element ?? '',
    body,
    el('p.foot', {}, count, ' on one connection. The same in a terminal: ', terminal),
  );
  body.dataset.empty = 'true';
  say(terminal, command(what));

  function onEvent(event) {
    delete body.dataset.empty;
    try {
      show(event);
    } catch (error) {
      // Anybody may publish on these topics: what is of another form is passed over.
      console.warn('not of this feed', event.id, error);
    }
    say(count, ++events === 1 ? '1 event' : `${events.toLocaleString('en')} events`);
    told.event();
  }

  function onState(now, why) {
    state.show(now);
    if (now !== 'live') {
      present?.close();
    }
    isLive = now === 'live';
    needsToken = now === 'refused' || now === 'ended';
    if (now === 'live') {
      told.back();
      say(terminal, command(what));
      if (!events) {
        wait();
      }
    } else if (now === 'reconnecting') {
      told.away('The connection was lost. It comes back by itself, with what you missed.');
    } else if (now === 'refused') {
      pauseWith('Enter a token', `The hub refuses this feed. ${why}`);
    } else if (now === 'ended') {
      pauseWith('Enter a token', 'Your token has ended. With a new one, the feed goes on from where it was.');
      renew(ENDED);
    }
  }

  // Another replica may publish the feeds, or anybody: the first event ends the note.
  async function wait() {
    told.quiet('Waiting for the first event.');
    if ((await areOff()) && !events && isLive) {
      told.quiet(OFF);
    }
  }

  function toggle() {
    if (needsToken) {
      renew();
    } else if (paused) {
      comeBack();
    } else {
      stream.close();
      present?.close();
      state.show('paused');
      pauseWith('Come back', 'You hear nothing now, and miss nothing: the browser knows where it was.');
    }
  }

  async function renew(why) {
    if (await enterToken('subscribe', why)) {
      comeBack();
    }
  }

  function comeBack() {
    paused = false;
    pause.toggleAttribute('data-away', false);
    say(pause, 'Take a break');
    stream.open();
  }

  function pauseWith(button, text) {
    paused = true;
    pause.toggleAttribute('data-away', true);
    say(pause, button);
    told.away(text);
  }

  return {
    shown: () => paused || stream.open(),
    left: () => {
      isLive = false;
      present?.close();
      stream.close();
    },
  };
}

/** Whether this hub publishes no example feeds; false if it does not say. */
async function areOff() {
  const response = await fetch('/q/info', { cache: 'no-store' }).catch(() => null);
  const info = response?.ok ? await response.json().catch(() => null) : null;
  return info?.demoFeeds === false;
}

function command(what) {
  const topics = what.topics.map((topic) => `topic=${topic}`).join('&');
  return `curl -N ${flag('subscribe')}'${location.origin}/events?${topics}${what.start ? `&${what.start}` : ''}'`;
}
