// The console: subscriptions, what arrives, and the topics of the hub. While another tab is shown it is not connected,
// and when it comes back it goes on from its cursor.
import { el, say } from '../dom.js';
import { remaining, visible } from '../format.js';
import { badge } from '../state.js';
import { ENDED, enterToken, onTokens, tokenFor } from '../token.js';
import { detail } from './detail.js';
import { FetchStream } from './fetch-stream.js';
import { identity } from './identity.js';
import { list } from './list.js';
import { publish } from './publish.js';
import { rates } from './rates.js';
import { Store } from './store.js';
import { subscriptions } from './subscriptions.js';
import { topics } from './topics.js';

const encoder = new TextEncoder();

export function openConsole(panel) {
  const state = badge();
  const store = new Store();
  const who = identity();
  const known = topics((topic) => subscribed.add(topic));
  const chart = rates();
  const full = detail();
  const rows = list(store, full.show);
  const pause = el('button.quiet.small', { type: 'button', disabled: true, onclick: togglePause }, 'Pause');
  const cut = el(
    'button.quiet.small',
    { type: 'button', disabled: true, onclick: () => stream.cut() },
    'Cut the connection',
  );
  const clear = el('button.quiet.small', { type: 'button', onclick: empty }, 'Clear');
  const count = el('p.count', { id: 'console-count' }, 'No events yet');
  const note = el('p.note', { role: 'status' });
  const subscribed = subscriptions(listen, replay);
  const stream = new FetchStream({ event, gap, state: connection, stream: named, topics: changed, expiring });
  let paused = false;
  let idle = true;
  let isShown = false;
  let shownToken = tokenFor('subscribe');
  let events = 0;
  let liveSince = Infinity;
  let last;
  let id;

  panel.append(
    el(
      'div.head',
      {},
      el(
        'div',
        {},
        el('h2', {}, 'Console'),
        el('p.lead', {}, 'Any topics, as they come. Pause or cut the stream, and it goes on from its cursor.'),
      ),
      el('div.controls', {}, state.element, pause, cut, clear),
    ),
    who.element,
    note,
    el('div.top', {}, subscribed.element, chart.element),
    el(
      'div.arrivals',
      {},
      el(
        'section.card.arrived',
        { 'aria-label': 'What arrived' },
        el('div.bar', {}, el('h3', {}, 'What arrived'), count),
        rows.element,
      ),
      full.element,
    ),
    el('div.bottom', {}, publish(), known.element),
  );
  state.show('stopped');
  onTokens(tokens);
  setInterval(() => say(count, events ? `${events.toLocaleString('en')} events` : 'No events yet'), 250);

  function event(envelope) {
    events++;
    const kept = Date.parse(envelope.time);
    const replayed = kept < liveSince - 1_000;
    add({
      ...envelope,
      kind: 'event',
      stream: id,
      size: encoder.encode(envelope.data).length,
      latency: Math.max(0, Date.now() - kept),
      replayed,
    });
    if (!replayed) {
      chart.count();
    }
  }

  function gap({ after, resumes }) {
    mark('gap', `History is lost here: asked for what follows ${after}, goes on at ${resumes}`);
    say(note, 'Some history is lost: this hub does not keep it any more. The list shows where.');
  }

  function named(stream) {
    id = stream;
    full.stream(id);
  }

  function changed(topics) {
    mark('connection', `The same stream goes on with ${topics.map(visible).join(', ')}`);
  }

  function expiring(expires) {
    const left = Math.max(1_000, Date.parse(expires) - Date.now());
    say(note, `Your token ends in ${remaining(left)}. Change it now, and the stream goes on without a break.`);
  }

  function connection(now, why) {
    state.show(now);
    if (now !== 'live') {
      id = undefined;
      full.stream(undefined);
    }
    if (now === 'live') {
      liveSince = Date.now();
      say(note, '');
      mark('connection', last === 'reconnecting' ? 'Connected again, from the cursor' : 'Connected');
    } else if (now === 'reconnecting' && last !== now) {
      mark('connection', 'Connection lost; it comes back by itself');
      say(note, why ?? 'The connection is cut. It comes back in a moment and begins where it was.');
    } else if (now === 'refused') {
      mark('refused', `Refused: ${why}`);
      say(note, `${why} Nothing arrives until then.`);
    } else if (now === 'ended') {
      mark('token', 'Your token has ended, so the hub has closed the stream');
      say(note, 'Your token has ended. With a new one, the stream goes on from where it was.');
      enterToken('subscribe', ENDED);
    }
    last = now;
  }

  // The stream goes on with what the new token grants.
  async function tokens() {
    const token = tokenFor('subscribe');
    const isAnother = token !== shownToken;
    shownToken = token;
    if (isAnother && isShown && !paused && !idle && (await stream.renew(token))) {
      say(note, '');
      mark('connection', 'The same stream goes on with your new token');
    }
  }

  function listen(names, start) {
    idle = names.length === 0;
    pause.disabled = idle;
    cut.disabled = idle || paused;
    if (start !== undefined) {
      stream.beginAt(start);
    }
    stream.listen(names);
    if (idle) {
      connection('stopped');
      say(note, '');
    } else if (paused) {
      stream.close();
    }
  }

  function replay(start) {
    if (idle) {
      say(note, 'Subscribe to a topic first: there is nothing to replay yet.');
      return;
    }
    empty();
    if (paused) {
      togglePause();
    }
    stream.beginAt(start);
    stream.open();
  }

  function togglePause() {
    paused = !paused;
    pause.toggleAttribute('data-away', paused);
    say(pause, paused ? 'Resume' : 'Pause');
    cut.disabled = paused;
    if (paused) {
      stream.close();
      connection('paused');
      say(note, 'Paused. It goes on from here, with all that happens meanwhile.');
    } else {
      say(note, '');
      stream.open();
    }
  }

  function empty() {
    store.clear();
    events = 0;
    rows.reset();
  }

  function mark(kind, data) {
    add({ kind, data, received: new Date(), stream: id });
  }

  function add(row) {
    row.key = store.size + store.dropped;
    store.add(row);
    rows.changed();
  }

  return {
    shown() {
      isShown = true;
      who.shown();
      known.shown();
      chart.shown();
      if (!paused && !idle) {
        stream.open();
      }
    },
    left() {
      isShown = false;
      who.left();
      known.left();
      chart.left();
      stream.close();
    },
  };
}
