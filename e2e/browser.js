// The browser: Debian's chromium, or what CHROMIUM names.
import { setTimeout } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const QUIET = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    chromiumSandbox: false,
    args: QUIET,
  });
}

// Waits until the check is true; fails with what it was about when it never is.
export async function eventually(what, check) {
  const deadline = Date.now() + 30_000;
  while (!(await check())) {
    await setTimeout(50);
    if (Date.now() > deadline) {
      throw new Error(`not within 30 s: ${what}`);
    }
  }
}
