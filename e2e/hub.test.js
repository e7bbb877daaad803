// The hub, as browsers and parsers of others see it.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { createParser } from 'eventsource-parser';
import { launch } from './browser.js';
import { Proxy } from './proxy.js';
import { Server } from './server.js';

let server, browser;

before(async () => {
  [server, browser] = await Promise.all([Server.start(), launch()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function publish(topic, data, query = '') {
  const response = await fetch(`${server.url}/topics/${topic}${query}`, {
    method: 'POST',
    body: data,
    headers: server.credentials,
  });
  assert.equal(response.status, 200);
  return (await response.json()).id;
}

test('eventsource-parser sees every event as it was published', async () => {
  const hostile = ['', ' leading', '\n', 'a\rb\r\nc', 'id: 1\n\ndata: x', ':', '\u2028', '\0', '\uFEFF', '😀', 'event: a\nb'];
  const ids = [];
  for (const data of hostile) {
    ids.push(await publish('parser', data, '?type=kind&retry=1234'));
  }
  const seen = [];
  const retries = [];
  const parser = createParser({ onEvent: (event) => seen.push(event), onRetry: (retry) => retries.push(retry) });
  const abort = new AbortController();
  const response = await fetch(`${server.url}/topics/parser?replay=all`, { signal: abort.signal });
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const chunk of response.body) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    if (seen.length >= hostile.length) {
      break;
    }
  }
  abort.abort();
  const lines = (data) => data.replace(/\r\n?/g, '\n');
  assert.deepEqual(seen, hostile.map((data, i) => ({ id: ids[i], event: 'kind', data: lines(data) })));
  assert.ok(retries.every((retry) => retry === 1234));
});

test('a browser that is cut off ten times misses nothing', async () => {
  const proxy = await Proxy.start(server.port);
  const page = await browser.newPage();
  await page.goto(`${proxy.url}/`);
  await page.evaluate(() => {
    window.received = [];
    window.opened = 0;
    const source = new EventSource('/topics/cut');
    source.onopen = () => window.opened++;
    source.onmessage = (event) => window.received.push(event.data);
  });
  await page.waitForFunction(() => window.opened === 1);
  await publish('cut', 'first', '?retry=50');
  await page.waitForFunction(() => window.received.length === 1);

  const expected = ['first'];
  for (let cut = 1; cut <= 10; cut++) {
    for (let i = 0; i < 20; i++) {
      if (i === 10) {
        proxy.cut();
      }
      expected.push(`${cut}-${i}`);
      await publish('cut', `${cut}-${i}`);
    }
    await page.waitForFunction((count) => window.opened > count, cut);
  }

  await page.waitForFunction((count) => window.received.length >= count, expected.length);
  assert.deepEqual(await page.evaluate(() => window.received), expected);
  await page.close();
  await proxy.close();
});

test('a browser gets over a hub that was killed, and misses nothing', async () => {
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.evaluate(() => {
    window.received = [];
    const source = new EventSource('/topics/killed');
    source.onopen = () => (window.opened = true);
    source.onmessage = (event) => window.received.push(event.data);
  });
  await page.waitForFunction(() => window.opened);
  await publish('killed', 'before', '?retry=50');
  await page.waitForFunction(() => window.received.length === 1);

  await server.kill();
  await server.start();
  await publish('killed', 'after');

  await page.waitForFunction(() => window.received.length === 2);
  assert.deepEqual(await page.evaluate(() => window.received), ['before', 'after']);
  await page.close();
});
