// The tabs: one is shown, and only what is shown is connected. A browser has six connections to a host (HTTP/1.1) for
// all its windows, and whoever comes back to a tab gets what happened meanwhile from the cursor.
import { feed } from './feed.js';

const loaders = {
  clock: async () => (await import('./clock.js')).clock,
  news: async (panel) => feed(panel, (await import('./feeds/news.js')).news),
  availability: async (panel) => feed(panel, (await import('./feeds/availability.js')).availability),
  prices: async (panel) => feed(panel, (await import('./feeds/prices.js')).prices),
  chat: async (panel) => feed(panel, (await import('./feeds/chat.js')).chat),
  score: async (panel) => feed(panel, (await import('./feeds/score.js')).score),
  trading: async (panel) => feed(panel, (await import('./feeds/trading.js')).trading),
  console: async (panel) => (await import('./console/console.js')).openConsole(panel),
};

const tabs = [...document.querySelectorAll('[role=tab]')];
const loaded = new Map();
// Not the id that is in the address, or the browser would move the focus there.
const panel = (name) => document.getElementById(`panel-${name}`);
let current;

/** What a tab shows can be `shown()` and `left()`, and is made when it is first needed. */
function load(name) {
  if (!loaded.has(name)) {
    loaded.set(name, loaders[name](panel(name)));
  }
  return loaded.get(name);
}

async function show(name) {
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
      tab.scrollIntoView({ block: 'nearest', inline: 'center' });
    }
  }
  if (before) {
    (await load(before)).left();
  }
  const tab = await load(name);
  if (name === current) {
    tab.shown();
  }
}

function fromAddress() {
  const name = location.hash.slice(1);
  return Object.hasOwn(loaders, name) ? name : 'clock';
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
await show(fromAddress());
// The keyboard begins where the content does; the tabs are one step back.
panel(current).focus({ preventScroll: true });
