// Availability: a topic for each place, of which the hub keeps the latest value. So a page that opens knows them
// all at once, and then hears of changes alone.
import { el, say } from '../dom.js';
import { flash } from '../flash.js';
import { json, number } from '../format.js';

const GROUPS = [
  ['bikes', 'Bike docks', 'bikes'],
  ['cars', 'Car sharing', 'cars'],
  ['stock', 'Limited stock', 'left'],
];

export const availability = {
  title: 'Availability',
  lead: 'A topic for each place. A new listener gets the latest value of every one, and then the changes.',
  topics: ['demo/availability/**'],
  types: GROUPS.map(([type]) => type),
  start: 'replay=latest',
  latestOnly: true,
  build(body) {
    const groups = new Map(GROUPS.map(([type, title, unit]) => [type, group(type, title, unit, body)]));
    return (event) => {
      const value = json(event.data);
      groups.get(event.type)?.(value);
    };
  },
};

function group(type, title, unit, body) {
  const total = el('span.count');
  const list = el('ul', { class: `places ${type}` });
  const tiles = new Map();
  body.append(el('section.group', { 'aria-label': title }, el('div.bar', {}, el('h3', {}, title), total), list));
  return (value) => {
    if (!tiles.has(value.name)) {
      tiles.set(value.name, tile(unit, list));
    }
    tiles.get(value.name)(value);
    const free = [...tiles.values()].reduce((sum, one) => sum + one.free, 0);
    say(total, `${number(free)} ${unit} in ${tiles.size} places`);
  };
}

function tile(unit, list) {
  const name = el('p.name');
  const free = el('strong');
  const of = el('span.of');
  const meter = el('div.meter', { 'aria-hidden': 'true' });
  const element = el('li.card.place', {}, name, el('p.value', {}, free, of), meter);
  list.append(element);
  return function update(value) {
    const change = update.free === undefined ? 0 : value.free - update.free;
    update.free = value.free;
    say(name, value.name);
    say(free, value.free === 0 ? (unit === 'left' ? 'Sold out' : 'None') : String(value.free));
    say(of, `of ${value.of} ${unit}`);
    element.dataset.level = value.free === 0 ? 'none' : value.free / value.of < 0.25 ? 'low' : 'good';
    meter.style.setProperty('--part', `${(100 * value.free) / value.of}%`);
    meter.style.setProperty('--slots', value.of > 32 ? 1 : value.of);
    if (change) {
      flash(element, change > 0 ? 'up' : 'down');
    }
  };
}
