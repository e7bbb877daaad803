// A hub that only those with a token may listen to.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { launch } from './browser.js';
import { Server } from './server.js';

let server, browser;

before(async () => {
  const settings = { TIDINGS_DEMO_FEEDS: 'true', TIDINGS_AUTH_SUBSCRIBE_TOKENS: 'may-listen' };
  [server, browser] = await Promise.all([Server.start(settings), launch()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test('a feed asks for a token once, and the console has it too', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(`${server.url}/#prices`);
  await page.getByLabel('Token', { exact: true }).fill('may-listen');
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.locator('.quote').first().waitFor();
  await page.getByRole('tab', { name: 'Console' }).click();
  await page.locator('.topics tbody tr').first().waitFor();
  assert.equal(await page.evaluate(() => localStorage.length), 0);

  await page.reload();
  await page.locator('.topics tbody tr').first().waitFor();
  await page.goto(`${server.url}/q/health`);
  assert.deepEqual(await context.cookies(), [], 'cookies after the page is left');
  await context.close();
});

test('a feed without a token says why it is refused, and takes one later', async () => {
  const page = await browser.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(`${server.url}/#news`);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('#panel-news .state', { hasText: 'Refused' }).waitFor();
  await page.getByText('The hub refuses this feed. A token is needed to subscribe.').waitFor();

  await page.getByRole('button', { name: 'Enter a token' }).click();
  await page.getByLabel('Token', { exact: true }).fill('may-listen');
  await page.getByRole('button', { name: 'Use it' }).click();

  await page.locator('.story').first().waitFor();
  assert.match(await page.locator('#panel-news .foot code').textContent(), /^curl -N -H "Authorization: Bearer \$TOKEN" '/);
  await page.close();
});

test('a user who cancels the prompt of the console is asked again only on request', async () => {
  const page = await browser.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(`${server.url}/#console`);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('.topics').getByText('A token is needed to subscribe.').waitFor();
  await page.waitForTimeout(5_000);
  assert.equal(await page.getByRole('dialog').count(), 0);

  await page.locator('.topics').getByRole('button', { name: 'Enter a token' }).click();
  await page.getByLabel('Token', { exact: true }).fill('may-listen');
  await page.getByRole('button', { name: 'Use it' }).click();

  await page.locator('.topics tbody tr').first().waitFor();
  await page.close();
});
