// The clients, in groups by what they need to run.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { java } from '../server.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const file = (...names) => path.join(HERE, ...names);

const npm = (name, label, adapter) => ({
  name: label,
  group: 'npm',
  version: () => JSON.parse(readFileSync(file('node_modules', name, 'package.json'), 'utf8')).version,
  command: (url) => [process.execPath, file('adapters', `${adapter ?? 'eventsource'}.js`), ...(adapter ? [] : [name]), url],
});

const browser = (name, label) => ({
  name: label,
  group: name,
  version: () => said(process.env[name.toUpperCase()] ?? (name === 'firefox' ? 'firefox-esr' : name), '--version'),
  command: (url) => [process.execPath, file('adapters', 'browser.js'), name, url],
});

const jvm = (main, label, property) => ({
  name: label,
  group: 'java',
  version: () => readFileSync(file('java', 'pom.xml'), 'utf8').match(`<${property}>(.*)</${property}>`)[1],
  command: (url) => [java(), '-XX:TieredStopAtLevel=1', '-Xmx128m', '-cp', file('java', 'target', 'clients', '*'), main, url],
});

const python = (name) => ({
  name,
  group: 'python',
  version: () => said('/usr/bin/python3', '-c', `import ${name}; print(${name}.__version__)`),
  command: (url) => ['/usr/bin/python3', file('python', `${name}_client.py`), url],
});

// The version in what a program says.
function said(...command) {
  return execFileSync(command[0], command.slice(1), { encoding: 'utf8' }).match(/\d+(\.\d+)*/)[0];
}

export const CLIENTS = [
  browser('chromium', 'Chromium'),
  browser('firefox', 'Firefox'),
  npm('eventsource2', 'eventsource 2'),
  npm('eventsource3', 'eventsource 3'),
  npm('eventsource4', 'eventsource 4'),
  npm('undici', 'undici'),
  npm('eventsource-client', 'eventsource-client', 'eventsource-client'),
  npm('@microsoft/fetch-event-source', '@microsoft/fetch-event-source', 'fetch-event-source'),
  npm('event-source-polyfill', 'event-source-polyfill'),
  npm('reconnecting-eventsource', 'reconnecting-eventsource'),
  npm('launchdarkly-eventsource', 'launchdarkly-eventsource'),
  jvm('OkHttpSse', 'okhttp-sse', 'okhttp.version'),
  jvm('OkHttpEventSource', 'okhttp-eventsource', 'okhttp-eventsource.version'),
  jvm('SpringWebClient', 'Spring WebClient', 'spring.version'),
  jvm('JerseyClient', 'Jersey', 'jersey.version'),
  python('aiohttp'),
  python('httpx'),
];
