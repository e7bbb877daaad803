// Availability: a topic for each place, of which the hub keeps the latest value. So a page that opens knows them
// all at once, and then hears of changes alone.
import { el, say } from '../dom.js';
import { flash } from '../flash.js';
import { json, number } from '../format.js';

const GROUPS = [
  { type: 'bikes', title: 'Bike docks', unit: 'bikes', places: 'docks', none: 'None' },
  { type: 'cars', title: 'Car sharing', unit: 'cars', places: 'zones', none: 'None' },
  { type: 'stock', title: 'Limited stock', unit: 'left', places: 'offers', none: 'Sold out' },
];

export const availability = {
  title: 'Availability',
  lead: 'A topic for each place. A new listener gets the latest value of every one, and then the changes.',
  topics: ['demo/availability/**'],
  types: GROUPS.map(({ type }) => type),
  start: 'replay=latest',
  latestOnly: true,
  build(body) {
    const groups = new Map(GROUPS.map((kind) => [kind.type, group(kind, body)]));
    return (event) => {
      const value = json(event.data);
      groups.get(event.type)?.(value);
    };
  },
};

function group({ type, title, unit, places, none }, body) {
  const total = el('span.count');
  const list = el('ul', { class: `places ${type}` });
  const tiles = new Map();
  body.append(el('section.group', { 'aria-label': title }, el('div.bar', {}, el('h3', {}, title), total), list));
  return (value) => {
    if (!tiles.has(value.name)) {
      tiles.set(value.name, tile(value.name, unit, none, list));
    }
    tiles.get(value.name)(value);
    const free = [...tiles.values()].reduce((sum, one) => sum + one.free, 0);
    say(total, `${number(free)} ${unit} in ${tiles.size} ${places}`);
  };
}

// Sorted, so that each is where it was when the page is opened again.
function tile(name, unit, none, list) {
  const free = el('strong');
  const of = el('span.of');
  const meter = el('div.meter', { 'aria-hidden': 'true' });
  const element = el('li.card.place', { 'data-name': name }, el('p.name', {}, name), el('p.value', {}, free, of), meter);
  list.insertBefore(element, [...list.children].find((other) => other.dataset.name > name) ?? null);
  return function update(value) {
    const change = update.free === undefined ? 0 : value.free - update.free;
    update.free = value.free;
    say(free, value.free === 0 ? none : String(value.free));
    say(of, value.free === 0 ? `of ${value.of}` : `of ${value.of} ${unit}`);
    element.dataset.level = value.free === 0 ? 'none' : value.free / value.of < 0.25 ? 'low' : 'good';
    meter.style.setProperty('--part', `${(100 * value.free) / value.of}%`);
    meter.style.setProperty('--slots', value.of > 32 ? 1 : value.of);
    if (change) {
      flash(element, change > 0 ? 'up' : 'down');
    }
  };
}
