// How many deliveries a second the hub makes, by its own count. Behind a load balancer the answers may come from several
// hubs: only two of the same one, whose process began at the same time, are compared. A token that has ended is not
// sent, and a refusal holds until the token is another.
import { hasEnded } from '../caller.js';
import { headers, onTokens, tokenFor } from '../token.js';

const EVERY_MILLIS = 2_000;
const COUNTER = /^tidings_deliveries_total\{.*\} (\S+)/gm;
const START = /^process_start_time_seconds (\S+)$/m;

/** @param {function(number|null, boolean)} onRate gets the rate, or null while it is not known, and whether it is secret */
export function deliveries(onRate) {
  let last = new Map();
  let timer;
  let isShown = false;

  onTokens(() => isShown && shown());

  async function measure() {
    const token = tokenFor('subscribe');
    if (token && hasEnded(token)) {
      stop();
      onRate(null);
      return;
    }
    const response = await fetch('/q/metrics', { headers: headers('subscribe') }).catch(() => null);
    if (!response?.ok) {
      const isSecret = response?.status === 401 || response?.status === 403;
      if (isSecret) {
        stop();
      }
      onRate(null, isSecret);
      return;
    }
    const text = await response.text();
    const hub = START.exec(text)?.[1];
    const now = { at: performance.now(), count: [...text.matchAll(COUNTER)].reduce((sum, one) => sum + Number(one[1]), 0) };
    const before = last.get(hub);
    if (!timer) {
      return;
    }
    if (before) {
      onRate(((now.count - before.count) * 1_000) / (now.at - before.at));
    }
    last = new Map([...last, [hub, now]].slice(-10));
  }

  function shown() {
    isShown = true;
    timer ??= setInterval(measure, EVERY_MILLIS);
    measure();
  }

  function left() {
    isShown = false;
    stop();
  }

  function stop() {
    clearInterval(timer);
    timer = undefined;
    last = new Map();
  }

  return { shown, left };
}
