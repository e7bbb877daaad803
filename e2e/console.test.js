// The console, as a person uses it.
import { after, afterEach, before, beforeEach, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { eventually, launch } from './browser.js';
import { Server, TOKEN } from './server.js';

let server, browser, context, page, complaints;
let topic = 0;

before(async () => {
  [server, browser] = await Promise.all([Server.start(), launch()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

beforeEach(async () => {
  topic++;
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

const name = (suffix = '') => `console-${topic}${suffix}`;
const button = (text) => page.getByRole('button', { name: text, exact: true });
const state = (text) => page.locator('#panel-console .state', { hasText: text }).waitFor();
const rows = (kind = 'event', on = page) => on.locator(`.rows .row[data-kind=${kind}]:not([hidden])`);
const arrived = (count, on = page) =>
  eventually(
    `${count} events`,
    async () => Number.parseInt(await on.locator('#console-count').textContent()) === count,
  );
const newestFirst = (on = page) =>
  rows('event', on).evaluateAll((all) =>
    all.sort((a, b) => b.dataset.key - a.dataset.key).map((row) => row.querySelector('.data').textContent),
  );

async function subscribe(to = name(), on = page) {
  if (!on.url().endsWith('#console')) {
    await on.goto(`${server.url}/#console`);
  }
  await on.getByLabel('Topic or pattern').fill(to);
  await on.getByRole('button', { name: 'Subscribe', exact: true }).click();
  await on.locator('#panel-console .state', { hasText: 'Live' }).waitFor();
}

async function replay(start, value) {
  await page.getByLabel('Start').selectOption(start);
  if (value) {
    await page.getByLabel('Id or time').fill(value);
  }
  await button('Replay').click();
}

async function publishSome(from, to, suffix = '') {
  const data = Array.from({ length: to - from + 1 }, (_, i) => `event ${from + i}`);
  await server.publishAll(name(suffix), data);
}

test('shows events of several topics and patterns with all there is to know', async () => {
  await subscribe(name('/a'));
  await subscribe(name('/b/**'));
  await server.publish(name('/a'), 'one', '?type=odd');
  const id = await server.publish(name('/b/c'), 'zwei und ein Ä');
  await server.publish(name('/c'), 'not asked for');
  await arrived(2);
  assert.deepEqual(await newestFirst(), ['zwei und ein Ä', 'one']);
  assert.equal(await server.openStreams(), 1);
  const row = rows().filter({ hasText: 'zwei' });
  assert.equal(await row.locator('.id').textContent(), id);
  assert.equal(await row.locator('.topic').textContent(), name('/b/c'));
  assert.equal(await row.locator('.size').textContent(), '15 B');
  assert.match(await row.locator('.latency').textContent(), /^\d+ ms$/);
  assert.match(await row.locator('.time').textContent(), /^\d\d:\d\d:\d\d\.\d{3}$/);
  assert.equal(await rows().filter({ hasText: 'one' }).locator('.type').textContent(), 'odd');
});

test('unsubscribes', async () => {
  await subscribe(name('/a'));
  await subscribe(name('/b'));
  await page.getByRole('button', { name: `Unsubscribe from ${name('/a')}` }).click();
  await state('Live');
  await server.publish(name('/a'), 'gone');
  await server.publish(name('/b'), 'here');
  await arrived(1);
  assert.deepEqual(await newestFirst(), ['here']);
});

test('changes topics on the stream that is open', async () => {
  const asked = [];
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  const openStream = () => page.locator('.detail code').textContent();
  await subscribe(name('/a'));
  await eventually('the stream has a name', async () => /^[0-9a-f]{48}$/.test(await openStream()));
  const stream = await openStream();
  await subscribe(name('/b/*'));
  await rows('connection').filter({ hasText: `goes on with ${name('/a')}, ${name('/b/*')}` }).waitFor();
  await server.publish(name('/a'), 'one');
  await server.publish(name('/b/c'), 'two');
  await arrived(2);
  await page.getByRole('button', { name: `Unsubscribe from ${name('/a')}` }).click();
  await rows('connection').filter({ hasText: `goes on with ${name('/b/*')}` }).waitFor();
  await server.publish(name('/a'), 'not heard any more');
  await server.publish(name('/b/c'), 'three');
  await arrived(3);

  assert.deepEqual(await newestFirst(), ['three', 'two', 'one']);
  assert.equal(await openStream(), stream);
  await rows().filter({ hasText: 'three' }).click();
  await page.locator('.facts div', { hasText: 'stream' }).getByText(stream).waitFor();
  assert.equal(asked.filter((one) => one === 'GET /events').length, 1);
  assert.equal(asked.filter((one) => one === `PATCH /streams/${stream}`).length, 2);
});

test('topics that are wanted at once are all heard', async () => {
  await subscribe(name('/0'));
  const all = Array.from({ length: 12 }, (_, i) => name(`/${i}`));
  for (const one of all.slice(1)) {
    await page.getByLabel('Topic or pattern').fill(one);
    await page.getByLabel('Topic or pattern').press('Enter');
  }
  await rows('connection').filter({ hasText: all.at(-1) }).first().waitFor();
  await Promise.all(all.map((one) => server.publish(one, 'heard')));
  await arrived(all.length);
});

test('a stream that was ended is opened again with the topics that are wanted by then', async () => {
  await subscribe(name('/a'));
  const stream = await page.locator('.detail code').textContent();
  await fetch(`${server.url}/streams/${stream}`, { method: 'DELETE' });
  await page.getByLabel('Topic or pattern').fill(name('/b'));
  await button('Subscribe').click();
  await state('Live');
  await eventually('another stream', async () => {
    const now = await page.locator('.detail code').textContent();
    return now && now !== stream;
  });
  await server.publish(name('/b'), 'here');
  await arrived(1);
});

test('a pause loses nothing, even before the first event', async () => {
  await subscribe();
  await button('Pause').click();
  await state('Paused');
  await publishSome(1, 3);
  await button('Resume').click();
  await arrived(3);
  await button('Pause').click();
  await publishSome(4, 7);
  assert.equal(await rows().count(), 3);
  await button('Resume').click();
  await arrived(7);
  assert.deepEqual(
    await newestFirst(),
    [7, 6, 5, 4, 3, 2, 1].map((i) => `event ${i}`),
  );
});

test('another tab is as good as a pause', async () => {
  await subscribe();
  await publishSome(1, 2);
  await arrived(2);
  await page.getByRole('tab', { name: 'Clock' }).click();
  await publishSome(3, 4);
  await page.getByRole('tab', { name: 'Console' }).click();
  await arrived(4);
});

test('replays from the beginning, after an id, since a time, and the latest', async () => {
  await publishSome(1, 2);
  const id = await server.publish(name(), 'event 3');
  const time = new Date(Number(id.split('-')[0])).toISOString();
  await publishSome(4, 5);
  await subscribe();
  await replay('all');
  await arrived(5);
  await replay('id', id);
  await arrived(2);
  await replay('time', time);
  await eventually('event 3 is among them', async () => (await newestFirst()).includes('event 3'));
  await replay('latest');
  await arrived(1);
  assert.deepEqual(await newestFirst(), ['event 5']);
  await replay('id', 'nonsense');
  await page.locator('.note', { hasText: 'The id is malformed' }).waitFor();
});

test('the first subscription begins where it is told to', async () => {
  await publishSome(1, 3);
  await page.goto(`${server.url}/#console`);
  await button('Replay').click();
  await page.getByText('Subscribe to a topic first').waitFor();
  await page.getByLabel('Start').selectOption('all');
  await subscribe();
  await arrived(3);
});

test('marks a gap in the history', async () => {
  const forgetful = `demo/availability/${name()}`;
  const first = await server.publish(forgetful, 'one');
  await server.publish(forgetful, 'two');
  await server.publish(forgetful, 'three');
  const history = async () =>
    (await (await fetch(`${server.url}/topics/${forgetful}`, { headers: { Accept: 'application/json' } })).json())
      .events;
  await eventually('one event is left', async () => (await history()).length === 1);
  // What it still has in memory, it would send in spite of that.
  await server.kill();
  await server.start();
  await subscribe(forgetful);
  await replay('id', first);
  await arrived(1);
  assert.match(await rows('gap').locator('.data').textContent(), new RegExp(`History is lost here.*${first}`));
  await page.getByRole('status').filter({ hasText: 'Some history is lost' }).waitFor();
});

test('publishes, asks for the token, and keeps it in the session alone', async () => {
  await subscribe();
  await page.getByLabel('Topic', { exact: true }).fill(name());
  await page.getByLabel('Type', { exact: true }).fill('greeting');
  await page.getByLabel('Data', { exact: true }).fill('several\nlines');
  await button('Publish').click();
  await page.getByLabel('Token', { exact: true }).fill(TOKEN);
  await button('Use it').click();
  await page.getByText(/^Kept as \d+-\d+$/).waitFor();
  assert.match(await page.locator('.curl code').textContent(), /^curl -H "Authorization: Bearer \$TOKEN" /);
  await arrived(1);
  await button('Publish').click();
  await arrived(2);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [
    0,
    1,
    '',
  ]);
});

test('its curl publishes the same', async () => {
  await subscribe(name('/**'));
  const data = `@it's "$HOME" \\ & <b>\nline two`;
  await page.getByLabel('Topic', { exact: true }).fill(name('/a b?ü'));
  await page.getByLabel('Type', { exact: true }).fill('a&b');
  await page.getByLabel('Data', { exact: true }).fill(data);
  const command = await page.locator('.curl code').textContent();
  execFileSync('sh', ['-c', `${command} -sS -H "Authorization: Bearer ${TOKEN}"`]);
  await arrived(1);
  await rows().first().click();
  assert.equal(await page.locator('.detail pre').textContent(), data);
  assert.equal(await rows().first().locator('.topic').textContent(), name('/a b?ü'));
  assert.equal(await rows().first().locator('.type').textContent(), 'a&b');
});

test('lists the topics with what is kept and who listens', async () => {
  await publishSome(1, 3);
  await page.goto(`${server.url}/#console`);
  await page.getByLabel('Filter').fill(name());
  const row = page.locator('.topics tbody tr');
  await eventually('one topic', async () => (await row.count()) === 1);
  assert.equal(await row.locator('td').nth(0).textContent(), '3');
  await page.getByRole('button', { name: `Subscribe to ${name()}`, exact: true }).click();
  await state('Live');
  await eventually('one listener', async () => (await row.locator('td').nth(3).textContent()) === '1');
});

test('a connection that is cut heals, and nothing is missed', async () => {
  await subscribe();
  await publishSome(1, 2);
  await arrived(2);
  await button('Cut the connection').click();
  await state('Reconnecting');
  await publishSome(3, 5);
  await state('Live');
  await arrived(5);
  assert.deepEqual(
    await newestFirst(),
    [5, 4, 3, 2, 1].map((i) => `event ${i}`),
  );
  assert.equal(await rows('connection').filter({ hasText: 'Connected again' }).count(), 1);
});

test('a hub that is killed and comes back is found again, and nothing is missed', async () => {
  await subscribe();
  await publishSome(1, 2);
  await arrived(2);
  await server.kill();
  await state('Reconnecting');
  await server.start();
  await publishSome(3, 4);
  await state('Live');
  await arrived(4);
});

test('two windows hear the same', async () => {
  const other = await context.newPage();
  await subscribe();
  await subscribe(name(), other);
  await publishSome(1, 4);
  await Promise.all([arrived(4), arrived(4, other)]);
  for (const window of [page, other]) {
    await window.bringToFront();
    await rows('event', window).nth(3).waitFor();
    assert.deepEqual(
      await newestFirst(window),
      [4, 3, 2, 1].map((i) => `event ${i}`),
    );
  }
});

test('hostile data is text, and all of it can be read', async () => {
  const script = `<script>document.title='owned'</script><img src=x onerror="document.title='owned'">`;
  await subscribe();
  await server.publish(name(), script, `?type=${encodeURIComponent('<i>x</i>')}`);
  await server.publish(name(), 'bell \x07 escape \x1b[31m nul \0 turned \u202e around');
  await server.publish(name(), 'a'.repeat(1024 * 1024));
  await arrived(3);
  assert.equal(await page.locator('.rows :is(script, img, i)').count(), 0);
  await rows().filter({ hasText: 'script' }).click();
  assert.equal(await page.locator('.detail pre').textContent(), script);
  await rows().filter({ hasText: 'bell' }).click();
  const seen = await page.locator('.detail pre').textContent();
  assert.equal(seen, 'bell ␇ escape ␛[31m nul ␀ turned ⟨U+202E⟩ around');
  await rows().filter({ hasText: 'aaaa' }).click();
  assert.equal(await page.locator('.detail .count').textContent(), 'and 948,576 more characters; a copy has them all');
  assert.equal(await page.title(), 'Tidings: Console');
});

test('the list works by keyboard', async () => {
  await subscribe();
  await publishSome(1, 40);
  await arrived(40);
  await page.locator('.rows').focus();
  await page.keyboard.press('End');
  await page.locator('.detail pre', { hasText: 'Connected' }).waitFor();
  await page.keyboard.press('ArrowUp');
  await eventually('the oldest event', async () => (await page.locator('.detail pre').textContent()) === 'event 1');
  await page.keyboard.press('Home');
  await eventually('the newest event', async () => (await page.locator('.detail pre').textContent()) === 'event 40');
  const active = await page.locator('.rows').getAttribute('aria-activedescendant');
  assert.match(await page.locator(`#${active}`).textContent(), /event 40/);
});

test('the topics can be sorted by how busy they are and by how many listen', async () => {
  const [quiet, busy] = [name('/a-quiet'), name('/b-busy')];
  await server.publish(quiet, 'one');
  for (let i = 0; i < 10; i++) {
    await server.publish(busy, `${i}`);
  }
  await subscribe(quiet);
  await page.getByLabel('Filter').fill(name('/'));
  const shown = () => page.locator('.topics tbody th').allTextContents();
  await eventually('by name', async () => (await shown()).join() === [quiet, busy].join());

  await button('Rate').click();
  await eventually('the busy one first', async () => (await shown()).join() === [busy, quiet].join());
  await button('Listeners').click();
  await eventually('the one with a listener first', async () => (await shown()).join() === [quiet, busy].join());
  await button('Listeners').click();
  await eventually('the other way round', async () => (await shown()).join() === [busy, quiet].join());
  assert.equal(await page.locator('.topics th[aria-sort]').getAttribute('aria-sort'), 'ascending');
  await button('Listeners').click();
  await eventually('by name again', async () => (await shown()).join() === [quiet, busy].join());
});

test('deliveries a second are those that the hub counts', async () => {
  await subscribe();
  const others = await Promise.all(Array.from({ length: 4 }, () => browser.newPage()));
  await Promise.all(others.map((other) => subscribe(name(), other)));
  const deliveries = page.locator('.rates .deliveries strong');
  let publishing = true;
  const publisher = (async () => {
    for (let i = 0; publishing; i++) {
      await server.publish(name(), `${i}`);
    }
  })();
  await eventually('five deliveries an event', async () => {
    const events = Number((await page.locator('.rates .events strong').textContent()).replaceAll(',', ''));
    const counted = Number((await deliveries.textContent()).replaceAll(',', ''));
    return counted > 3 * events && events > 5;
  });
  publishing = false;
  await publisher;
  await eventually('none', async () => (await deliveries.textContent()) === '0');
  await Promise.all(others.map((other) => other.close()));
});
