// The tokens of this tab, one to subscribe, one to publish and one to operate the hub, which may be the same. They are asked for when the hub
// wants one, and kept in the session storage of this tab and nowhere else. A fetch sends the token as a header. An
// EventSource sets no headers, so while this page is open a cookie goes along with it.
import { hasEnded, USES } from './caller.js';
import { reason } from './problem.js';
import { askForToken } from './token-dialog.js';

const SECURE = location.protocol === 'https:';
// Behind the prefix, no other host of the domain can set a cookie that comes before this one.
const COOKIE = SECURE ? '__Host-tidings_token' : 'tidings_token';
const ATTRIBUTES = `; path=/; samesite=strict${SECURE ? '; secure' : ''}`;

/** What a user is told whose token has ended. */
export const ENDED = 'Your token has ended. Enter a new one to go on.';

const pending = new Map();
const listeners = [];
let dialogs = Promise.resolve();
// Streams and tables ask by themselves, again and again: a user who said no is not asked by them any more.
let declined = false;

const key = (purpose) => `tidings.token.${purpose}`;

/** The token that is shown for this, or null. */
export const tokenFor = (purpose) => sessionStorage.getItem(key(purpose));

export function headers(purpose) {
  const token = tokenFor(purpose);
  return token ? { Authorization: `Bearer ${token}` } : {};
}

/** The same for a curl, without the token itself. */
export const flag = (purpose) => (tokenFor(purpose) ? '-H "Authorization: Bearer $TOKEN" ' : '');

/** Calls the listener after each change of a token. */
export const onTokens = (listener) => listeners.push(listener);

/**
 * A fetch that shows a token if there is one, and asks for one if the hub wants another. A token that is good but does
 * not grant this is no reason to ask: the answer says what it does not grant.
 * @param {'publish'|'subscribe'} purpose what the request does
 * @param {{byCookie: boolean}} how `byCookie` shows what an EventSource shows
 */
export async function ask(purpose, url, init = {}, { byCookie = false } = {}) {
  const shown = tokenFor(purpose);
  const response = await fetch(url, {
    ...init,
    headers: { ...init.headers, ...(byCookie ? {} : headers(purpose)) },
  });
  if (response.status !== 401 && !(response.status === 403 && !shown)) {
    return response;
  }
  if (byCookie && !lendCookie()) {
    return response;
  }
  if (tokenFor(purpose) === shown) {
    const mayAsk = purpose === 'publish' || !declined;
    if (!mayAsk || !(await enterToken(purpose, await whyNot(response, shown)))) {
      return response;
    }
  }
  return ask(purpose, url, init, { byCookie });
}

async function whyNot(response, token) {
  return token && hasEnded(token) ? ENDED : reason(response.clone());
}

/**
 * Asks for a token, in place of the one that is there.
 * @param {'publish'|'subscribe'|'operate'|undefined} purpose what it is for, or all that it grants
 * @param {string|undefined} why what the user is told
 * @returns {Promise<boolean>} whether there is another one now
 */
export function enterToken(purpose, why) {
  if (!pending.has(purpose)) {
    const before = tokenFor(purpose);
    // The token that another dialog just got may do here too.
    const turn = dialogs.then(() => (purpose && tokenFor(purpose) !== before) || open(purpose, why));
    dialogs = turn;
    pending.set(
      purpose,
      turn.finally(() => pending.delete(purpose)),
    );
  }
  return pending.get(purpose);
}

/** Removes the token, wherever it serves. */
export function forget(token) {
  USES.filter((purpose) => tokenFor(purpose) === token).forEach((purpose) =>
    sessionStorage.removeItem(key(purpose)),
  );
  declined = true;
  changed();
}

/** Sends the cookie along from now on, if there is a token. False if the browser does not take one as long as that. */
export function lendCookie() {
  const token = tokenFor('subscribe');
  if (!token) {
    return true;
  }
  document.cookie = `${COOKIE}=${token}${ATTRIBUTES}`;
  return document.cookie.split('; ').includes(`${COOKIE}=${token}`);
}

function takeCookieBack() {
  document.cookie = `${COOKIE}=; max-age=0${ATTRIBUTES}`;
}

async function open(purpose, why) {
  const given = await askForToken(purpose, why);
  if (!given) {
    declined ||= purpose === 'subscribe';
    return false;
  }
  keep(given, purpose);
  return true;
}

// It serves for all that it grants, but does not displace a token that the user entered for that alone.
function keep({ token, purposes }, wanted) {
  const replaced = [null, ...(wanted ? [wanted] : USES).map(tokenFor)];
  for (const purpose of USES.filter((one) => replaced.includes(tokenFor(one)))) {
    if (purposes.includes(purpose)) {
      sessionStorage.setItem(key(purpose), token);
    } else {
      sessionStorage.removeItem(key(purpose));
    }
  }
  declined = false;
  changed();
}

function changed() {
  takeCookieBack();
  lendCookie();
  listeners.forEach((listener) => listener());
}

window.addEventListener('pagehide', takeCookieBack);
window.addEventListener('pageshow', lendCookie);
