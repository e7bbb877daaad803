// Who is there in the chat: a count for those without a token, names for those with one.
import { after, afterEach, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { launch } from './browser.js';
import { Server } from './server.js';

const SETTINGS = {
  TIDINGS_DEMO_FEEDS: 'true',
  TIDINGS_AUTH_ANONYMOUS_SUBSCRIBE: 'demo/**',
  TIDINGS_AUTH_TOKENS_ANN_SECRET: 'ann-secret',
  TIDINGS_AUTH_TOKENS_ANN_SUBSCRIBE: 'demo/**',
  TIDINGS_AUTH_TOKENS_BOB_SECRET: 'bob-secret',
  TIDINGS_AUTH_TOKENS_BOB_SUBSCRIBE: 'demo/**',
};

let server, without, browser;
const contexts = [];

before(async () => {
  [server, without, browser] = await Promise.all([
    Server.start({ ...SETTINGS, TIDINGS_PRESENCE_TOPICS: 'demo/chat', TIDINGS_PRESENCE_GRACE: '1s' }),
    Server.start(SETTINGS),
    launch(),
  ]);
});

after(async () => {
  await browser?.close();
  await Promise.all([server?.stop(), without?.stop()]);
});

afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});

async function chat(token, hub = server, onResponse = () => {}) {
  const context = await browser.newContext();
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on('response', onResponse);
  await page.addInitScript((secret) => secret && sessionStorage.setItem('tidings.token.subscribe', secret), token);
  await page.goto(`${hub.url}/#chat`);
  await page.locator('.bubble').first().waitFor();
  return page;
}

const here = (page) => page.locator('#panel-chat .presence');

test('without a token one sees how many listen, and nothing is asked that is refused', async () => {
  const refused = [];
  const page = await chat(undefined, server, (response) => response.status() === 403 && refused.push(response.url()));

  await here(page).getByText('1 listener here now').waitFor();
  assert.equal(await here(page).locator('li').count(), 0);
  await page.getByRole('button', { name: 'Take a break' }).click();
  await page.getByRole('button', { name: 'Come back' }).click();
  await here(page).getByText('1 listener here now').waitFor();
  assert.deepEqual(refused, []);
});

test('with a token one sees names, and who joins and leaves', async () => {
  const ann = await chat('ann-secret');
  await here(ann).locator('li', { hasText: 'ann' }).waitFor();
  let polls = 0;
  ann.on('request', (request) => (polls += request.url().includes('/presence/') ? 1 : 0));

  const bob = await chat('bob-secret');
  await here(ann).locator('li', { hasText: 'bob' }).waitFor();
  await bob.close();
  await here(ann).locator('li', { hasText: 'bob' }).waitFor({ state: 'detached' });

  assert.ok(polls <= 2, `${polls} polls`);
  if (process.env.SCREENSHOTS) {
    await ann.screenshot({ path: `${process.env.SCREENSHOTS}/presence.png` });
  }
});

test('where presence is off nothing is shown', async () => {
  const page = await chat(undefined, without);

  assert.equal(await here(page).isVisible(), false);
});
