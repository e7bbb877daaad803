// Who the hub takes this page for, what it grants, and until when. There are two tokens where one grants to subscribe
// and another to publish; each is then shown with what it is used for.
import { PURPOSES, whoHas } from '../caller.js';
import { el, say } from '../dom.js';
import { moment, remaining, visible } from '../format.js';
import { enterToken, forget, onTokens, tokenFor } from '../token.js';

const EVERY_MILLIS = 30_000;
const AFTER_THE_END_MILLIS = 1_000;
const SOON_MILLIS = 60_000;
const FEW = 3;
const WORDS = { subscribe: 'May subscribe to', publish: 'May publish to' };

/**
 * @param {string[]} shown the purposes whose tokens are shown
 * @param {function(Object[])} onHolders gets the holders, after each time that the hub was asked
 */
export function identity(shown = PURPOSES, onHolders = () => {}) {
  const element = el('section.card.identity', { 'aria-label': 'Who you are to the hub' });
  let ends = [];
  let drawn;
  let asked = 0;
  let isShown = false;
  let next;

  onTokens(() => isShown && load());
  setInterval(tick, 1_000);

  async function load() {
    clearTimeout(next);
    const mine = ++asked;
    const holders = await all(shown);
    if (mine !== asked || !isShown) {
      return;
    }
    draw(holders);
    onHolders(holders);
    // A token that is refused once is refused for good.
    if (!holders.some((holder) => holder.trouble && !holder.passes)) {
      next = setTimeout(load, wait(holders));
    }
  }

  function draw(holders) {
    const now = JSON.stringify(holders);
    if (now === drawn) {
      return;
    }
    drawn = now;
    ends = [];
    const hadFocus = element.contains(document.activeElement);
    element.replaceChildren(...holders.map((holder) => row(holder, shown.length > 1 && holders.length === 1, ends)));
    tick();
    if (hadFocus) {
      element.querySelector('button').focus();
    }
  }

  function tick() {
    for (const { time, expires, line } of ends) {
      const left = expires - Date.now();
      say(time, left > 0 ? `in ${remaining(left)}` : 'just now');
      line.toggleAttribute('data-soon', left < SOON_MILLIS);
    }
  }

  return {
    element,
    shown() {
      isShown = true;
      load();
    },
    left() {
      isShown = false;
      clearTimeout(next);
    },
  };
}

/** Those that the hub takes this page for, each with its purposes: one, unless two tokens have different holders. */
async function all(shown) {
  const answers = new Map();
  for (const purpose of shown) {
    const token = tokenFor(purpose);
    answers.set(token, answers.get(token) ?? whoHas(token));
  }
  const holders = [];
  for (const purpose of shown) {
    const token = tokenFor(purpose);
    const answer = await answers.get(token);
    const same = holders.find((one) => JSON.stringify(one.caller) === JSON.stringify(answer.caller));
    if (same) {
      same.purposes.push(purpose);
      same.token ??= token;
    } else {
      holders.push({ ...answer, token, purposes: [purpose] });
    }
  }
  return holders;
}

// The clock of the hub decides when a token has ended; that of the browser only when to ask.
function wait(holders) {
  const lefts = holders
    .filter(({ caller }) => caller?.expires)
    .map(({ caller }) => Date.parse(caller.expires) + AFTER_THE_END_MILLIS - Date.now())
    .filter((left) => left > 0);
  return Math.min(EVERY_MILLIS, ...lefts);
}

function row({ token, caller, trouble, passes, purposes }, isAlone, ends) {
  const purpose = isAlone ? undefined : purposes[0];
  return el(
    'div.holder',
    {},
    el('div.person', {}, ...(caller ? name(caller) : [el('strong', {}, passes ? 'Unknown' : 'Refused')])),
    caller
      ? el(
          'dl.grants',
          {},
          ...purposes.filter((one) => WORDS[one]).map((one) => granted(WORDS[one], caller[one])),
          caller.operate ? fact('May operate', 'the streams of all') : '',
          caller.expires ? end(caller.expires, ends) : '',
        )
      : el('p.trouble', {}, trouble),
    el('div.actions', {}, ...buttons(token, purpose)),
  );
}

function name({ subject, issuer, anonymous }) {
  if (anonymous) {
    return [el('strong', {}, 'Anonymous'), el('small', {}, 'no token')];
  }
  return [
    el('strong', {}, subject ? visible(subject) : 'Hub token'),
    el('small', {}, issuer ? `from ${visible(issuer)}` : subject ? 'a token of this hub' : 'no name'),
  ];
}

function buttons(token, purpose) {
  const label = (words) => (purpose ? { 'aria-label': `${words} to ${purpose}` } : {});
  const enter = (words) =>
    el('button.quiet.small', { type: 'button', ...label(words), onclick: () => enterToken(purpose) }, words);
  return token
    ? [
        enter('Change token'),
        el(
          'button.quiet.small',
          { type: 'button', ...label('Forget token'), onclick: () => forget(token) },
          'Forget token',
        ),
      ]
    : [enter('Enter a token')];
}

function granted(words, all) {
  // The pattern of everything matches nothing below `tidings/`.
  const patterns = all.includes('**') ? all.filter((one) => one === '**' || one.startsWith('tidings/')) : all;
  if (!patterns.length) {
    return fact(words, 'nothing');
  }
  const list = el('ul.patterns', {}, ...patterns.map(pattern));
  const more = patterns.length - FEW;
  if (more < 2) {
    return fact(words, list);
  }
  const rest = [...list.children].slice(FEW);
  const toggle = el('button.more', { type: 'button', 'aria-expanded': 'false', onclick: fold }, `${more} more`);
  rest.forEach((one) => (one.hidden = true));
  list.append(el('li', {}, toggle));
  return fact(words, list);

  function fold() {
    const isOpen = toggle.getAttribute('aria-expanded') === 'true';
    toggle.setAttribute('aria-expanded', !isOpen);
    rest.forEach((one) => (one.hidden = isOpen));
    say(toggle, isOpen ? `${more} more` : 'fewer');
  }
}

function pattern(text) {
  return el('li', {}, text === '**' ? 'all topics' : el('code', {}, visible(text)));
}

function end(expires, ends) {
  const date = new Date(expires);
  const time = el('time', { datetime: expires, title: moment(date) });
  const line = fact('Ends', time);
  ends.push({ time, expires: date.getTime(), line });
  return line;
}

function fact(name, value) {
  return el('div', {}, el('dt', {}, name), el('dd', {}, value));
}
