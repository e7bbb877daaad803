// Prices: the stream begins with the last minutes, so that there is a line at once.
import { el, say } from '../dom.js';
import { json, number, percent } from '../format.js';
import { sparkline } from '../chart.js';
import { flash } from '../flash.js';

const MOST = 180;
const NAMES = {
  gold: ['Gold', 'per ounce'],
  silver: ['Silver', 'per ounce'],
  bitcoin: ['Bitcoin', 'crypto currency'],
};

export const prices = {
  title: 'Prices',
  lead: 'Three topics selected by one pattern. The stream starts some minutes back, then it is live.',
  topics: ['demo/prices/*'],
  types: ['price'],
  start: 'since=PT10M',
  build(body) {
    const list = el('ul.prices');
    const cards = new Map();
    body.append(list);
    return (event) => {
      const value = json(event.data);
      if (!cards.has(value.name)) {
        cards.set(value.name, card(value.name, list));
      }
      cards.get(value.name)(value);
    };
  },
};

function card(name, list) {
  const [title, unit] = NAMES[name] ?? [name, ''];
  const price = el('p.price');
  const change = el('span.change');
  const picture = el('div.picture');
  const low = el('dd');
  const high = el('dd');
  const element = el(
    'li.card.quote',
    {},
    el('div.bar', {}, el('h3', {}, title, ' ', el('small', {}, unit)), change),
    price,
    picture,
    el('dl.range', {}, el('div', {}, el('dt', {}, 'Low'), low), el('div', {}, el('dt', {}, 'High'), high)),
  );
  list.append(element);
  const draw = sparkline(picture);
  const values = [];
  let planned;
  return (value) => {
    const before = values.at(-1);
    values.push(value.price);
    if (values.length > MOST) {
      values.shift();
    }
    planned ??= requestAnimationFrame(() => {
      planned = undefined;
      draw(values);
      say(price, `$${number(values.at(-1), 2)}`);
      say(change, percent(values.at(-1) / value.open - 1));
      change.dataset.way = values.at(-1) >= value.open ? 'up' : 'down';
      say(low, number(Math.min(...values), 2));
      say(high, number(Math.max(...values), 2));
      flash(price, values.at(-1) >= before ? 'up' : 'down');
    });
  };
}
