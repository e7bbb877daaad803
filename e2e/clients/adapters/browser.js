// The EventSource of a browser, in a page of another origin than the hub's: node browser.js chromium|firefox URL
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { report } from './report.js';

const FILES = { '/': ['page.html', 'text/html'], '/report.js': ['report.js', 'text/javascript'] };
const COMMANDS = {
  chromium: (profile) => [
    process.env.CHROMIUM ?? 'chromium',
    '--headless=new',
    '--no-sandbox',
    '--disable-background-networking',
    '--no-first-run',
    `--user-data-dir=${profile}`,
  ],
  firefox: (profile) => [process.env.FIREFOX ?? 'firefox-esr', '--headless', '--no-remote', '--profile', profile],
};

const [name, url] = process.argv.slice(2);
const profile = mkdtempSync(path.join(tmpdir(), 'tidings-browser-'));

const pages = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://page');
  if (pathname === '/seen') {
    const { type, id, data } = JSON.parse(await text(request));
    response.end();
    // The page goes on after an error in its listener; so does this.
    queueMicrotask(() => tolerate(() => report(type, id, data)));
  } else if (FILES[pathname]) {
    const [file, contentType] = FILES[pathname];
    response.setHeader('Content-Type', contentType).end(readFileSync(new URL(file, import.meta.url)));
  } else {
    response.writeHead(404).end();
  }
});

function tolerate(step) {
  try {
    step();
  } catch (error) {
    console.error(error.message);
  }
}

pages.listen(0, '127.0.0.1');
await once(pages, 'listening');
const [command, ...options] = COMMANDS[name](profile);
const page = `http://127.0.0.1:${pages.address().port}/?url=${encodeURIComponent(url)}`;
const browser = spawn(command, [...options, page], { stdio: 'ignore' });

process.on('SIGTERM', async () => {
  const gone = once(browser, 'exit');
  browser.kill();
  await gone;
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  process.exit();
});
