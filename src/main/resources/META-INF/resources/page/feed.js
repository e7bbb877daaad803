// The frame that all example feeds share: a head with the state, a break that loses nothing, and the
// same in a terminal.
import { el, say } from './dom.js';
import { badge } from './state.js';
import { Stream } from './stream.js';

const OFF_AFTER_MILLIS = 4_000;
const CATCHING_UP_MILLIS = 400;

/**
 * @param {Element} panel where it goes
 * @param {Object} what of a feed: `title`, `lead`, `topics`, `types`, `start`, `envelope`,
 *   `latestOnly` (older values are no loss), and `build(body)`, which returns the function that takes an event
 */
export function feed(panel, what) {
  const state = badge();
  const body = el('div.feed');
  const note = el('p.note', { role: 'status' });
  const pause = el('button.quiet.small', { type: 'button', 'aria-pressed': 'false', onclick: toggle }, 'Take a break');
  const count = el('span', {}, '0 events');
  const show = what.build(body);
  const stream = new Stream({ ...what, onEvent, onState, onGap });
  let events = 0;
  let paused = false;
  let missed = 0;
  let openedAt;
  let off;

  panel.append(
    el(
      'div.head',
      {},
      el('div', {}, el('h2', {}, what.title), el('p.lead', {}, what.lead)),
      el('div.controls', {}, state.element, pause),
    ),
    note,
    body,
    el('p.foot', {}, count, ' on one connection. The same in a terminal: ', el('code', {}, command(what))),
  );
  body.dataset.empty = 'true';

  function onEvent(event) {
    clearTimeout(off);
    delete body.dataset.empty;
    try {
      show(event);
    } catch (error) {
      // Anybody may publish on these topics: what is of another form is passed over.
      console.warn('not of this feed', event.id, error);
    }
    say(count, ++events === 1 ? '1 event' : `${events.toLocaleString('en')} events`);
    if (missed >= 0 && performance.now() - openedAt < CATCHING_UP_MILLIS) {
      missed++;
      say(note, `Back again. ${missed} ${missed === 1 ? 'event' : 'events'} caught up from where you left.`);
    }
  }

  function onState(now) {
    state.show(now);
    if (now === 'live') {
      openedAt = performance.now();
      clearTimeout(off);
      off = setTimeout(
        () => events || say(note, 'Nothing here yet. The example feeds are on with tidings.demo.feeds=true.'),
        OFF_AFTER_MILLIS,
      );
    } else if (now === 'reconnecting') {
      missed = 0;
      say(note, 'The connection was lost. It comes back by itself, with what you missed.');
    }
  }

  function onGap() {
    if (what.latestOnly) {
      return;
    }
    say(note, 'You were away for longer than this hub remembers: some events are lost.');
  }

  function toggle() {
    paused = !paused;
    pause.setAttribute('aria-pressed', paused);
    pause.textContent = paused ? 'Come back' : 'Take a break';
    if (paused) {
      stream.close();
      state.show('paused');
      say(note, 'You hear nothing now, and miss nothing: the browser knows where it was.');
    } else {
      missed = 0;
      stream.open();
    }
  }

  missed = -1;
  return {
    shown: () => paused || stream.open(),
    left: () => stream.close(),
  };
}

function command(what) {
  const topics = what.topics.map((topic) => `topic=${topic}`).join('&');
  return `curl -N '${location.origin}/events?${topics}${what.start ? `&${what.start}` : ''}'`;
}
