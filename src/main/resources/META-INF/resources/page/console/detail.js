// One event in full, as text.
import { el, say } from '../dom.js';
import { bytes, visible } from '../format.js';

const MAX_CHARACTERS = 100_000;

export function detail() {
  const facts = el('dl.facts');
  const data = el('pre', { tabindex: '0', 'aria-label': 'Data of the event' });
  const more = el('p.count');
  const open = el('code');
  const line = el('p.named', { hidden: true }, 'The stream that is open: ', open);
  const copy = el(
    'button.quiet.small',
    { type: 'button', disabled: true, onclick: () => copyText(row.data, copy) },
    'Copy data',
  );
  const element = el(
    'section.card.detail',
    { 'aria-label': 'The event that is selected' },
    el('div.bar', {}, el('h3', {}, 'Event'), copy),
    facts,
    data,
    more,
    line,
  );
  say(data, 'Select an event to read all of it.');
  let row;
  return {
    element,
    /** Undefined if none is open. */
    stream(id) {
      line.hidden = id === undefined;
      say(open, id ?? '');
    },
    show(chosen) {
      row = chosen;
      copy.disabled = false;
      const pairs =
        row.kind === 'event'
          ? [
              ['id', row.id],
              ['time', row.time],
              ['topics', row.topics.join(', ')],
              ['type', row.type ?? 'none'],
              ['size', bytes(row.size)],
              ['latency', row.replayed ? 'replayed from the log' : `${row.latency} ms, by the clocks of hub and browser`],
            ]
          : [
              ['mark', row.kind],
              ['time', row.received.toISOString()],
            ];
      if (row.stream) {
        pairs.push(['stream', row.stream]);
      }
      facts.replaceChildren(
        ...pairs.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, visible(value)))),
      );
      say(data, visible(row.data.slice(0, MAX_CHARACTERS)));
      const rest = row.data.length - MAX_CHARACTERS;
      say(more, rest > 0 ? `and ${rest.toLocaleString('en')} more characters; a copy has them all` : '');
    },
  };
}

/** Copies, and says so on the button for a moment. */
export async function copyText(text, button) {
  const words = button.dataset.words ?? button.textContent;
  button.dataset.words = words;
  try {
    await navigator.clipboard.writeText(text);
    say(button, 'Copied');
  } catch {
    say(button, 'Select and copy it');
  }
  setTimeout(() => say(button, words), 1_500);
}
