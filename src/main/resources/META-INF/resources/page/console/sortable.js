// The headings of a table, some of which sort it: the largest first, then the smallest, then as it was given.
import { el } from '../dom.js';

const NEXT = { none: 'descending', descending: 'ascending', ascending: 'none' };

/**
 * @param {{name: string, key?: function(object): number}[]} columns those with a key can be sorted by
 * @param {function()} onChange is called when another order is wanted
 */
export function sortable(columns, onChange) {
  let by = null;
  let direction = 'none';
  const headings = columns.map((column) => {
    const heading = el('th', { scope: 'col' });
    heading.append(column.key ? el('button.sort', { type: 'button', onclick: () => turn(column) }, column.name) : column.name);
    return heading;
  });

  function turn(column) {
    direction = by === column ? NEXT[direction] : 'descending';
    by = direction === 'none' ? null : column;
    columns.forEach((one, i) => {
      if (one === by) {
        headings[i].setAttribute('aria-sort', direction);
      } else {
        headings[i].removeAttribute('aria-sort');
      }
    });
    onChange();
  }

  return {
    headings,
    isGiven: () => by === null,
    sort(rows) {
      if (by === null) {
        return rows;
      }
      const sign = direction === 'descending' ? -1 : 1;
      return rows.toSorted((one, other) => sign * (by.key(one) - by.key(other)));
    },
  };
}
