// The six example feeds, as a person looks at them.
import { after, afterEach, before, beforeEach, test } from 'node:test';
import assert from 'node:assert/strict';
import { eventually, launch } from './browser.js';
import { Server, TOKEN } from './server.js';

const FEEDS = {
  news: '.story',
  availability: '.place',
  prices: '.quote',
  chat: '.bubble',
  score: '.board .goals',
  trading: '.tape li',
};

let server, browser, page, complaints;

before(async () => {
  [server, browser] = await Promise.all([Server.start({ TIDINGS_DEMO_FEEDS: 'true' }), launch()]);
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
  page.on('console', (message) => message.text().includes('Security Policy') && complaints.push(message.text()));
});

afterEach(async () => {
  await page.close();
  assert.deepEqual(complaints, [], 'errors in the page');
});

const shown = () => page.locator('.panel:not([hidden])');
const state = (text) => shown().locator('.state', { hasText: text }).waitFor();
const count = async () => Number.parseInt((await shown().locator('.foot span').textContent()).replace(',', ''));
const moreThan = (before) => eventually(`more than ${before} events`, async () => (await count()) > before);
const open = (name) => page.goto(`${server.url}/#${name}`);
const tell = (data, type) => server.publish('demo/chat', data, type ? `?type=${type}` : '');

for (const [name, something] of Object.entries(FEEDS)) {
  test(`${name} shows what there is, and goes on`, async () => {
    await open(name);
    await state('Live');
    await shown().locator(something).first().waitFor();
    await moreThan(await count());
  });
}

test('availability shows each place once, whatever happened to it before', async () => {
  await open('availability');
  await page.locator('.place').nth(15).waitFor();
  await moreThan(20);
  assert.equal(await page.locator('.place').count(), 16);
  const docks = await page.locator('.bikes .name').allTextContents();
  assert.deepEqual(docks, [...docks].sort(), 'each where it was when the page is opened again');
});

test('a tab of a hub without the example feeds says how to turn them on', async () => {
  const without = await Server.start();
  await page.goto(`${without.url}/#score`);
  await page.getByText('The example feeds are off. To see them, start the hub with tidings.demo.feeds=true').waitFor();

  await without.publish('demo/score/moments', JSON.stringify({ minute: 1, text: 'is over', team: 0 }), '?type=chance');

  await page.getByText('is over').waitFor();
  assert.equal(await shown().locator('.note').textContent(), '', 'what is there is no surprise');
  await without.stop();
});

test('one tab is connected, the others are not', async () => {
  await open('news');
  await state('Live');
  await page.getByRole('tab', { name: 'Prices' }).click();
  await state('Live');
  await eventually('one stream is open', async () => (await server.openStreams()) === 1);
});

test('the tabs work by keyboard', async () => {
  await open('news');
  await page.getByRole('tab', { name: 'News' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('heading', { name: 'Availability', exact: true }).waitFor();
  await page.keyboard.press('End');
  await page.getByRole('heading', { name: 'Streams', exact: true }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'tab-streams');
});

test('on a phone the tabs show that there are more, and the selected one stays in sight', async () => {
  const inSight = () =>
    page.getByRole('tab', { selected: true }).evaluate((tab) => {
      const { left, right } = tab.getBoundingClientRect();
      return left >= 0 && right <= window.innerWidth;
    });
  const fades = (side) => page.getByRole('tablist').evaluate((list, name) => list.hasAttribute(name), `data-more-${side}`);
  await page.setViewportSize({ width: 390, height: 740 });
  await open('clock');
  await eventually('more tabs after', async () => (await fades('after')) && !(await fades('before')));

  await page.setViewportSize({ width: 1280, height: 740 });
  await page.getByRole('tab', { name: 'Streams' }).click();
  await page.setViewportSize({ width: 390, height: 740 });

  await eventually('the selected tab is in sight', inSight);
  await eventually('more tabs before', async () => (await fades('before')) && !(await fades('after')));
});

test('who takes a break gets what was said meanwhile', async () => {
  await open('chat');
  await state('Live');
  await page.getByRole('button', { name: 'Take a break' }).click();
  await state('Paused');
  await tell(JSON.stringify({ from: 'E2E', text: 'while you were away' }), 'message');
  assert.equal(await page.getByText('while you were away').count(), 0);

  await page.getByRole('button', { name: 'Come back' }).click();

  await page.getByText('while you were away').waitFor();
  await page.getByText('caught up from where you left').waitFor();
});

test('who missed nothing is told so', async () => {
  await open('news');
  await state('Live');
  // Unless there were news just then.
  await eventually('a break without news', async () => {
    await page.getByRole('button', { name: 'Take a break' }).click();
    await page.getByText('You hear nothing now').waitFor();
    await page.getByRole('button', { name: 'Come back' }).click();
    await page.getByText('Back again').waitFor();
    return page.getByText('Back again. You missed nothing.').isVisible();
  });
});

test('whoever has the token can say something, once each', async () => {
  await open('chat');
  await state('Live');
  await page.getByLabel('Name').fill('Wanda');
  await page.getByLabel('Message', { exact: false }).last().fill('Good evening');
  await page.keyboard.press('Enter');
  await page.getByLabel('Token', { exact: true }).fill('a-wrong-one');
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.getByText('The token is not good here').waitFor();
  await page.getByLabel('Token', { exact: true }).fill(TOKEN);
  await page.getByRole('button', { name: 'Use it' }).click();

  await page.locator('.bubble[data-mine=true]', { hasText: 'Good evening' }).waitFor();
  assert.equal(await page.locator('.bubble', { hasText: 'Good evening' }).count(), 1);
  assert.ok(await page.locator('#chat-text').evaluate((field) => field.maxLength > 0), 'a limit');
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 1]);
});

