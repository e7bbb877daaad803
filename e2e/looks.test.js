// Every tab in light and dark, on a desktop and on a phone: accessible, and nothing sticks out.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import axe from 'axe-core';
import { launch } from './browser.js';
import { ISSUER, jwt } from './issuer.js';
import { Server, TOKEN } from './server.js';

const TABS = {
  news: '.story',
  availability: '.place >> nth=15',
  prices: '.quote >> nth=2',
  chat: '.bubble >> nth=2',
  score: '.timeline li',
  trading: '.tape li >> nth=4',
  console: '.rows .row >> nth=12',
};
const DEVICES = { desktop: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } };

let server, guarded, browser;

before(async () => {
  [server, guarded, browser] = await Promise.all([
    Server.start({ TIDINGS_DEMO_FEEDS: 'true', TIDINGS_PRESENCE_TOPICS: 'demo/chat' }),
    Server.start({ ...ISSUER, TIDINGS_AUTH_SUBSCRIBE_TOKENS: 'may-listen' }),
    launch(),
  ]);
});

after(async () => {
  await browser?.close();
  await Promise.all([server?.stop(), guarded?.stop()]);
});

async function check(page, name) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run());
  assert.deepEqual(
    violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]),
    [],
  );
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
  if (process.env.SCREENSHOTS) {
    await page.waitForTimeout(name.startsWith('console') ? 20_000 : 1_000);
    await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` });
  }
}

for (const colorScheme of ['light', 'dark']) {
  for (const [device, viewport] of Object.entries(DEVICES)) {
    for (const [tab, content] of Object.entries(TABS)) {
      test(`${tab}: ${colorScheme}, ${device}`, async () => {
        const page = await browser.newPage({ colorScheme, viewport, reducedMotion: 'reduce' });
        page.setDefaultTimeout(30_000);
        await page.goto(`${server.url}/#${tab}`);
        if (tab === 'console') {
          await page.getByLabel('Topic or pattern').fill('demo/**');
          await page.getByRole('button', { name: 'Subscribe', exact: true }).click();
          await page.getByLabel('Start').selectOption('time');
          await page.getByLabel('Id or time').fill('PT30S');
          await page.getByRole('button', { name: 'Replay', exact: true }).click();
        }
        await page.locator(`.panel:not([hidden]) ${content}`).first().waitFor();
        await check(page, `${tab}-${colorScheme}-${device}`);
        await page.close();
      });
    }
  }
}

// What the console says of its user: each begins at the console of a hub that is guarded.
const HOLDERS = {
  anonymous: (page) => page.getByText('Anonymous').waitFor(),
  identity: async (page) => {
    const teams = Array.from({ length: 12 }, (_, i) => `teams/${i}/**`);
    await enter(page, 'Enter a token', jwt('ann', 7_500, { tidings: { subscribe: teams, operate: true } }));
    await page.getByLabel('Topic or pattern').fill('orders/**');
    await page.getByRole('button', { name: 'Subscribe', exact: true }).click();
    await page.getByText('has no grant').first().waitFor();
    await page.getByRole('button', { name: '11 more' }).click();
  },
  'static-tokens': async (page) => {
    await enter(page, 'Enter a token', 'may-listen');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await enter(page, undefined, TOKEN);
    await page.getByRole('button', { name: 'Forget token to publish' }).waitFor();
  },
  'token-ended': async (page) => {
    await enter(page, 'Enter a token', jwt('ann', 4));
    await page.getByLabel('Topic or pattern').fill('users/ann/**');
    await page.getByRole('button', { name: 'Subscribe', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.locator('.identity').getByText('This token has ended').waitFor();
  },
  streams: async (page) => {
    // A few who listen, until the page is closed.
    await page.evaluate(() => {
      window.streams = ['news', 'orders/1'].map((topic) => new EventSource(`/events?topic=public/${topic}`));
    });
    await page.getByRole('tab', { name: 'Streams' }).click();
    await page.locator('#panel-streams').getByRole('button', { name: 'Enter a token' }).click();
    const token = jwt('ops', 3_600, { tidings: { operate: true } });
    await enter(page, undefined, token, page.locator('.streams tbody tr').nth(1));
  },
  'streams-refused': async (page) => {
    await page.getByRole('tab', { name: 'Streams' }).click();
    await page.getByText('Only a token that may operate the hub').waitFor();
  },
  'token-wrong': (page) => enter(page, 'Enter a token', 'wrong', page.getByText('not good here')),
};

async function enter(page, button, token, then = page.getByText('Forget token').first()) {
  if (button) {
    await page.locator('.identity').getByRole('button', { name: button }).click();
  }
  await page.getByLabel('Token', { exact: true }).fill(token);
  await page.getByRole('button', { name: 'Use it' }).click();
  await then.waitFor();
}

for (const colorScheme of ['light', 'dark']) {
  for (const [device, viewport] of Object.entries(DEVICES)) {
    for (const [name, given] of Object.entries(HOLDERS)) {
      test(`${name}: ${colorScheme}, ${device}`, async () => {
        const page = await browser.newPage({ colorScheme, viewport, reducedMotion: 'reduce' });
        page.setDefaultTimeout(30_000);
        await page.goto(`${guarded.url}/#console`);
        await given(page);
        await page.evaluate(() => window.scrollTo(0, 0));
        await check(page, `${name}-${colorScheme}-${device}`);
        await page.close();
      });
    }
  }
}

test('a prompt for a token is accessible', async () => {
  const page = await browser.newPage();
  await page.goto(`${server.url}/#chat`);
  await page.locator('#chat-text').fill('hello');
  await page.keyboard.press('Enter');
  await page.getByLabel('Token', { exact: true }).waitFor();
  await check(page, 'token');
  await page.close();
});
