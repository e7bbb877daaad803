// The topics of the hub: what is kept of each, the newest event, how busy it is, and the subscribers on this node. By
// name they are a page of the hub's; by anything else the first ones of a larger page.
import { el, say, segments } from '../dom.js';
import { number, visible } from '../format.js';
import { reason } from '../problem.js';
import { sortable } from './sortable.js';
import { ask, enterToken, onTokens } from '../token.js';

const EVERY_MILLIS = 2_000;
const MOST = 200;
const MOST_TO_SORT = 1_000;

/** The columns: what to show of a topic, and, for those that can be sorted by, its number. */
const COLUMNS = [
  { name: 'Topic' },
  { name: 'Kept', text: (one) => number(one.events), key: (one) => one.events },
  { name: 'Newest id', text: (one) => one.newest },
  { name: 'Rate', text: (one) => perSecond(one.rate), key: (one) => one.rate ?? 0 },
  { name: 'Listeners', text: (one) => number(one.subscribers), key: (one) => one.subscribers },
];

/** @param {function(string)} onSubscribe gets the topic that was chosen */
export function topics(onSubscribe) {
  const prefix = el('input', {
    id: 'topics-prefix',
    type: 'search',
    placeholder: 'starts with',
    autocomplete: 'off',
    spellcheck: 'false',
    oninput: () => load(),
  });
  const body = el('tbody');
  const note = el('p.count');
  const token = el(
    'button.quiet.small',
    { type: 'button', hidden: true, onclick: () => enterToken('subscribe') },
    'Enter a token',
  );
  const rows = new Map();
  const order = sortable(COLUMNS, () => load());
  let timer;
  let asked = 0;
  let isShown = false;

  const element = el(
    'section.card.topics',
    { 'aria-label': 'Topics' },
    el(
      'div.bar',
      {},
      el('h3', {}, 'Topics'),
      el('div.field.inline', {}, el('label', { for: 'topics-prefix' }, 'Filter'), prefix),
    ),
    note,
    token,
    el(
      'div.scroll',
      { tabindex: '0', role: 'region', 'aria-label': 'Table of topics' },
      el(
        'table',
        {},
        el(
          'thead',
          {},
          el(
            'tr',
            {},
            ...order.headings,
            el('th', { scope: 'col' }, el('span.hidden', {}, 'Subscribe')),
          ),
        ),
        body,
      ),
    ),
  );

  onTokens(() => isShown && shown());

  function shown() {
    isShown = true;
    token.hidden = true;
    load();
    timer ??= setInterval(load, EVERY_MILLIS);
  }

  function left() {
    isShown = false;
    stopLoading();
  }

  function stopLoading() {
    clearInterval(timer);
    timer = undefined;
  }

  async function load() {
    const mine = ++asked;
    const most = order.isGiven() ? MOST : MOST_TO_SORT;
    const query = `limit=${most}&rate=true&prefix=${encodeURIComponent(prefix.value)}`;
    const response = await ask('subscribe', `/topics?${query}`).catch(() => null);
    if (mine !== asked || !response) {
      return;
    }
    if (response.status === 401 || response.status === 403) {
      stopLoading();
      token.hidden = false;
      show([]);
      say(note, await reason(response));
      return;
    }
    if (!response.ok) {
      return;
    }
    const answer = await response.json();
    show(order.sort(answer.topics).slice(0, MOST));
    say(note, limits(answer, most));
  }

  function limits(answer, most) {
    if (answer.topics.length === 0) {
      return 'No topics here yet. Publish an event, and its topic is there.';
    }
    if (answer.next) {
      return order.isGiven()
        ? `The first ${MOST}; type to find others.`
        : `Of the first ${number(most)} by name; type to find others.`;
    }
    return answer.topics.length > MOST ? `The first ${MOST} of ${number(answer.topics.length)}.` : '';
  }

  function show(list) {
    for (const name of [...rows.keys()].filter((name) => !list.some((one) => one.topic === name))) {
      rows.get(name).remove();
      rows.delete(name);
    }
    list.forEach((one, i) => {
      if (!rows.has(one.topic)) {
        rows.set(one.topic, row(one.topic));
      }
      const line = rows.get(one.topic);
      COLUMNS.slice(1).forEach((column, cell) => say(line.cells[cell + 1], column.text(one)));
      if (body.rows[i] !== line) {
        body.insertBefore(line, body.rows[i] ?? null);
      }
    });
  }

  function row(topic) {
    return el(
      'tr',
      {},
      el('th', { scope: 'row' }, ...segments(visible(topic))),
      el('td'),
      el('td.id'),
      el('td'),
      el('td'),
      el(
        'td',
        {},
        el(
          'button.quiet.tiny',
          { type: 'button', 'aria-label': `Subscribe to ${topic}`, onclick: () => onSubscribe(topic) },
          '+',
        ),
      ),
    );
  }

  return {
    element,
    shown,
    left,
  };
}

/** Not known of every topic if the hub has more of them than it counts. */
function perSecond(rate) {
  if (rate === undefined) {
    return '–';
  }
  return rate < 0.05 ? '0 / s' : `${rate.toLocaleString('en', { maximumFractionDigits: 1 })} / s`;
}
