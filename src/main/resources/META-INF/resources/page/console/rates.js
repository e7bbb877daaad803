// Events and deliveries a second over the last minute. Events are counted as they arrive, without those that were
// replayed. A delivery is an event to one subscriber: those the hub counts.
import { el, say, svg } from '../dom.js';
import { scale } from '../chart.js';
import { deliveries } from './deliveries.js';

const SECONDS = 60;
const COUNTED = 'of this node, as it counts them';
const SECRET = 'needs a token that may operate the hub';
const WIDTH = 600;
const HEIGHT = 120;

export function rates() {
  const seconds = Array.from({ length: SECONDS }, () => ({ events: 0, deliveries: 0 }));
  const lines = { deliveries: svg('path.deliveries'), events: svg('path.events') };
  const area = svg('path.area');
  const now = { events: el('strong', {}, '0'), deliveries: el('strong', {}, '–') };
  const source = el('small', {}, COUNTED);
  const counted = deliveries(told);
  let rate = 0;
  const top = el('span.top');
  const element = el(
    'section.card.rates',
    { 'aria-label': 'Events and deliveries a second' },
    el(
      'dl.legend',
      {},
      el('div.events', {}, el('dt', {}, 'Events a second, here'), el('dd', {}, now.events)),
      el(
        'div.deliveries',
        {},
        el('dt', {}, 'Deliveries a second'),
        el('dd', {}, now.deliveries, source),
      ),
    ),
    el(
      'div.picture',
      {},
      svg(
        'svg.spark',
        { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
        area,
        lines.deliveries,
        lines.events,
      ),
      top,
    ),
  );

  setInterval(() => {
    const last = seconds.at(-1);
    say(now.events, last.events.toLocaleString('en'));
    if (element.checkVisibility()) {
      draw();
    }
    seconds.shift();
    seconds.push({ events: 0, deliveries: rate });
  }, 1_000);

  /** Null if the hub does not tell. */
  function told(value, isSecret = false) {
    rate = value ?? 0;
    say(now.deliveries, value === null ? '–' : Math.round(rate).toLocaleString('en'));
    say(source, isSecret ? SECRET : COUNTED);
  }

  function draw() {
    const most = Math.max(10, ...seconds.map((one) => Math.max(one.events, one.deliveries)));
    const y = scale(0, most, HEIGHT - 1, 6);
    const x = WIDTH / (SECONDS - 1);
    for (const [name, line] of Object.entries(lines)) {
      const path = `M${seconds.map((one, i) => `${(i * x).toFixed(1)} ${y(one[name]).toFixed(1)}`).join('L')}`;
      line.setAttribute('d', path);
      if (name === 'events') {
        area.setAttribute('d', `${path}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`);
      }
    }
    say(top, `${Math.round(most).toLocaleString('en')} / s`);
  }

  return {
    element,
    shown: counted.shown,
    left: counted.left,
    count() {
      seconds.at(-1).events++;
    },
  };
}
