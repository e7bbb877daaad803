// Clients with the interface of EventSource: node eventsource.js PACKAGE URL
import { TYPES, report } from './report.js';

const CLIENTS = {
  eventsource2: async () => (await import('eventsource2')).default,
  eventsource3: async () => (await import('eventsource3')).EventSource,
  eventsource4: async () => (await import('eventsource4')).EventSource,
  'event-source-polyfill': async () => (await import('event-source-polyfill')).default.EventSourcePolyfill,
  'launchdarkly-eventsource': async () => (await import('launchdarkly-eventsource')).default.EventSource,
  'reconnecting-eventsource': async () => {
    globalThis.EventSource = (await import('eventsource4')).EventSource;
    return (await import('reconnecting-eventsource')).default;
  },
  undici: async () => (await import('undici')).EventSource,
};

const OPTIONS = {
  // Otherwise Node's own agent ends a connection after five seconds without a byte.
  'launchdarkly-eventsource': { readTimeoutMillis: 45_000 },
};

const [name, url] = process.argv.slice(2);
const EventSource = await CLIENTS[name]();
const source = new EventSource(url, OPTIONS[name]);
// Some of them end the process, or warn, where nobody listens for errors.
source.onerror = () => {};
for (const type of TYPES) {
  source.addEventListener(type, (event) => report(event.type, event.lastEventId, event.data));
}
// undici lets a process end that only waits to reconnect.
setInterval(() => {}, 60_000);
