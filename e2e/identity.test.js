// A hub that takes the JWTs of an identity provider, and tokens of its own.
import { after, afterEach, before, beforeEach, test } from 'node:test';
import assert from 'node:assert/strict';
import { eventually, launch } from './browser.js';
import { ISSUER, jwt } from './issuer.js';
import { Server, TOKEN } from './server.js';

const NAMED = {
  TIDINGS_AUTH_SUBSCRIBE_TOKENS: 'may-listen',
  TIDINGS_AUTH_TOKENS_CI_SECRET: 'named-secret',
  TIDINGS_AUTH_TOKENS_CI_PUBLISH: 'builds/**',
  TIDINGS_AUTH_TOKENS_CI_OPERATE: 'true',
  TIDINGS_DEMO_FEEDS: 'true',
};

let server, browser, context, page, complaints;

before(async () => {
  [server, browser] = await Promise.all([Server.start({ ...ISSUER, ...NAMED }), launch()]);
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

const identity = () => page.locator('.identity');
const holder = (text) => identity().locator('.holder', { hasText: text });
const dialog = () => page.getByRole('dialog');
const button = (text, within = page) => within.getByRole('button', { name: text, exact: true });
const state = (text) => page.locator('.panel:not([hidden]) .state', { hasText: text }).waitFor();
const note = (text) => page.locator('.panel:not([hidden]) .note', { hasText: text }).waitFor();
const stored = () => page.evaluate(() => ({ ...sessionStorage }));

async function enter(token) {
  await dialog().getByLabel('Token', { exact: true }).fill(token);
  await button('Use it', dialog()).click();
}

async function openConsole(token) {
  await page.goto(`${server.url}/#console`);
  await holder('Anonymous').waitFor();
  if (token) {
    await button('Enter a token', identity()).click();
    await enter(token);
    await dialog().waitFor({ state: 'detached' });
  }
}

async function subscribe(to) {
  await page.getByLabel('Topic or pattern').fill(to);
  await button('Subscribe').click();
}

async function publish(to) {
  await page.getByLabel('Topic', { exact: true }).fill(to);
  await button('Publish').click();
}

test('without a token the console says what anyone may do', async () => {
  await openConsole();

  await holder('Anonymous').getByText('public/**').waitFor();
  assert.match(await identity().textContent(), /May publish to\s*nothing/);
});

test('one JWT serves to subscribe and to publish, and the console says whose it is', async () => {
  await openConsole(jwt('ann', 3_600));
  await holder('ann').getByText('from own').waitFor();
  await holder('ann').getByText('users/ann/**').waitFor();
  await holder('ann').getByText('users/ann/inbox').waitFor();
  assert.match(await holder('ann').locator('time').textContent(), /^in (1 h|59 min \d+ s|60 min)/);
  assert.match(await holder('ann').locator('time').getAttribute('datetime'), /^\d{4}-\d\d-\d\dT[\d:]+Z$/);

  await subscribe('users/ann/**');
  await state('Live');
  await publish('users/ann/inbox');

  await page.getByText(/^Kept as /).waitFor();
  await page.locator('.rows [data-kind=event]:not([hidden])').waitFor();
  assert.equal(await dialog().count(), 0);
});

test('a JWT that is entered to publish serves to subscribe as well', async () => {
  await openConsole();
  await publish('users/ann/inbox');
  await enter(jwt('ann', 3_600));
  await page.getByText(/^Kept as /).waitFor();

  await subscribe('users/ann/**');

  await state('Live');
  assert.deepEqual(Object.keys(await stored()).sort(), ['tidings.token.publish', 'tidings.token.subscribe']);
});

test('static tokens are shown apart, each with what it is used for', async () => {
  await openConsole('may-listen');
  await holder('Hub token').getByText('all topics').waitFor();
  await publish('news');
  await enter(TOKEN);
  await page.getByText(/^Kept as /).waitFor();

  assert.equal(await identity().locator('.holder').count(), 2);
  await button('Forget token to publish', identity()).click();
  await eventually('one token is left', async () => (await identity().locator('.holder').count()) === 1);
  assert.deepEqual(await stored(), { 'tidings.token.subscribe': 'may-listen' });
});

test('a named token says its name, and whether it operates', async () => {
  await openConsole('named-secret');

  await holder('ci').getByText('builds/**').waitFor();
  await holder('ci').getByText('the streams of all').waitFor();
  assert.equal(await holder('ci').locator('time').count(), 0);
});

test('the dialog says what is wrong with a token, and stays', async () => {
  await openConsole();
  await button('Enter a token', identity()).click();
  for (const [token, trouble] of [
    ['wrong', 'The token is not good here'],
    ['two words', 'one word of ASCII characters'],
    [jwt('ann', -60), 'This token has ended'],
  ]) {
    await enter(token);
    await dialog().getByText(trouble).waitFor();
  }
  assert.deepEqual(await stored(), {});

  await enter(`Bearer ${jwt('ann', 600)}`);
  await holder('ann').waitFor();
});

test('a token for the other purpose is refused where it is entered', async () => {
  await openConsole();
  await publish('news');
  await enter('may-listen');

  await dialog().getByText('it grants to subscribe alone').waitFor();
});

test('a pattern that is not granted is named, and the rest goes on without it', async () => {
  await openConsole(jwt('ann', 3_600));
  await subscribe('users/ann/**');
  await state('Live');

  await subscribe('orders/**');

  await state('Refused');
  await note('The token has no grant to subscribe to orders/**');
  assert.equal(await dialog().count(), 0, 'no dialog for a token that is good');
  await page.getByRole('button', { name: 'Unsubscribe from orders/**' }).click();
  await state('Live');
});

test('publishing where it is not granted says so', async () => {
  await openConsole(jwt('ann', 3_600));

  await publish('users/bob/inbox');

  await page.locator('.result', { hasText: 'has no grant to publish to users/bob/inbox' }).waitFor();
  assert.equal(await dialog().count(), 0);
});

test('a token that ends says so, and a new one goes on from there', async () => {
  await openConsole(jwt('ann', 8));
  await subscribe('users/ann/**');
  await state('Live');
  await holder('ann').locator('[data-soon] time', { hasText: /^in \d s$/ }).waitFor();

  await dialog().getByText('Your token has ended').waitFor();
  await state('Token ended');
  await note('Your token has ended');
  await page.locator('.rows [data-kind=token]', { hasText: 'Your token has ended' }).waitFor();
  await server.publish('users/ann/inbox', 'meanwhile');
  await enter(jwt('ann', 3_600));

  await state('Live');
  await page.locator('.rows [data-kind=event]', { hasText: 'meanwhile' }).waitFor();
});

test('a new token of the same subject renews the stream that is open', async () => {
  await openConsole(jwt('ann', 20));
  const asked = [];
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  await subscribe('users/ann/**');
  await state('Live');
  await note('Your token ends in');

  await button('Change token', identity()).click();
  await enter(jwt('ann', 3_600));

  await page.locator('.rows [data-kind=connection]', { hasText: 'goes on with your new token' }).waitFor();
  await state('Live');
  assert.equal(await page.locator('.panel:not([hidden]) .note').first().textContent(), '');
  assert.equal(asked.filter((one) => one === 'GET /events').length, 1);
  await subscribe('users/ann/inbox');
  await page.locator('.rows [data-kind=connection]', { hasText: 'users/ann/inbox' }).waitFor();
  assert.equal(asked.filter((one) => one === 'GET /events').length, 1);
});

test('a token of somebody else opens another stream', async () => {
  await openConsole(jwt('ann', 3_600, { tidings: { subscribe: ['public/**'] } }));
  await subscribe('public/**');
  await state('Live');
  const stream = await page.locator('.detail code').textContent();

  await button('Change token', identity()).click();
  await enter(jwt('bob', 3_600, { tidings: { subscribe: ['public/**'] } }));

  await eventually('another stream', async () => {
    const now = await page.locator('.detail code').textContent();
    return now && now !== stream;
  });
  await state('Live');
});

test('a token that ended is not sent for ever', async () => {
  await openConsole(jwt('ann', 8));
  await subscribe('users/ann/**');
  await dialog().waitFor();
  await button('Cancel', dialog()).click();
  await identity().getByText('This token has ended').waitFor();
  await button('Enter a token', page.locator('.topics')).waitFor();
  let requests = 0;
  page.on('request', () => requests++);
  await page.waitForTimeout(6_000);
  assert.equal(requests, 0);

  await button('Forget token', identity()).click();

  await holder('Anonymous').waitFor();
  assert.deepEqual(await stored(), {});
  assert.equal(await page.evaluate(() => document.cookie), '');
});

test('a feed whose token ends asks for a new one, and goes on', async () => {
  const demo = (seconds) => jwt('ann', seconds, { tidings: { subscribe: ['demo/**'] } });
  await page.goto(`${server.url}/#prices`);
  await enter(demo(8));
  await state('Live');

  await dialog().getByText('Your token has ended').waitFor();
  await button('Cancel', dialog()).click();
  await state('Token ended');
  await note('Your token has ended');
  await button('Enter a token').click();
  await enter(demo(3_600));

  await state('Live');
  await note('Back again');
});

test('a feed that is not granted says so', async () => {
  await openConsole(jwt('ann', 3_600));

  await page.getByRole('tab', { name: 'News' }).click();

  await state('Refused');
  await note('The token has no grant to subscribe to demo/news');
});

test('a feed says that a token is too long for a cookie, and the console takes it', async () => {
  await page.goto(`${server.url}/#prices`);
  await enter(jwt('ann', 3_600, { tidings: { subscribe: ['demo/**'] }, padding: 'x'.repeat(4_000) }));
  await note('The browser takes no cookie as long as this token');

  await page.getByRole('tab', { name: 'Console' }).click();
  await subscribe('demo/**');

  await state('Live');
});

test('another token makes another of the one at the keyboard', async () => {
  await openConsole(jwt('ann', 3_600));
  await holder('ann').waitFor();
  await button('Change token', identity()).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type(jwt('bob', 3_600));
  await page.keyboard.press('Enter');

  await holder('bob').getByText('users/bob/**').waitFor();
  assert.equal(await holder('ann').count(), 0);
  await eventually('the focus is on the identity', () =>
    page.evaluate(() => document.activeElement.textContent === 'Change token'),
  );
});

test('many patterns are folded', async () => {
  const topics = Array.from({ length: 40 }, (_, i) => `teams/${i}/**`);
  await openConsole(jwt('ann', 3_600, { tidings: { subscribe: topics } }));

  await button('39 more', identity()).click();

  await identity().getByText('teams/39/**').waitFor();
  await button('fewer', identity()).click();
  await identity().getByText('teams/39/**').waitFor({ state: 'hidden' });
});
