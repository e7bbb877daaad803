// Candles in SVG: those that are complete, and the one that grows.
import { el, svg } from '../dom.js';
import { scale } from '../chart.js';

const HEIGHT = 300;
const VOLUME = 44;
const MOST = 60;
const STEP = 13;
const AXIS = 60;

/** @returns {{add: function(Object), trade: function(Object)}} takes whole candles, and trades of the next one */
export function candles(body) {
  const shapes = svg('g');
  const labels = svg('g.axis', { 'aria-hidden': 'true' });
  const picture = svg(
    'svg.candles',
    { height: HEIGHT, role: 'img', 'aria-label': 'Candles of the price' },
    labels,
    shapes,
  );
  body.append(el('div.picture', {}, picture));
  let all = [];
  let growing;
  let planned;

  function plan() {
    planned ??= requestAnimationFrame(() => {
      planned = undefined;
      draw();
    });
  }

  function draw() {
    const width = picture.clientWidth;
    const room = Math.min(MOST, Math.floor((width - AXIS) / STEP));
    const shown = [...all, ...(growing ? [growing] : [])].slice(-Math.max(1, room));
    if (!shown.length || !width) {
      return;
    }
    const low = Math.min(...shown.map((one) => one.low));
    const high = Math.max(...shown.map((one) => one.high));
    const y = scale(low, high, HEIGHT - VOLUME - 14, 12);
    const volume = scale(0, Math.max(...shown.map((one) => one.volume)), 0, VOLUME - 6);
    const step = (width - AXIS) / Math.min(room, Math.max(shown.length, 40));
    labels.replaceChildren(
      ...[0, 1, 2, 3].map((i) => {
        const price = low + ((high - low) * i) / 3;
        return svg(
          'g',
          {},
          svg('line', { x1: 0, x2: width - AXIS, y1: y(price), y2: y(price) }),
          svg('text', { x: width - AXIS + 10, y: y(price) + 4 }, (price / 100).toFixed(2)),
        );
      }),
    );
    shapes.replaceChildren(
      ...shown.map((one, i) => {
        const x = i * step + step / 2;
        const top = y(Math.max(one.open, one.close));
        const bar = volume(one.volume);
        return svg(
          'g',
          { class: one.close >= one.open ? 'up' : 'down' },
          svg('line', { x1: x, x2: x, y1: y(one.high), y2: y(one.low) }),
          svg('rect', {
            x: x - step * 0.32,
            width: step * 0.64,
            y: top,
            height: Math.max(1.5, Math.abs(y(one.open) - y(one.close))),
            rx: 1,
          }),
          svg('rect.volume', { x: x - step * 0.32, width: step * 0.64, y: HEIGHT - bar, height: bar }),
        );
      }),
    );
  }

  return {
    add(candle) {
      // The market began anew, and with it the numbers.
      all = candle.number <= (all.at(-1)?.number ?? -1) ? [candle] : [...all.slice(1 - MOST), candle];
      growing = undefined;
      plan();
    },
    trade({ price, size }) {
      growing ??= { open: all.at(-1)?.close ?? price, high: price, low: price, close: price, volume: 0 };
      growing = {
        ...growing,
        high: Math.max(growing.high, price),
        low: Math.min(growing.low, price),
        close: price,
        volume: growing.volume + size,
      };
      plan();
    },
  };
}
