// Every tab in light and dark, on a desktop and on a phone: accessible, and nothing sticks out.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import axe from 'axe-core';
import { launch } from './browser.js';
import { Server } from './server.js';

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

let server, browser;

before(async () => {
  [server, browser] = await Promise.all([Server.start({ TIDINGS_DEMO_FEEDS: 'true' }), launch()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
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

test('a prompt for a token is accessible', async () => {
  const page = await browser.newPage();
  await page.goto(`${server.url}/#chat`);
  await page.locator('#chat-text').fill('hello');
  await page.keyboard.press('Enter');
  await page.getByLabel('Token', { exact: true }).waitFor();
  await check(page, 'token');
  await page.close();
});
