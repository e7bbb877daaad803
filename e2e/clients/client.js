// A client under test: its process, the proxy between it and the hub, and what it has seen of its topic.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Proxy } from '../proxy.js';
import { Failure } from './failure.js';
import { until } from './until.js';

export class Client {
  seen = [];
  // What it has handed to the application although nobody published it.
  phantoms = [];
  #hub;
  #process;
  #sent = 0;

  static async start(entry, hub) {
    const client = new Client();
    client.name = entry.name;
    client.topic = `clients/${entry.name.replaceAll(/\W+/g, '-')}`;
    client.proxy = await Proxy.start(hub.port);
    client.#hub = hub;
    client.#run(entry.command(`${client.proxy.url}/topics/${client.topic}`));
    return client;
  }

  #run([command, ...options]) {
    const loud = process.env.CLIENTS_VERBOSE ? 'inherit' : 'ignore';
    this.#process = spawn(command, options, { stdio: ['ignore', 'pipe', loud] });
    createInterface({ input: this.#process.stdout, crlfDelay: Infinity }).on('line', (line) => this.#note(line));
  }

  #note(line) {
    const event = JSON.parse(line);
    if (event.type === 'content' || isJson(event.data)) {
      this.seen.push(event);
    } else {
      this.phantoms.push(event);
    }
  }

  // Publishes the next number on this client's topic; returns the id.
  async publish(query = '') {
    return await this.#hub.publish(this.topic, JSON.stringify({ n: ++this.#sent }), query);
  }

  async publishText(data, query) {
    return await this.#hub.publish(this.topic, data, query);
  }

  // Returns once one more response has begun than the given number.
  async comesBack(opened) {
    if (!(await until(() => this.proxy.opened > opened || this.#isGone()))) {
      throw new Failure('does not come back');
    }
    this.#checkAlive();
  }

  // Cuts it off while one event is published, and another one once it is back: it has both.
  async missesNothingWhileCutOff() {
    const { opened } = this.proxy;
    this.proxy.hold();
    this.proxy.end();
    await this.publish();
    this.proxy.release();
    await this.comesBack(opened);
    await this.publish();
    await this.isComplete();
  }

  async sees(what, check) {
    if (!(await until(() => this.seen.some(check) || this.#isGone()))) {
      throw new Failure(`no ${what}`);
    }
    this.#checkAlive();
  }

  // Returns once it has seen every number, each once and in order. Waits for the last one alone: what is missing then has
  // been passed over for good.
  async isComplete() {
    await until(() => this.#numbers().includes(this.#sent) || this.#isGone());
    this.#checkAlive();
    const numbers = this.#numbers();
    const missing = Array.from({ length: this.#sent }, (_, i) => i + 1).filter((n) => !numbers.includes(n));
    if (missing.length > 0) {
      throw new Failure('misses events', `${missing} of ${this.#sent}, after ${this.proxy.opened} responses`);
    }
    if (numbers.length > this.#sent) {
      throw new Failure('doubles events', `${numbers}`);
    }
    if (numbers.some((n, i) => n !== i + 1)) {
      throw new Failure('changes the order', `${numbers}`);
    }
  }

  #numbers() {
    return this.seen
      .filter(({ type }) => type !== 'content')
      .map(({ data }) => JSON.parse(data).n)
      .filter((n) => n !== undefined);
  }

  async stop() {
    if (!this.#isGone()) {
      const gone = once(this.#process, 'exit');
      this.#process.kill();
      await gone;
    }
    await this.proxy.close();
  }

  #isGone() {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  #checkAlive() {
    if (this.#isGone()) {
      throw new Failure('its process ends', `exit code ${this.#process.exitCode}`);
    }
  }
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
