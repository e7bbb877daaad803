// What is subscribed to, and from where on. All of it is one connection.
import { el } from '../dom.js';
import { visible } from '../format.js';

const STARTS = {
  now: { words: 'from now on', query: () => '' },
  all: { words: 'from the beginning', query: () => 'replay=all' },
  latest: { words: 'with the latest of each', query: () => 'replay=latest' },
  id: { words: 'after an id', hint: '1795340982123-0', query: (value) => `after=${encodeURIComponent(value)}` },
  time: {
    words: 'since a time',
    hint: 'PT10M or 2026-11-22T12:00:00Z',
    query: (value) => `since=${encodeURIComponent(value)}`,
  },
};

/**
 * @param {function(string[], string=)} onTopics gets all topics and patterns after a change; with the first one also
 *   the query to start with
 * @param {function(string)} onReplay gets the query to start anew with
 */
export function subscriptions(onTopics, onReplay) {
  const topics = [];
  const chips = el('ul.chips', { 'aria-label': 'Subscriptions' });
  const name = el('input', {
    id: 'subscribe-topic',
    placeholder: 'news, prices/*, demo/**',
    autocomplete: 'off',
    spellcheck: 'false',
    autocapitalize: 'none',
  });
  const start = el(
    'select',
    { id: 'replay-start', onchange: offer },
    ...Object.entries(STARTS).map(([key, { words }]) => el('option', { value: key }, words)),
  );
  const value = el('input', {
    id: 'replay-value',
    'aria-label': 'Id or time to replay from',
    hidden: true,
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const element = el(
    'section.card.subscriptions',
    { 'aria-label': 'Subscriptions' },
    el(
      'form.line',
      { onsubmit: submit },
      el('div.field.grow', {}, el('label', { for: 'subscribe-topic' }, 'Topic or pattern'), name),
      el('button', { type: 'submit' }, 'Subscribe'),
    ),
    el(
      'form.line',
      { onsubmit: replay },
      el('div.field.grow', {}, el('label', { for: 'replay-start' }, 'Start'), el('div.pair', {}, start, value)),
      el('button.quiet', { type: 'submit' }, 'Replay'),
    ),
    chips,
  );
  show();
  return { element, add };

  function add(topic) {
    if (topic && !topics.includes(topic)) {
      topics.push(topic);
      show();
      onTopics([...topics], topics.length === 1 ? from() : undefined);
    }
  }

  function submit(event) {
    event.preventDefault();
    add(name.value.trim());
    name.value = '';
  }

  function replay(event) {
    event.preventDefault();
    onReplay(from());
  }

  function from() {
    return STARTS[start.value].query(value.value.trim());
  }

  function offer() {
    const { hint } = STARTS[start.value];
    value.hidden = !hint;
    value.required = Boolean(hint);
    value.placeholder = hint ?? '';
  }

  function remove(topic) {
    topics.splice(topics.indexOf(topic), 1);
    show();
    name.focus();
    onTopics([...topics]);
  }

  function show() {
    chips.replaceChildren(
      ...topics.map((topic) =>
        el(
          'li',
          {},
          el('code', {}, visible(topic)),
          el(
            'button.remove',
            { type: 'button', 'aria-label': `Unsubscribe from ${topic}`, onclick: () => remove(topic) },
            '×',
          ),
        ),
      ),
    );
    if (!topics.length) {
      chips.append(el('li.none', {}, 'Nothing yet: subscribe to a topic, or take one from the table below.'));
    }
  }
}
