// One connection through the proxy, in both directions.
const REQUEST = /^GET (\S+) HTTP\/1.1\r\n/;
const HEADER = /^last-event-id: *(.*?)\r$/im;
const HEAD_END = '\r\n\r\n';

export class ProxiedConnection {
  onRequest = () => {};
  onOpen = () => {};
  onBytes = () => {};
  onUnreachable = () => {};
  onClose = () => {};
  #client;
  #upstream;
  #left = Infinity;
  // What has come of a response whose body has not begun; undefined once it has.
  #head;

  constructor(client, upstream) {
    this.#client = client;
    this.#upstream = upstream;
    upstream.on('error', ({ code }) => code === 'ECONNREFUSED' && this.#refuse());
    client.on('data', (bytes) => this.#toHub(bytes));
    upstream.on('data', (bytes) => this.#toClient(bytes));
    client.on('drain', () => upstream.resume());
    upstream.on('close', () => client.end());
    client.on('end', () => upstream.end());
    client.on('close', () => {
      upstream.destroy();
      this.onClose();
    });
  }

  reset() {
    this.#client.resetAndDestroy();
  }

  end() {
    this.#upstream.destroy();
  }

  endAfter(bytes) {
    this.#left = bytes;
  }

  // As near as a proxy comes to a hub that is gone: the client gets no byte and no orderly end.
  #refuse() {
    this.reset();
    this.onUnreachable();
  }

  #toHub(bytes) {
    const text = bytes.toString('latin1');
    const request = REQUEST.exec(text);
    if (request) {
      this.#head = '';
      this.onRequest(HEADER.exec(text)?.[1] ?? new URL(request[1], 'http://hub').searchParams.get('lastEventId') ?? '');
    }
    this.#upstream.write(bytes);
  }

  #toClient(bytes) {
    const passed = bytes.subarray(0, this.#left);
    this.#left -= passed.length;
    if (!this.#client.write(passed)) {
      this.#upstream.pause();
    }
    this.#note(passed.toString('latin1'));
    if (this.#left === 0) {
      this.end();
    }
  }

  #note(text) {
    this.onBytes(text);
    if (this.#head === undefined) {
      return;
    }
    this.#head += text;
    const end = this.#head.indexOf(HEAD_END);
    if (end >= 0 && (end + HEAD_END.length < this.#head.length || /^content-length: 0\r$/im.test(this.#head))) {
      this.#head = undefined;
      this.onOpen();
    }
  }
}
