// Trading: trades, order book and candles are three topics with their own types and histories, on one connection.
import { el, say } from '../dom.js';
import { json, number, percent } from '../format.js';
import { candles } from './candles.js';
import { flash } from '../flash.js';

const MAX_TRADES = 40;

export const trading = {
  title: 'Trading',
  lead: 'Three topics on one connection: trades, the order book as a latest value, and candles.',
  topics: ['demo/trading/trades', 'demo/trading/book', 'demo/trading/candles'],
  types: ['trade', 'book', 'candle'],
  start: 'replay=all',
  latestOnly: true,
  envelope: true,
  build(body) {
    const tickers = ticker(body);
    const chart = el('section.card.chart', { 'aria-label': 'Price' });
    const side = el('section.card.depth', { 'aria-label': 'Order book' });
    const tape = el('section.card.tape', { 'aria-label': 'Trades' });
    body.append(el('div.desk', {}, chart, side, tape));
    chart.append(el('div.bar', {}, el('h3', {}, 'Price'), el('span.count', {}, 'a candle every eight seconds')));
    const graph = candles(chart);
    const showBook = book(side);
    const showTrade = trades(tape);
    return (event) => {
      const value = json(event.data);
      if (event.type === 'candle') {
        graph.add(value);
        tickers.candle(value);
      } else if (event.type === 'trade') {
        showTrade(value, event.time);
        tickers.trade(value);
        graph.trade(value);
      } else {
        showBook(value);
      }
    };
  },
};

function ticker(body) {
  const cells = Object.fromEntries(['Last', 'Change', 'High', 'Low', 'Volume'].map((name) => [name, el('dd')]));
  const list = el(
    'dl.ticker.card',
    {},
    el('div.symbol', {}, el('dt', {}, 'Tidings Ltd'), el('dd', {}, 'TDNG')),
    ...Object.entries(cells).map(([name, cell]) => el('div', {}, el('dt', {}, name), cell)),
  );
  body.append(list);
  let open;
  let high = -Infinity;
  let low = Infinity;
  let volume = 0;
  let last;
  const show = () => {
    if (last !== undefined) {
      const change = last / (open ?? last) - 1;
      say(cells.Last, number(last / 100, 2));
      say(cells.Change, percent(change));
      cells.Change.dataset.way = change >= 0 ? 'up' : 'down';
      say(cells.High, number(high / 100, 2));
      say(cells.Low, number(low / 100, 2));
      say(cells.Volume, number(volume));
    }
  };
  const take = (from, top, bottom, close, size) => {
    open ??= from;
    high = Math.max(high, top);
    low = Math.min(low, bottom);
    last = close;
    volume += size;
    show();
  };
  return {
    candle: (value) => take(value.open, value.high, value.low, value.close, last === undefined ? value.volume : 0),
    trade: (value) => {
      const before = last;
      take(value.price, value.price, value.price, value.price, value.size);
      flash(cells.Last, value.price >= before ? 'up' : 'down');
    },
  };
}

function book(side) {
  const rows = { asks: el('tbody.asks'), bids: el('tbody.bids') };
  const middle = el('p.spread');
  const table = (name, body) =>
    el(
      'table',
      {},
      el('caption.hidden', {}, name),
      el('thead.hidden', {}, el('tr', {}, el('th', { scope: 'col' }, 'Price'), el('th', { scope: 'col' }, 'Size'))),
      body,
    );
  side.append(
    el('div.bar', {}, el('h3', {}, 'Order book'), el('span.count', {}, 'price · size')),
    table('Offers to sell', rows.asks),
    middle,
    table('Offers to buy', rows.bids),
  );
  return ({ bids, asks, last }) => {
    const most = Math.max(...[...bids, ...asks].map(([, size]) => size));
    fill(rows.asks, [...asks].reverse(), most);
    fill(rows.bids, bids, most);
    say(middle, `${number(last / 100, 2)}`);
  };
}

function fill(body, levels, most) {
  levels.forEach(([price, size], i) => {
    const row = body.rows[i] ?? body.appendChild(el('tr', {}, el('td'), el('td')));
    say(row.cells[0], number(price / 100, 2));
    say(row.cells[1], number(size));
    row.style.setProperty('--part', `${(100 * size) / most}%`);
  });
}

function trades(tape) {
  const list = el('ol', { tabindex: '0', 'aria-label': 'Trades, newest first' });
  tape.append(el('div.bar', {}, el('h3', {}, 'Trades'), el('span.count', {}, 'as they happen')), list);
  return ({ price, size, side }, time) => {
    list.prepend(
      el(
        'li',
        { 'data-way': side === 'buy' ? 'up' : 'down' },
        el('span', {}, new Date(time).toLocaleTimeString('en', { hour12: false })),
        el('span', {}, side === 'buy' ? 'Buy' : 'Sell'),
        el('strong', {}, number(price / 100, 2)),
        el('span', {}, number(size)),
      ),
    );
    if (list.childElementCount > MAX_TRADES) {
      list.lastElementChild.remove();
    }
  };
}
