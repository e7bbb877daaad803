// The packaged server as a process: the jar, or what TIDINGS_COMMAND names (such as the native binary).
import { execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const JAR = fileURLToPath(new URL('../target/quarkus-app/quarkus-run.jar', import.meta.url));
const MVNW = fileURLToPath(new URL('../mvnw', import.meta.url));

// The JDK that builds the server, since the one on the PATH may be too old to run it.
export function java() {
  const jdk = execFileSync(MVNW, ['-v'], { encoding: 'utf8' }).match(/^Java version:.*runtime: (.*)$/m)[1];
  return path.join(jdk, 'bin', 'java');
}

export const TOKEN = 'e2e-secret';
const command = process.env.TIDINGS_COMMAND?.split(' ') ?? [java(), '-jar', JAR];

export class Server {
  // What a publisher has to send.
  credentials = { Authorization: `Bearer ${TOKEN}` };
  // What it keeps on disk is in here.
  folder = mkdtempSync(path.join(tmpdir(), 'tidings-'));
  #process;
  #settings;

  constructor(port, settings) {
    this.port = port;
    this.#settings = settings;
    this.url = `http://localhost:${port}`;
  }

  // With settings of its own, as environment variables.
  static async start(settings = {}) {
    const server = new Server(await freePort(), settings);
    await server.start();
    return server;
  }

  // Returns once it listens, on the same port as before.
  async start() {
    const env = {
      ...process.env,
      TIDINGS_COMMAND: undefined, // for this file, not for the hub
      QUARKUS_HTTP_PORT: String(this.port),
      TIDINGS_TALK_INTERVAL: '200ms',
      TIDINGS_LOG_SQLITE_PATH: path.join(this.folder, 'tidings.db'),
      TIDINGS_AUTH_PUBLISH_TOKENS: TOKEN,
      ...this.#settings,
    };
    this.#process = spawn(command[0], command.slice(1), { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const said = [];
    const lines = createInterface({ input: this.#process.stdout });
    for await (const line of lines) {
      said.push(line);
      if (line.includes('Listening on')) {
        this.#process.stdout.resume();
        return;
      }
    }
    throw new Error(`the server did not start:\n${said.join('\n')}`);
  }

  // Ends it for good.
  async stop() {
    await this.kill();
    rmSync(this.folder, { recursive: true });
  }

  // SIGKILL: no goodbye on any stream.
  async kill() {
    await this.#signal('SIGKILL');
  }

  // SIGTERM: ends its streams first. Returns once the process is gone.
  async terminate() {
    await this.#signal('SIGTERM');
  }

  async #signal(signal) {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) {
      return;
    }
    const gone = once(this.#process, 'exit');
    this.#process.kill(signal);
    await gone;
  }

  // Publishes as a back end does; returns the id.
  async publish(topic, data, query = '') {
    const init = { method: 'POST', body: data, headers: this.credentials };
    const response = await fetch(`${this.url}/topics/${topic}${query}`, init);
    if (!response.ok) {
      throw new Error(await response.text());
    }
    return (await response.json()).id;
  }

  // Many at once, in order.
  async publishAll(topic, all) {
    const body = all.map((data) => JSON.stringify({ topic, data })).join('\n');
    const response = await fetch(`${this.url}/events`, { method: 'POST', body, headers: this.credentials });
    if (!response.ok) {
      throw new Error(await response.text());
    }
  }

  // Forgets a topic's history.
  async drop(topic) {
    const response = await fetch(`${this.url}/topics/${topic}`, { method: 'DELETE', headers: this.credentials });
    if (!response.ok) {
      throw new Error(await response.text());
    }
  }

  async isReady() {
    return (await fetch(`${this.url}/q/health/ready`)).ok;
  }

  // Whether it drains already: the status is told to those that do not ask for an event stream by name.
  async refusesStreams() {
    const abort = new AbortController();
    const { status } = await fetch(`${this.url}/topics/probe`, { signal: abort.signal });
    abort.abort();
    return status === 503;
  }

  // The streams that are open, as the server counts them.
  async openStreams() {
    const health = await (await fetch(`${this.url}/q/health/well`)).json();
    return health.checks.find((check) => check.name === 'streams').data.open;
  }
}

async function freePort() {
  const probe = createServer().listen(0, 'localhost');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}
