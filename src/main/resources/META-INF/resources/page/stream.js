// A stream of topics on one EventSource. The browser reconnects by itself and says where it was. Only when a server or
// a proxy refused does it give up for good (WHATWG HTML, 9.2.3); then this opens a new one at the same place.
import { passes, reason } from './problem.js';
import { ask, lendCookie, tokenFor } from './token.js';

const RETRY_MILLIS = 2_000;
const TOO_LONG = 'The browser takes no cookie as long as this token, and the feeds need one. The console does without.';

export class Stream {
  #options;
  #source;
  #last;
  #timer;

  /**
   * @param {Object} options
   * @param {string[]} options.topics topics and patterns
   * @param {string[]} options.types the event types to hear; those without one are heard too
   * @param {string} options.start where to begin, as a query: `replay=all`
   * @param {boolean} options.envelope whether data is an envelope, which `onEvent` then gets
   * @param {function(Object)} options.onEvent gets `{id, type, data}`, and of an envelope `time` and `topics`
   * @param {function(string, string=)} options.onState gets the state, and of `refused` also why
   * @param {function(string)|undefined} options.onStream gets the id of each stream that is open, to change it by
   * @param {function(Object)} options.onPresence gets what tells who joins and leaves, if the stream was told to hear it
   * @param {function()} options.onGap events are lost between the last one and the next
   */
  constructor(options) {
    this.#options = options;
  }

  open() {
    this.close();
    if (!lendCookie()) {
      this.#options.onState('refused', TOO_LONG);
      return;
    }
    this.#options.onState('connecting');
    const source = new EventSource(this.url());
    this.#source = source;
    source.onopen = () => this.#options.onState('live');
    source.onerror = () =>
      source.readyState === EventSource.CLOSED ? this.#refused(source) : this.#options.onState('reconnecting');
    for (const type of new Set(['message', ...this.#options.types])) {
      source.addEventListener(type, (event) => this.#heard(event));
    }
    if (this.#options.onStream) {
      source.addEventListener('tidings:stream', (event) => this.#options.onStream(JSON.parse(event.data).stream));
      for (const type of ['tidings:joined', 'tidings:left']) {
        source.addEventListener(type, (event) => this.#present(event));
      }
    }
    source.addEventListener('tidings:cursor', (event) => (this.#last = event.lastEventId));
    source.addEventListener('tidings:expired', (event) => this.#expired(event));
    source.addEventListener('tidings:gap', () => this.#last && this.#options.onGap());
  }

  close() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
  }

  url() {
    const query = new URLSearchParams(this.#options.topics.map((topic) => ['topic', topic]));
    if (this.#options.envelope) {
      query.set('envelope', 'true');
    }
    if (this.#options.onStream) {
      query.set('control', 'true');
    }
    const from = this.#last ? `after=${this.#last}` : this.#options.start;
    return `/events?${readable(query)}${from ? `&${from}` : ''}`;
  }

  #present(event) {
    this.#last = event.lastEventId;
    this.#options.onPresence(this.#options.envelope ? JSON.parse(event.data) : { type: event.type, data: event.data });
  }

  #heard(event) {
    this.#last = event.lastEventId;
    const plain = { id: event.lastEventId, type: event.type, data: event.data };
    this.#options.onEvent(this.#options.envelope ? JSON.parse(event.data) : plain);
  }

  // Otherwise the browser would come back with the old token.
  #expired(event) {
    this.#last = event.lastEventId || this.#last;
    this.close();
    this.#options.onState('ended');
  }

  // An EventSource does not say why. A request for the history does, if it shows the same credential.
  async #refused(source) {
    this.#options.onState('reconnecting');
    const before = tokenFor('subscribe');
    const init = { headers: { Accept: 'application/json' } };
    const response = await ask('subscribe', `${this.url()}&limit=1`, init, { byCookie: true }).catch(() => null);
    if (source !== this.#source) {
      return;
    }
    if (tokenFor('subscribe') !== before) {
      this.open();
      return;
    }
    if (!response || response.ok || passes(response)) {
      this.#timer = setTimeout(() => this.open(), RETRY_MILLIS);
      return;
    }
    const why = await reason(response);
    if (source === this.#source) {
      this.#options.onState('refused', why);
    }
  }
}

/** A query in which slashes stay as they are. */
export function readable(query) {
  return query.toString().replaceAll('%2F', '/');
}
