// The table of open streams: a line for each, which stays the same while the stream is open.
import { sortable } from '../console/sortable.js';
import { el, say, segments } from '../dom.js';
import { ago, moment, number, visible } from '../format.js';
import { lagLine } from './lag-line.js';

const WORDS = { live: 'Live', 'catching-up': 'Catching up', stalled: 'Stalled' };
const COLUMNS = [
  { name: 'Subject' },
  { name: 'State' },
  { name: 'Lag', key: (one) => one.lag.events },
  { name: 'Address and node' },
  { name: 'Topics' },
  { name: 'Delivered', key: (one) => one.delivered },
  { name: 'Open', key: (one) => Date.now() - Date.parse(one.since) },
];

/** The end of an id: all streams of a node begin alike. */
export const short = ({ stream }) => stream.slice(-8);

/** Who listens, in words. */
export const holder = ({ subject }) => (subject === null ? 'Without a subject' : visible(subject));

/**
 * @param {function(Object)} onEnd gets the stream that shall end
 * @param {function()} onOrder is called when another order is wanted
 */
export function table(onEnd, onOrder) {
  const order = sortable(COLUMNS, onOrder);
  const body = el('tbody');
  const lines = new Map();
  const heading = el('th', { scope: 'col' }, el('span.hidden', {}, 'End'));
  const element = el(
    'div.scroll',
    { tabindex: '0', role: 'region', 'aria-label': 'Table of streams' },
    el('table', {}, el('thead', {}, el('tr', {}, ...order.headings, heading)), body),
  );
  return {
    element,
    /** Takes what the hub has just said: all streams, those that the filter hides too. */
    measured(streams) {
      const open = new Set(streams.map(({ stream }) => stream));
      [...lines.keys()].filter((id) => !open.has(id)).forEach((id) => lines.delete(id));
      streams.forEach((one) => {
        if (!lines.has(one.stream)) {
          lines.set(one.stream, line(one, onEnd));
        }
        lines.get(one.stream).measured(one);
      });
    },
    show(streams) {
      const rows = order.sort(streams).map(({ stream }) => lines.get(stream).row);
      [...body.rows].filter((row) => !rows.includes(row)).forEach((row) => row.remove());
      rows.forEach((row, i) => {
        if (body.rows[i] !== row) {
          body.insertBefore(row, body.rows[i] ?? null);
        }
      });
    },
  };
}

// The hub names the network of an IPv6 client; in this one is only the loopback address.
const address = (one) => (one === '::/64' ? '::1' : visible(one));

function showTopics(cell, topics) {
  if (cell.textContent !== topics.join(', ')) {
    cell.replaceChildren(...topics.flatMap((one, i) => [i ? ', ' : '', el('span', {}, ...segments(one))]));
  }
}

function line(first, onEnd) {
  const state = el('td');
  const lag = el('span');
  const history = lagLine();
  const heard = el('td.heard');
  const delivered = el('td');
  const since = el('td', { title: moment(new Date(first.since)) });
  const end = el(
    'button.quiet.small',
    { type: 'button', 'aria-label': `End stream ${short(first)} of ${holder(first)}`, onclick: () => onEnd(first) },
    'End',
  );
  const row = el(
    'tr',
    { 'data-stream': first.stream },
    el('th', { scope: 'row' }, holder(first), el('small', { title: first.stream }, short(first))),
    state,
    el('td', {}, lag, history.element),
    el(
      'td.from',
      { title: first.userAgent ? visible(first.userAgent) : '' },
      el('span', {}, address(first.address)),
      el('small', {}, visible(first.node)),
    ),
    heard,
    delivered,
    since,
    el('td', {}, end),
  );
  return {
    row,
    measured(one) {
      state.dataset.state = one.state;
      say(state, WORDS[one.state] ?? one.state);
      say(lag, `${number(one.lag.events)} events, ${number(one.lag.seconds, 1)} s`);
      history.add(one.lag.events);
      showTopics(heard, one.topics.map(visible));
      say(delivered, number(one.delivered));
      say(since, ago(Date.parse(one.since)));
    },
  };
}