test('what another guest says is not mine', async () => {
  const other = await browser.newPage();
  for (const [guest, text] of [
    [page, 'from here'],
    [other, 'from there'],
  ]) {
    await guest.goto(server.url);
    await guest.evaluate((token) => sessionStorage.setItem('tidings.token.publish', token), TOKEN);
    await guest.goto(`${server.url}/#chat`);
    await guest.getByLabel('Name').fill('Guest');
    await guest.locator('#chat-text').fill(text);
    await guest.getByRole('button', { name: 'Send' }).click();
  }
  await page.locator('.bubble[data-mine=true]', { hasText: 'from here' }).waitFor();
  await page.locator('.bubble[data-mine=false]', { hasText: 'from there' }).waitFor();
  await other.close();
});

test('hostile messages are text, and those of another form do no harm', async () => {
  const hostile = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
  await open('chat');
  await state('Live');
  await tell('null', 'message');
  await tell('{"from":{"a":1},"text":["b"]}', 'message');
  await tell('\0\u202e\u0007' + 'x'.repeat(1_000_000), 'message');
  await tell(JSON.stringify({ from: hostile, text: hostile }), 'message');

  await page.locator('.bubble .text', { hasText: '<script>' }).waitFor();

  assert.equal(await page.locator('.bubble :is(img, script)').count(), 0);
  assert.equal(await page.title(), 'Tidings: Chat');
  await server.publish('demo/prices/gold', '<b>not JSON</b>', '?type=price');
  await server.publish('demo/availability/bikes/x', '[]', '?type=bikes');
  await page.getByRole('tab', { name: 'Prices' }).click();
  await page.locator('.quote').nth(2).waitFor();
  await moreThan(await count());
});

test('a tab that is first opened while the hub is down shows all when it is back', async () => {
  await open('news');
  await state('Live');
  await server.kill();
  await page.getByRole('tab', { name: 'Prices' }).click();
  await state('Reconnecting');
  await server.start();

  await page.locator('.quote').nth(2).waitFor();
  await page.getByRole('tab', { name: 'News' }).click();
  await state('Live');
});

test('a hub that is killed and comes back is found again, in every feed', async () => {
  await open('prices');
  await state('Live');
  await moreThan(0);

  await server.kill();
  await state('Reconnecting');
  const before = await count();
  await server.start();

  await state('Live');
  await moreThan(before);
});

// The last one, since the room is full then.
test('a flood of messages is refused by the hub, and what was written stays', async () => {
  const send = page.getByRole('button', { name: 'Send' });
  const text = page.locator('#chat-text');
  const flood = async () => {
    let refused;
    while (!refused) {
      await tell('flood', 'message').catch((error) => (refused = error));
    }
    assert.match(refused.message, /"status":429/);
  };
  await open('chat');
  await state('Live');
  await page.evaluate((token) => sessionStorage.setItem('tidings.token.publish', token), TOKEN);

  // There is room for one more each second, and it may be this one.
  await eventually('the page is refused too', async () => {
    await text.fill('Let me in');
    await page.locator('.say button:enabled').waitFor();
    await flood();
    const answer = page.waitForResponse('**/topics/demo/chat**');
    await send.click();
    return (await answer).status() === 429;
  });

  await page.locator('.trouble', { hasText: 'wait a moment' }).waitFor();
  assert.equal(await text.inputValue(), 'Let me in');
  await eventually('there is room again', async () => {
    await send.click();
    return (await text.inputValue()) === '';
  });
});
