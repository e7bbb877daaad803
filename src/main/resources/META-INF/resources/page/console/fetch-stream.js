// A stream that is read with fetch, in envelopes: all types, any time, and a connection that can be cut. What happens
// to the connection never loses an event, because each one that comes back begins at the cursor. Other topics and a new
// token are told to the stream that is open; if the hub does not take them, another stream is opened with them.
import { OpenStream } from './open-stream.js';
import { Parser } from './parser.js';
import { passes, reason } from '../problem.js';
import { ask } from '../token.js';
import { readable } from '../stream.js';

const RETRY_MILLIS = 3_000;

export class FetchStream {
  #on;
  #topics = [];
  #start = '';
  #cursor;
  #abort;
  #run = 0;
  #retry = RETRY_MILLIS;
  // Known from the first event of a connection to its end.
  #open;

  /**
   * @param {{event: function, gap: function, state: function(string, string=), stream: function(string),
   *   topics: function(string[]), expiring: function(string)}} on what it tells, of a state also why
   */
  constructor(on) {
    this.#on = on;
  }

  get cursor() {
    return this.#cursor;
  }

  /** Where it begins when it opens next: a query such as `replay=all`, or from now on if it is empty. */
  beginAt(start) {
    this.#start = start;
    this.#cursor = undefined;
  }

  /** Hears these topics and patterns: on the stream that is open, or on another from the cursor on. */
  listen(topics) {
    this.#topics = topics;
    if (this.#open && topics.length) {
      this.#change();
    } else {
      this.open();
    }
  }

  /** Goes on with what another token grants: on the stream that is open, if its subject is the same. */
  async renew(token) {
    const open = this.#open;
    const renewed = Boolean(open && token && (await open.renew(token)));
    // Meanwhile it may have been closed, or opened again with the new token.
    if (!renewed && open === this.#open) {
      this.open();
    }
    return renewed;
  }

  /** Goes on from the cursor. */
  open() {
    this.close();
    if (this.#topics.length) {
      this.#keepOpen(++this.#run);
    }
  }

  close() {
    this.#run++;
    this.#open = undefined;
    this.#abort?.abort();
  }

  /** As if the network had failed. */
  cut() {
    this.#abort?.abort();
  }

  async #keepOpen(run) {
    this.#on.state('connecting');
    for (let failures = 0; run === this.#run; failures++) {
      try {
        if (!(await this.#read(run))) {
          return;
        }
        failures = 0;
      } catch {
        // Network errors and cuts look alike, and mean the same.
      }
      if (run === this.#run) {
        this.#open = undefined;
        this.#on.state('reconnecting');
        await new Promise((resolve) => setTimeout(resolve, this.#retry));
      }
    }
  }

  // Reads until the stream ends. False if the server refuses it for good.
  async #read(run) {
    const abort = (this.#abort = new AbortController());
    const headers = { Accept: 'text/event-stream' };
    if (this.#cursor) {
      headers['Last-Event-ID'] = this.#cursor;
    }
    const topics = this.#topics;
    const response = await ask('subscribe', this.#url(), { headers, signal: abort.signal, cache: 'no-store' });
    const why = response.ok ? '' : await reason(response);
    if (run !== this.#run) {
      abort.abort();
      return false;
    }
    if (!response.ok) {
      return this.#refused(response, why);
    }
    // Live from the first event after its name on, which may be the cursor alone: without it, it would not know where to
    // come back to, and a stream that is refused for now has none.
    let live = false;
    const parser = new Parser(
      (event) => {
        if (run !== this.#run) {
          return;
        }
        if (event.type === 'tidings:stream') {
          this.#named(JSON.parse(event.data), topics);
          return;
        }
        live ||= this.#live();
        this.#heard(event);
      },
      (retry) => (this.#retry = retry),
    );
    const reader = response.body.pipeThrough(new TextDecoderStream('utf-8', { ignoreBOM: true })).getReader();
    for (let piece; !(piece = await reader.read()).done;) {
      parser.feed(piece.value);
    }
    return true;
  }

  #live() {
    this.#on.state('live');
    return true;
  }

  #refused(response, why) {
    this.#on.state(passes(response) ? 'reconnecting' : 'refused', why);
    return passes(response);
  }

  #url() {
    const query = new URLSearchParams(this.#topics.map((topic) => ['topic', topic]));
    query.set('envelope', 'true');
    query.set('control', 'true');
    return `/events?${readable(query)}${this.#start ? `&${this.#start}` : ''}`;
  }

  #named({ stream }, topics) {
    this.#open = new OpenStream(stream, topics);
    this.#on.stream(stream);
    // What was wanted since it was asked for.
    this.#change();
  }

  async #change() {
    const open = this.#open;
    const changed = await open.hear(() => (open === this.#open ? this.#topics : null));
    if (!changed && open === this.#open) {
      this.open();
    }
  }

  #heard({ id, type, data }) {
    if (type === 'tidings:gap') {
      this.#on.gap(JSON.parse(data));
      return;
    }
    if (type === 'tidings:topics') {
      this.#on.topics(JSON.parse(data).topics);
      return;
    }
    if (type === 'tidings:expiring') {
      this.#on.expiring(JSON.parse(data).expires);
      return;
    }
    this.#cursor = id || this.#cursor;
    if (type === 'tidings:expired') {
      // Otherwise it would come back with the old token.
      this.close();
      this.#on.state('ended');
    } else if (type !== 'tidings:cursor') {
      this.#on.event(JSON.parse(data));
    }
  }
}
