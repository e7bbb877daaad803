// The newest rows: events, and marks of what happened to the connection. Bounded in number and in characters.
const MAX_ROWS = 20_000;
const MAX_CHARACTERS = 24_000_000;

export class Store {
  #rows = [];
  #first = 0;
  #characters = 0;

  /** How many there were before the oldest that is still here. */
  dropped = 0;

  get size() {
    return this.#rows.length - this.#first;
  }

  /** @param {number} age 0 is the newest */
  newest(age) {
    return this.#rows[this.#rows.length - 1 - age];
  }

  add(row) {
    this.#rows.push(row);
    this.#characters += row.data.length;
    while (this.size > 1 && (this.size > MAX_ROWS || this.#characters > MAX_CHARACTERS)) {
      this.#characters -= this.#rows[this.#first].data.length;
      this.#rows[this.#first++] = undefined;
      this.dropped++;
    }
    if (this.#first > MAX_ROWS) {
      this.#rows = this.#rows.slice(this.#first);
      this.#first = 0;
    }
  }

  clear() {
    this.#rows = [];
    this.#first = 0;
    this.#characters = 0;
    this.dropped = 0;
  }
}
