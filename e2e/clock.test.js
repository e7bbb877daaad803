// The clock's page, as a person uses it.
import { after, afterEach, before, beforeEach, test } from 'node:test';
import assert from 'node:assert/strict';
import axe from 'axe-core';
import { eventually, launch } from './browser.js';
import { Server } from './server.js';

let server, browser, page, complaints;

before(async () => {
  [server, browser] = await Promise.all([Server.start(), launch()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

beforeEach(async () => {
  page = await browser.newPage();
  page.setDefaultTimeout(30_000);
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
});

afterEach(async () => {
  await page.close();
  assert.deepEqual(complaints, [], 'errors in the page');
});

const state = (text) => page.locator('#state', { hasText: text }).waitFor();
const line = (text) => page.locator('#log p', { hasText: text });
const events = () => page.locator('#log .event').count();
const moreEventsThan = (count) => page.locator('#log .event').nth(count).waitFor();

async function openAndListen(path = '/') {
  await page.goto(server.url + path);
  await line('Connections to the server established..').first().waitFor();
  await moreEventsThan(0);
}

test('shows the events as they come', async () => {
  await openAndListen();
  await moreEventsThan(3);
  await state('Live');
  assert.match(await page.locator('#log .event').first().textContent(), /^new server event \d\d:\d\d:\d\d$/);
  assert.match(await page.locator('#time').textContent(), /^\d\d:\d\d:\d\d$/);
});

test('is there for who opens /talk as a page', async () => {
  await openAndListen('/talk');
});

test('Stop Listening closes the stream, and the server sees it', async () => {
  await openAndListen();
  await eventually('one stream is open', async () => (await server.openStreams()) === 1);

  await page.getByRole('button', { name: 'Stop Listening' }).click();

  await line('Listening to server events stopped..').waitFor();
  await state('Stopped');
  await eventually('no stream is open', async () => (await server.openStreams()) === 0);
  const count = await events();
  await page.waitForTimeout(600);
  assert.equal(await events(), count, 'events after the stop');
});

test('Listen Again listens again', async () => {
  await openAndListen();
  await page.getByRole('button', { name: 'Stop Listening' }).click();
  const count = await events();

  await page.getByRole('button', { name: 'Listen Again' }).click();

  await moreEventsThan(count);
  await state('Live');
  assert.equal(await line('Connections to the server established..').count(), 2);
});

test('works by keyboard alone, and the focus is never lost', async () => {
  await openAndListen();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await state('Stopped');
  await page.keyboard.press('Enter');
  await state('Live');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'stop');
});

test("survives a restart of the server by the browser's own reconnect", async () => {
  await openAndListen();

  await server.kill();
  await state('Reconnecting');
  await line('The connection was lost').waitFor();
  const count = await events();
  await server.start();

  await moreEventsThan(count);
  await state('Live');
});

test('says so when the server refuses, and can try again', async () => {
  await page.route('**/talk', (route) => route.fulfill({ status: 503 }));
  await page.goto(server.url);
  await state('Refused');

  await page.unroute('**/talk');
  await page.getByRole('button', { name: 'Listen Again' }).click();

  await moreEventsThan(0);
});

test('shows hostile data as text', async () => {
  const hostile = '<img src="/x" onerror="document.title = \'owned\'"><script>document.title = \'owned\'</script>';
  await page.route('**/talk', (route) =>
    route.fulfill({ contentType: 'text/event-stream', body: `data: ${hostile}\n\n` }),
  );
  await page.goto(server.url);

  await moreEventsThan(0);

  assert.equal(await page.locator('#log .event').first().textContent(), hostile);
  assert.equal(await page.locator('#log :is(img, script)').count(), 0);
  assert.equal(await page.title(), 'Tidings: the clock');
});

test('holds a bounded number of lines', async () => {
  const body = Array.from({ length: 2000 }, (_, i) => `data: ${i}\n\n`).join('');
  await page.route('**/talk', (route) => route.fulfill({ contentType: 'text/event-stream', body }));
  await page.goto(server.url);
  await line('1999').first().waitFor();
  assert.ok((await page.locator('#log p').count()) <= 500);
});

for (const colorScheme of ['light', 'dark']) {
  for (const [device, viewport] of Object.entries({
    desktop: { width: 1280, height: 800 },
    phone: { width: 360, height: 740 },
  })) {
    test(`is accessible and fits: ${colorScheme}, ${device}`, async () => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await openAndListen();

      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => window.axe.run());
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]), []);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
      if (process.env.SCREENSHOTS) {
        await page.screenshot({ path: `${process.env.SCREENSHOTS}/clock-${colorScheme}-${device}.png` });
      }
    });
  }
}
