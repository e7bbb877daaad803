// The topics of the hub: what is kept of each, the newest event, and the subscribers on this node.
import { el, say } from '../dom.js';
import { number, visible } from '../format.js';
import { reason } from '../problem.js';
import { ask, enterToken, onTokens } from '../token.js';

const EVERY_MILLIS = 2_000;
const MOST = 200;

/** @param {function(string)} onSubscribe gets the topic that was chosen */
export function topics(onSubscribe) {
  const prefix = el('input', {
    id: 'topics-prefix',
    type: 'search',
    placeholder: 'all',
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
  let listeners = new Map();
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
      el('div.field.inline', {}, el('label', { for: 'topics-prefix' }, 'begin with'), prefix),
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
            ...['Topic', 'Kept', 'Newest id', 'Listeners'].map((name) => el('th', { scope: 'col' }, name)),
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
    const response = await ask('subscribe', `/topics?limit=${MOST}&prefix=${encodeURIComponent(prefix.value)}`).catch(
      () => null,
    );
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
    listeners = new Map([...listeners, ...answer.topics.map((one) => [one.topic, one.subscribers])].slice(-2 * MOST));
    show(answer.topics);
    say(
      note,
      answer.topics.length === 0
        ? 'No topics here yet. Publish an event, and its topic is there.'
        : answer.next
          ? `The first ${MOST}; type to find others.`
          : '',
    );
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
      [number(one.events), one.newest, number(one.subscribers)].forEach((text, cell) =>
        say(line.cells[cell + 1], text),
      );
      if (body.rows[i] !== line) {
        body.insertBefore(line, body.rows[i] ?? null);
      }
    });
  }

  function row(topic) {
    return el(
      'tr',
      {},
      el('th', { scope: 'row' }, visible(topic)),
      el('td'),
      el('td.id'),
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
    listeners: (topic) => Math.max(1, listeners.get(topic) ?? 1),
    shown,
    left,
  };
}
