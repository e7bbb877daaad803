// What a person is told in a feed when the hub no longer has all that was missed.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { eventually, launch } from './browser.js';
import { Server } from './server.js';

const SKIPPED = 'Of some topics the hub keeps the latest alone';
const LOST = 'You were away for longer than this hub remembers';
const FEEDS = { availability: SKIPPED, score: SKIPPED, trading: SKIPPED, news: LOST };
const KEPT_OF_NEWS = 400;

let server, browser;

before(async () => {
  // What is still in memory would be sent in spite of what is kept.
  const settings = { TIDINGS_DEMO_FEEDS: 'true', TIDINGS_SUBSCRIBE_RECENT_EVENTS: '1' };
  [server, browser] = await Promise.all([Server.start(settings), launch()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function history(query) {
  return (await fetch(`${server.url}/events?${query}`, { headers: { Accept: 'application/json' } })).json();
}

for (const [name, words] of Object.entries(FEEDS)) {
  test(`${name} tells of a gap, and goes on`, async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(`${server.url}/#${name}`);
    const panel = page.locator(`#panel-${name}`);
    await panel.locator('.feed:not([data-empty])').waitFor();
    await panel.getByRole('button', { name: 'Take a break' }).click();
    const topics = (await panel.locator('.foot code').textContent()).match(/topic=[^&']*/g).join('&');
    const seen = (await history(`${topics}&limit=1000`)).events.at(-1).id;
    if (name === 'news') {
      await server.publishAll('demo/news', Array(KEPT_OF_NEWS + 1).fill('City\n\nNothing new'));
    }
    await eventually('something is lost', async () => (await history(`${topics}&after=${seen}`)).gap);

    await panel.getByRole('button', { name: 'Come back' }).click();

    await panel.locator('.note', { hasText: /^Back again\. .*caught up/ }).filter({ hasText: words }).waitFor();
    await page.waitForTimeout(1_000);
    assert.match(await panel.locator('.note').textContent(), new RegExp(words), 'told until the next break');
    await page.close();
  });
}
