// The open streams of the hub, as somebody sees them who may operate it.
import { after, afterEach, before, beforeEach, test } from 'node:test';
import assert from 'node:assert/strict';
import { eventually, launch } from './browser.js';
import { Server } from './server.js';

const SETTINGS = {
  TIDINGS_AUTH_ANONYMOUS_SUBSCRIBE: 'news/**',
  TIDINGS_AUTH_TOKENS_OPS_SECRET: 'ops-secret',
  TIDINGS_AUTH_TOKENS_OPS_OPERATE: 'true',
  TIDINGS_AUTH_TOKENS_ANN_SECRET: 'ann-secret',
  TIDINGS_AUTH_TOKENS_ANN_SUBSCRIBE: 'news/**',
};

let server, browser, context, page, complaints;

before(async () => {
  [server, browser] = await Promise.all([Server.start(SETTINGS), launch()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

beforeEach(async () => {
  context = await browser.newContext();
  page = await context.newPage();
  page.setDefaultTimeout(30_000);
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
});

afterEach(async () => {
  await context.close();
  assert.deepEqual(complaints, [], 'errors in the page');
});

const lines = () => page.locator('.streams tbody tr');
const note = (text) => page.locator('#panel-streams .note', { hasText: text }).waitFor();
const table = (count) => eventually(`${count} streams`, async () => (await lines().count()) === count);

// A plain EventSource in a window of its own, of a page that opens no stream itself.
async function listen(topic) {
  const other = await context.newPage();
  await other.goto(`${server.url}/page/icon.svg`);
  await other.evaluate((url) => {
    window.stream = new EventSource(url);
    return new Promise((resolve) => (window.stream.onopen = resolve));
  }, `${server.url}/events?topic=${topic}`);
  return other;
}

async function operate(token = 'ops-secret') {
  await page.goto(`${server.url}/#streams`);
  await page.locator('#panel-streams').getByRole('button', { name: 'Enter a token' }).click();
  await page.getByLabel('Token', { exact: true }).fill(token);
  await page.getByRole('button', { name: 'Use it' }).click();
}

test('says what it needs, and takes no token that may not operate', async () => {
  await operate('ann-secret');

  await page.getByText('Enter one that grants to operate').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await note('tidings.auth.tokens.ops.operate=true');
  assert.equal(await page.locator('.streams').isVisible(), false);
});

test('lists the streams with their lag, and finds one by its text and state', async () => {
  await listen('news/a');
  await listen('news/b');
  await operate();
  await table(2);
  const line = lines().filter({ hasText: 'news/a' });
  await line.getByText('0 events, 0.0 s').waitFor();
  await line.getByText('Without a subject').waitFor();
  await line.getByText('Live', { exact: true }).waitFor();
  await eventually('a line of three measurements', async () =>
    ((await line.locator('.spark path').getAttribute('d')) ?? '').split('L').length > 2,
  );

  await page.getByLabel('Filter', { exact: true }).fill('NEWS/B');
  await table(1);
  await page.getByText('1 of 2.').waitFor();
  await page.getByLabel('Filter', { exact: true }).fill('');
  await page.getByLabel('State', { exact: true }).selectOption('stalled');
  await page.getByText('No stream is in this state.').waitFor();
  await page.getByLabel('State', { exact: true }).selectOption('live');
  await table(2);
});

for (const width of [1280, 390]) {
  test(`shows each column of a long name by itself, at ${width} px`, async () => {
    await page.setViewportSize({ width, height: 800 });
    await page.route('**/streams?limit=100*', async (route) => {
      const answer = await (await route.fetch()).json();
      const more = { node: 'tidings-7c9d8b6f5d-x2x4z', address: '::/64', topics: ['demo/trading/trades', 'demo/trading/book'] };
      answer.streams = answer.streams.map((one) => ({ ...one, ...more }));
      await route.fulfill({ json: answer });
    });
    await listen('news/a');
    await operate();
    await table(1);

    await lines().getByText('::1', { exact: true }).waitFor();
    const row = await lines().evaluate((line) => {
      const scroll = line.closest('.scroll');
      const boxes = [...line.cells].map((cell) => cell.getBoundingClientRect());
      return {
        overlaps: boxes.slice(1).some((box, i) => box.left < boxes[i].right - 1),
        wider: [...line.cells].some((cell) => cell.scrollWidth > cell.clientWidth + 1),
        hidden: scroll.scrollWidth - scroll.clientWidth,
      };
    });
    assert.equal(row.overlaps, false, 'a column covers another');
    assert.equal(row.wider, false, 'a text is cut off');
    assert.ok(width < 1280 || row.hidden <= 0, `${row.hidden} px are out of sight`);
  });
}

test('goes on to the next page where one is shorter than its limit', async () => {
  await listen('news/a');
  await listen('news/b');
  await page.route('**/streams?limit=100*', async (route) => {
    const asked = new URL(route.request().url());
    const all = await (await route.fetch({ url: `${asked.origin}/streams` })).json();
    const at = Number(asked.searchParams.get('at') ?? 0);
    const next = at < all.streams.length ? `/streams?limit=100&at=${at + 1}` : null;
    await route.fulfill({ json: { streams: all.streams.slice(at - 1, at), next } });
  });

  await operate();

  await table(2);
  await page.getByText('2 of 2.').waitFor();
});

test('ends a stream, by keyboard, once that is confirmed', async () => {
  const listener = await listen('news/a');
  await operate();
  await table(1);
  const before = await lines().getAttribute('data-stream');
  await page.bringToFront();
  await page.getByRole('button', { name: /^End stream/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('news/a').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal(await lines().getAttribute('data-stream'), before);

  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');

  await note(`The stream ${before.slice(-8)} is ended`);
  await eventually('it is gone', async () => (await page.locator(`[data-stream="${before}"]`).count()) === 0);
  await listener.close();
});

test('says that nobody listens', async () => {
  await operate();

  await page.getByText('No stream is open.').waitFor();
});
