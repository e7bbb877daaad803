// The table of what works, as it stands in docs/clients.md between two markers.
import { readFileSync, writeFileSync } from 'node:fs';

const DOCUMENT = new URL('../../docs/clients.md', import.meta.url);
const BEGIN = '<!-- begin: written by e2e/clients -->\n';
const END = '<!-- end -->';
const row = (cells) => `| ${cells.join(' | ')} |`;

// From rows, each an object with the same keys in the same order.
export function format(rows) {
  const columns = Object.keys(rows[0]);
  const lines = rows.map((cells) => row(columns.map((column) => cells[column])));
  return [row(columns), row(columns.map(() => '---')), ...lines, ''].join('\n');
}

export function write(rows) {
  const text = readFileSync(DOCUMENT, 'utf8');
  writeFileSync(DOCUMENT, text.replace(between(text), `\n${format(rows)}\n`));
}

// What differs from the document in the given rows, a line each. Versions may differ: browsers have others everywhere.
export function differences(rows) {
  const documented = new Map(parse(readFileSync(DOCUMENT, 'utf8')).map((cells) => [cells.client, cells]));
  return rows.flatMap((cells) =>
    Object.keys(cells)
      .filter((column) => column !== 'version' && documented.get(cells.client)?.[column] !== cells[column])
      .map((column) => `${cells.client}, ${column}: ${cells[column]}, not ${documented.get(cells.client)?.[column]}`),
  );
}

function parse(text) {
  const [columns, , ...rows] = between(text)
    .trim()
    .split('\n')
    .map((line) => line.slice(2, -2).split(' | '));
  return rows.map((cells) => Object.fromEntries(columns.map((column, i) => [column, cells[i]])));
}

function between(text) {
  const [, after] = text.split(BEGIN);
  return after.slice(0, after.indexOf(END));
}
