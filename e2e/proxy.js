// A TCP proxy between a client and the hub that cuts connections and holds new ones.
import { createServer, connect } from 'node:net';
import { once } from 'node:events';
import { ProxiedConnection } from './proxied-connection.js';

export class Proxy {
  // For every request, in order: the id that its client goes on from, or ''.
  cursors = [];
  // How many responses have begun, the first bytes of their bodies included.
  opened = 0;
  // How many connections came while no hub listened.
  unreachable = 0;
  // The last bytes from the hub.
  tail = '';
  #server;
  #target;
  #connections = new Set();
  #waiting;

  static async start(target) {
    const proxy = new Proxy();
    proxy.#target = target;
    proxy.#server = createServer((client) => proxy.#accept(client));
    proxy.#server.listen(0, 'localhost');
    await once(proxy.#server, 'listening');
    proxy.url = `http://localhost:${proxy.#server.address().port}`;
    return proxy;
  }

  // Resets all connections; what is on its way is lost.
  cut() {
    this.#connections.forEach((connection) => connection.reset());
  }

  // Ends all connections in good order; the client still reads what the hub has sent.
  end() {
    this.#connections.forEach((connection) => connection.end());
  }

  // Ends each connection after this number of further bytes from the hub, be it in the middle of an event.
  endAfter(bytes) {
    this.#connections.forEach((connection) => connection.endAfter(bytes));
  }

  // From now on accepts connections and leaves them without an answer.
  hold() {
    this.#waiting ??= [];
  }

  release() {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    waiting.filter((client) => !client.destroyed).forEach((client) => this.#join(client));
  }

  async close() {
    this.#waiting?.forEach((client) => client.destroy());
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #accept(client) {
    client.on('error', () => {});
    if (this.#waiting) {
      this.#waiting.push(client);
    } else {
      this.#join(client);
    }
  }

  #join(client) {
    const connection = new ProxiedConnection(client, connect(this.#target, 'localhost'));
    this.#connections.add(connection);
    connection.onRequest = (cursor) => this.cursors.push(cursor);
    connection.onOpen = () => this.opened++;
    connection.onBytes = (bytes) => (this.tail = (this.tail + bytes).slice(-10_000));
    connection.onUnreachable = () => this.unreachable++;
    connection.onClose = () => this.#connections.delete(connection);
  }
}
