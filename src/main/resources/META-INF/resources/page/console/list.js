// The rows, newest first. Only those in view are elements, and these are used again; new rows are drawn once a frame.
// A list that was scrolled stays where it is, whatever arrives.
import { el, say } from '../dom.js';
import { bytes, clockTime, visible } from '../format.js';

const ROW = 36;
const SPARE = 4;
const PREVIEW = 240;
const COLUMNS = ['time', 'id', 'topic', 'type', 'data', 'size', 'latency'];

/** @param {Store} store @param {function(Object)} onSelect gets the row that was chosen */
export function list(store, onSelect) {
  const space = el('div.space');
  const view = el(
    'div.rows',
    {
      role: 'listbox',
      tabindex: '0',
      id: 'rows',
      'aria-label': 'Events, newest first',
      onscroll: plan,
      onkeydown: key,
      onclick: click,
    },
    space,
  );
  const head = el(
    'div.row.columns',
    { 'aria-hidden': 'true' },
    ...COLUMNS.map((name) => el(`span.${name}`, {}, name)),
  );
  const rows = [];
  let planned = false;
  let total = 0;
  let selected;

  new ResizeObserver(plan).observe(view);
  return {
    element: el('div.list', {}, head, view),
    changed: plan,
    reset: () => {
      total = 0;
      selected = undefined;
      view.scrollTop = 0;
      plan();
    },
  };

  function plan() {
    if (!planned) {
      planned = true;
      requestAnimationFrame(draw);
    }
  }

  function draw() {
    planned = false;
    const now = store.size + store.dropped;
    if (view.scrollTop > 0 && now > total) {
      view.scrollTop += (now - total) * ROW;
    }
    total = now;
    space.style.height = `${store.size * ROW}px`;
    const first = Math.max(0, Math.floor(view.scrollTop / ROW) - SPARE);
    const last = Math.min(store.size, Math.ceil((view.scrollTop + view.clientHeight) / ROW) + SPARE);
    for (let i = first; i < last; i++) {
      const row = rows[i - first] ?? (rows[i - first] = line());
      fill(row, store.newest(i), i);
    }
    rows.slice(Math.max(0, last - first)).forEach((row) => (row.element.hidden = true));
  }

  function line() {
    const cells = COLUMNS.map((name) => el(`span.${name}`));
    const element = el('div.row', { role: 'option' }, ...cells);
    space.append(element);
    return { element, cells };
  }

  function fill({ element, cells }, row, index) {
    element.hidden = false;
    element.style.transform = `translateY(${index * ROW}px)`;
    if (element.dataset.key !== String(row.key)) {
      element.dataset.key = row.key;
      element.dataset.kind = row.kind;
      element.id = `row-${row.key}`;
      texts(row).forEach((text, i) => say(cells[i], text));
    }
    element.setAttribute('aria-selected', row === selected);
    element.setAttribute('aria-posinset', index + 1);
    element.setAttribute('aria-setsize', store.size);
  }

  function select(index) {
    const row = store.newest(index);
    if (!row) {
      return;
    }
    selected = row;
    if (index * ROW < view.scrollTop) {
      view.scrollTop = index * ROW;
    } else if ((index + 1) * ROW > view.scrollTop + view.clientHeight) {
      view.scrollTop = (index + 1) * ROW - view.clientHeight;
    }
    draw();
    view.setAttribute('aria-activedescendant', `row-${row.key}`);
    onSelect(row);
  }

  function key(event) {
    const at = selected ? store.size + store.dropped - 1 - selected.key : -1;
    const page = Math.floor(view.clientHeight / ROW);
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: store.size - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      select(Math.min(Math.max(0, to), store.size - 1));
    }
  }

  function click(event) {
    const row = event.target.closest('[role=option]');
    if (row) {
      select(store.size + store.dropped - 1 - Number(row.dataset.key));
    }
  }
}

function texts(row) {
  if (row.kind !== 'event') {
    return [clockTime(row.received), '', '', '', row.data, '', ''];
  }
  const preview = visible(row.data.slice(0, PREVIEW)).replaceAll('\n', ' ⏎ ').replaceAll('\t', ' ');
  const latency = row.replayed ? 'replay' : `${row.latency} ms`;
  return [
    clockTime(new Date(row.time)),
    row.id,
    visible(row.topics.join(', ')),
    visible(row.type ?? ''),
    preview,
    bytes(row.size),
    latency,
  ];
}
