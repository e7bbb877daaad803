// What arrived: the list of events and of what happened to the stream, and the one that is selected in full.
import { el, say } from '../dom.js';
import { detail } from './detail.js';
import { list } from './list.js';
import { Store } from './store.js';

const encoder = new TextEncoder();

/** @param {function()} onLive is called for each event that is not replayed */
export function arrivals(onLive) {
  const store = new Store();
  const full = detail();
  const rows = list(store, full.show);
  const count = el('p.count', { id: 'console-count' }, 'No events yet');
  const element = el(
    'div.arrivals',
    {},
    el(
      'section.card.arrived',
      { 'aria-label': 'What arrived' },
      el('div.bar', {}, el('h3', {}, 'What arrived'), count),
      rows.element,
    ),
    full.element,
  );
  let events = 0;
  let liveSince = Infinity;
  let stream;

  setInterval(() => say(count, events ? `${events.toLocaleString('en')} events` : 'No events yet'), 250);

  function add(row) {
    row.stream = stream;
    row.key = store.size + store.dropped;
    store.add(row);
    rows.changed();
  }

  return {
    element,
    event(envelope) {
      events++;
      const kept = Date.parse(envelope.time);
      const replayed = kept < liveSince - 1_000;
      add({
        ...envelope,
        kind: 'event',
        size: encoder.encode(envelope.data).length,
        latency: Math.max(0, Date.now() - kept),
        replayed,
      });
      if (!replayed) {
        onLive();
      }
    },
    /** Puts a line between the events, such as that the connection was lost. */
    mark(kind, data) {
      add({ kind, data, received: new Date() });
    },
    /** The id of the stream from which events come from now on; undefined if none is open. */
    from(id) {
      stream = id;
      full.stream(id);
    },
    /** What was kept before now is replayed. */
    live() {
      liveSince = Date.now();
    },
    clear() {
      store.clear();
      events = 0;
      rows.reset();
    },
  };
}
