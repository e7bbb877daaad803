// The tabs: one is shown, and only what is shown is connected. A browser has six connections to a host (HTTP/1.1) for
// all its windows, and a tab that is shown again gets what happened meanwhile from its cursor.
// All is loaded at the start: a hub that is down when a tab is first opened could not send it any more.
import { clock } from './clock.js';
import { openConsole } from './console/console.js';
import { feed } from './feed.js';
import { availability } from './feeds/availability.js';
import { chat } from './feeds/chat.js';
import { news } from './feeds/news.js';
import { prices } from './feeds/prices.js';
import { score } from './feeds/score.js';
import { trading } from './feeds/trading.js';
import { openStreams } from './streams/streams.js';
import { strip } from './strip.js';

const makers = {
  clock: () => clock,
  news: (panel) => feed(panel, news),
  availability: (panel) => feed(panel, availability),
  prices: (panel) => feed(panel, prices),
  chat: (panel) => feed(panel, chat),
  score: (panel) => feed(panel, score),
  trading: (panel) => feed(panel, trading),
  console: openConsole,
  streams: openStreams,
};

const tabs = [...document.querySelectorAll('[role=tab]')];
const tabStrip = strip(document.querySelector('[role=tablist]'));
const made = new Map();
// Not the id that is in the address, or the browser would move the focus there.
const panel = (name) => document.getElementById(`panel-${name}`);
let current;

/** What a tab shows can be `shown()` and `left()`, and is made when it is first needed. */
function content(name) {
  if (!made.has(name)) {
    made.set(name, makers[name](panel(name)));
  }
  return made.get(name);
}

function show(name) {
  if (name === current) {
    return;
  }
  const before = current;
  current = name;
  for (const tab of tabs) {
    const selected = tab.dataset.name === name;
    tab.setAttribute('aria-selected', selected);
    tab.tabIndex = selected ? 0 : -1;
    panel(tab.dataset.name).hidden = !selected;
    if (selected) {
      document.title = name === 'clock' ? 'Tidings: the clock' : `Tidings: ${tab.textContent}`;
      tabStrip.center(tab);
    }
  }
  if (before) {
    content(before).left();
  }
  content(name).shown();
}

function fromAddress() {
  const name = location.hash.slice(1);
  return Object.hasOwn(makers, name) ? name : 'clock';
}

function move(event) {
  const at = tabs.indexOf(event.target);
  const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: -1 }[
    event.key
  ];
  if (at < 0 || to === undefined) {
    return;
  }
  event.preventDefault();
  const tab = tabs.at(to % tabs.length);
  tab.focus();
  location.hash = tab.dataset.name;
}

document.querySelector('[role=tablist]').addEventListener('keydown', move);
tabs.forEach((tab) => tab.addEventListener('click', () => (location.hash = tab.dataset.name)));
window.addEventListener('hashchange', () => show(fromAddress()));
show(fromAddress());
// The keyboard begins where the content does; the tabs are one step back.
panel(current).focus({ preventScroll: true });
