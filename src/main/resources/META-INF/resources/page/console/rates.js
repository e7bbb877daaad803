// Events and deliveries a second over the last minute, without those that were replayed. Events are counted as they
// arrive. A delivery is an event to one listener: nobody but the hub could count these, so they are worked out from how
// many it says listen to the topic, and labelled so.
import { el, say, svg } from '../dom.js';
import { scale } from '../chart.js';

const SECONDS = 60;
const WIDTH = 600;
const HEIGHT = 120;

/** @param {function(string): number} listeners of a topic, as far as it is known */
export function rates(listeners) {
  const seconds = Array.from({ length: SECONDS }, () => ({ events: 0, deliveries: 0 }));
  const lines = { deliveries: svg('path.deliveries'), events: svg('path.events') };
  const area = svg('path.area');
  const now = { events: el('strong', {}, '0'), deliveries: el('strong', {}, '0') };
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
        el('dt', {}, 'Deliveries a second, about'),
        el('dd', {}, now.deliveries, el('small', {}, 'each event × its listeners on this node')),
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
    say(now.deliveries, last.deliveries.toLocaleString('en'));
    if (element.checkVisibility()) {
      draw();
    }
    seconds.shift();
    seconds.push({ events: 0, deliveries: 0 });
  }, 1_000);

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
    say(top, `${most.toLocaleString('en')} / s`);
  }

  return {
    element,
    count(event) {
      const second = seconds.at(-1);
      second.events++;
      second.deliveries += listeners(event.topics[0]);
    },
  };
}
