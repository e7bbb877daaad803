// A thousand events a second for half a minute: all of them arrive, and the page goes on drawing. How smoothly depends
// on the machine, so that is measured and told.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { eventually, launch } from './browser.js';
import { Server } from './server.js';

const SECONDS = 30;
const A_SECOND = 1_000;
const BATCHES = 20;

let server, browser;

before(async () => {
  [server, browser] = await Promise.all([Server.start(), launch()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test('stays smooth at 1,000 events a second', async (t) => {
  const page = await browser.newPage();
  await page.goto(`${server.url}/#console`);
  await page.getByLabel('Topic or pattern').fill('load/*');
  await page.getByRole('button', { name: 'Subscribe', exact: true }).click();
  await page.locator('#panel-console .state', { hasText: 'Live' }).waitFor();
  await page.evaluate(measure);

  const begin = performance.now();
  for (let batch = 0; batch < SECONDS * BATCHES; batch++) {
    const data = Array.from({ length: A_SECOND / BATCHES }, (_, i) =>
      JSON.stringify({ batch, i, text: 'x'.repeat(80) }),
    );
    await server.publishAll(`load/${batch % 10}`, data);
    await setTimeout(Math.max(0, begin + ((batch + 1) * 1_000) / BATCHES - performance.now()));
  }
  const took = (performance.now() - begin) / 1_000;
  const measured = await page.evaluate(() => window.measured());
  const all = (SECONDS * A_SECOND).toLocaleString('en');
  await eventually(
    'all have arrived',
    async () => (await page.locator('#console-count').textContent()) === `${all} events`,
  );

  const rows = await page.locator('.rows .row').count();
  const inAll = measured.tasks.reduce((sum, task) => sum + task, 0);
  const rate = (measured.frames / took).toFixed(1);
  t.diagnostic(`${all} events in ${took.toFixed(1)} s; ${rate} frames/s, longest pause ${Math.round(measured.pause)} ms`);
  const longest = Math.round(Math.max(0, ...measured.tasks));
  t.diagnostic(`long tasks: ${measured.tasks.length}, longest ${longest} ms, in all ${Math.round(inAll)} ms`);
  t.diagnostic(`rows that are elements: ${rows}; JS heap ${measured.heap} MB`);
  assert.ok(measured.frames > took, `${measured.frames} frames in ${took} s`);
  assert.ok(rows < 60, 'only rows in view are elements');
  await page.close();
});

function measure() {
  const tasks = [];
  let frames = 0;
  let pause = 0;
  let last = performance.now();
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({
    type: 'longtask',
  });
  requestAnimationFrame(function frame(now) {
    frames++;
    pause = Math.max(pause, now - last);
    last = now;
    requestAnimationFrame(frame);
  });
  window.measured = () => ({
    tasks,
    frames,
    pause,
    heap: Math.round(performance.memory.usedJSHeapSize / 1024 / 1024),
  });
}
