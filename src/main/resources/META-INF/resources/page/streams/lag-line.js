// The lag of a stream over the last minute, as a line that grows from the right.
import { scale } from '../chart.js';
import { svg } from '../dom.js';

const POINTS = 31;
const WIDTH = 120;
const HEIGHT = 26;
const LEAST_SCALE = 10;

export function lagLine() {
  const line = svg('path.line');
  const element = svg(
    'svg.spark',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    line,
  );
  const lags = [];
  return {
    element,
    /** @param {number} events by which it lags now */
    add(events) {
      lags.push(events);
      if (lags.length > POINTS) {
        lags.shift();
      }
      const y = scale(0, Math.max(LEAST_SCALE, ...lags), HEIGHT - 2, 2);
      const x = (i) => WIDTH - ((lags.length - 1 - i) * WIDTH) / (POINTS - 1);
      line.setAttribute('d', `M${lags.map((lag, i) => `${x(i).toFixed(1)} ${y(lag).toFixed(1)}`).join('L')}`);
    },
  };
}
