// The words for what a connection does, and the badge that shows them.
import { el, say } from './dom.js';

const WORDS = {
  connecting: 'Connecting',
  live: 'Live',
  reconnecting: 'Reconnecting',
  refused: 'Refused',
  ended: 'Token ended',
  stopped: 'Stopped',
  idle: 'Not subscribed',
  paused: 'Paused',
};

/** A badge; `show(state)` changes it. */
export function badge() {
  const element = el('p.state', { role: 'status', 'data-state': 'connecting' }, WORDS.connecting);
  return { element, show: (state) => show(element, state) };
}

export function show(element, state) {
  element.dataset.state = state;
  say(element, WORDS[state]);
}
