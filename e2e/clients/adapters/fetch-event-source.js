// @microsoft/fetch-event-source, which is made for browsers: node fetch-event-source.js URL
import { report } from './report.js';

globalThis.window = globalThis;
globalThis.document = { hidden: false, addEventListener() {}, removeEventListener() {} };
const { fetchEventSource } = await import('@microsoft/fetch-event-source');

let lastEventId = '';

await fetchEventSource(process.argv[2], {
  openWhenHidden: true,
  // The client sends the id of an event of which it has read no more than the id.
  fetch(url, request) {
    request.headers['last-event-id'] = lastEventId;
    return fetch(url, request);
  },
  onmessage({ event, id, data }) {
    lastEventId = id || lastEventId;
    report(event, id, data);
  },
  // Otherwise the end of a response is the end of all.
  onclose() {
    throw new Error('the stream has ended');
  },
});
