// eventsource-client: node eventsource-client.js URL
import { createEventSource } from 'eventsource-client';
import { report } from './report.js';

const source = createEventSource({ url: process.argv[2] });
for await (const { event, id, data } of source) {
  report(event, id, data);
}
