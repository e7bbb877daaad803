// What a person is told of a connection: that it is away, that it is back, and what came of that. A gap is told
// until the next break, whatever follows it. Somebody who was not away is not told of a gap.
import { say } from './dom.js';

const CATCHING_UP_MILLIS = 400;

/**
 * @param {Element} note where it is told
 * @param {string} lost what a gap means here
 */
export function notice(note, lost) {
  let heard = false;
  let away = false;
  let gap = false;
  let quiet = false;
  let missed;
  let backAt;

  function tell() {
    const parts = [];
    if (missed !== undefined) {
      const events = missed === 1 ? '1 event' : `${missed.toLocaleString('en')} events`;
      parts.push(missed ? `Back again. ${events} caught up from where you left.` : 'Back again. You missed nothing.');
    }
    if (gap) {
      parts.push(lost);
    }
    say(note, parts.join(' '));
  }

  return {
    /** It is away, and the text says why. */
    away(text) {
      away = heard;
      say(note, text);
    },
    /** Whoever was not away is told nothing. */
    back() {
      missed = away ? 0 : undefined;
      away = false;
      gap = false;
      backAt = performance.now();
      tell();
    },
    gap() {
      gap = missed !== undefined;
      tell();
    },
    /** Nothing has come yet, and the text says why that may be. */
    quiet(text) {
      quiet = true;
      say(note, text);
    },
    event() {
      heard = true;
      if (quiet) {
        quiet = false;
        tell();
      }
      if (missed !== undefined && performance.now() - backAt < CATCHING_UP_MILLIS) {
        missed++;
        tell();
      }
    },
  };
}
