// A stream that is open, by the id that the hub gave it: its topics and its token change, and its connection stays.
import { headers } from '../token.js';

const TOO_MANY = 429;
const WAIT_MILLIS = 1_000;

export class OpenStream {
  #path;
  #hears;
  #changing;

  /** @param {string} id @param {string[]} hears the topics and patterns that it was opened with */
  constructor(id, hears) {
    this.#path = `/streams/${id}`;
    this.#hears = hears;
  }

  /**
   * Lets it hear other topics. While the hub is asked, others still may be wanted: then it is asked again, once.
   * @param {function(): string[]|null} wanted the topics and patterns that it shall hear; null if it is not needed any more
   * @returns {Promise<boolean>} whether it does; if not, it is as it was, or gone
   */
  hear(wanted) {
    this.#changing ??= this.#follow(wanted).finally(() => (this.#changing = undefined));
    return this.#changing;
  }

  async #follow(wanted) {
    for (;;) {
      const topics = wanted() ?? this.#hears;
      const add = topics.filter((topic) => !this.#hears.includes(topic));
      const remove = this.#hears.filter((topic) => !topics.includes(topic));
      if (!add.length && !remove.length) {
        return true;
      }
      const body = JSON.stringify({ add, remove });
      const response = await this.#send('', { method: 'PATCH', headers: headers('subscribe'), body });
      if (response?.status === TOO_MANY) {
        await new Promise((resolve) => setTimeout(resolve, WAIT_MILLIS));
        continue;
      }
      if (!response?.ok) {
        return false;
      }
      this.#hears = topics;
    }
  }

  /** Lets it live on by another token. False if it is not of the same subject, or grants less than the stream hears. */
  async renew(token) {
    const response = await this.#send('/token', { method: 'PUT', headers: { Authorization: `Bearer ${token}` } });
    return Boolean(response?.ok);
  }

  #send(path, init) {
    return fetch(this.#path + path, init).catch(() => null);
  }
}
