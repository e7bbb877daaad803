// Drawings in SVG. A drawing has a label that says what it shows, for users who cannot see it.
import { svg } from './dom.js';

/**
 * A line of values with the area below it, which fills its box.
 * @returns {function(number[])} draws other values
 */
export function sparkline(element, width = 300, height = 80) {
  const area = svg('path.area');
  const line = svg('path.line');
  element.append(
    svg(
      'svg.spark',
      { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      area,
      line,
    ),
  );
  return (values) => {
    const y = scale(Math.min(...values), Math.max(...values), height - 4, 4);
    const step = width / Math.max(1, values.length - 1);
    const path = values.map((value, i) => `${(i * step).toFixed(1)} ${y(value).toFixed(1)}`).join('L');
    line.setAttribute('d', `M${path}`);
    area.setAttribute('d', `M${path}L${width} ${height}L0 ${height}Z`);
  };
}

/** From a range of values to a range of pixels. */
export function scale(low, high, from, to) {
  const span = high - low || 1;
  return (value) => from + ((value - low) / span) * (to - from);
}
