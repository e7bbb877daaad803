// The lines that arrived, oldest first. It holds a bounded number of them, and everything goes in as text, never as HTML.
const MAX_LINES = 500;

export class Transcript {
  #list;

  constructor(list) {
    this.#list = list;
  }

  // What happened to the connection.
  note(text) {
    this.#append(text, 'note');
  }

  // The data of an event.
  event(text) {
    this.#append(text, 'event');
  }

  #append(text, kind) {
    const followsEnd = this.#list.scrollHeight - this.#list.scrollTop - this.#list.clientHeight < 8;
    const line = document.createElement('p');
    line.className = kind;
    line.textContent = text;
    this.#list.append(line);
    if (this.#list.childElementCount > MAX_LINES) {
      this.#list.firstElementChild.remove();
    }
    if (followsEnd) {
      this.#list.scrollTop = this.#list.scrollHeight;
    }
  }
}
