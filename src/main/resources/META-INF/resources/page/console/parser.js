// The grammar of event streams (WHATWG HTML, 9.2.5). An EventSource hands over only the types that it was told; the
// console wants all of them, so it reads the stream itself.
export class Parser {
  #onEvent;
  #onRetry;
  #buffer = '';
  #searched = 0;
  #data = [];
  #type = '';
  #id = '';

  /** @param {function({id, type, data})} onEvent @param {function(number)} onRetry milliseconds */
  constructor(onEvent, onRetry) {
    this.#onEvent = onEvent;
    this.#onRetry = onRetry;
  }

  /** Takes the next piece, cut anywhere. */
  feed(text) {
    this.#buffer += text;
    let start = 0;
    const end = /\r\n|\n|\r(?!$)/g;
    end.lastIndex = this.#searched;
    for (let found; (found = end.exec(this.#buffer)); start = end.lastIndex) {
      this.#line(this.#buffer.slice(start, found.index));
    }
    this.#buffer = this.#buffer.slice(start);
    // A CR at the end may be the first half of a CRLF.
    this.#searched = Math.max(0, this.#buffer.length - 1);
  }

  #line(line) {
    if (line === '') {
      this.#dispatch();
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
    switch (field) {
      case 'data':
        this.#data.push(value);
        break;
      case 'event':
        this.#type = value;
        break;
      case 'id':
        this.#id = value.includes('\0') ? this.#id : value;
        break;
      case 'retry':
        if (/^\d+$/.test(value)) this.#onRetry(Number(value));
        break;
      default: // a comment, or a field that nobody knows
    }
  }

  #dispatch() {
    if (this.#data.length) {
      this.#onEvent({ id: this.#id, type: this.#type, data: this.#data.join('\n') });
    }
    this.#data = [];
    this.#type = '';
  }
}
