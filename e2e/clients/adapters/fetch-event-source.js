// @microsoft/fetch-event-source, which is made for browsers: node fetch-event-source.js URL
import { report } from './report.js';

globalThis.window = globalThis;
globalThis.document = { hidden: false, addEventListener() {}, removeEventListener() {} };
const { fetchEventSource } = await import('@microsoft/fetch-event-source');

await fetchEventSource(process.argv[2], {
  openWhenHidden: true,
  onmessage: ({ event, id, data }) => report(event, id, data),
  // Otherwise the end of a response is the end of all.
  onclose() {
    throw new Error('the stream has ended');
  },
});
