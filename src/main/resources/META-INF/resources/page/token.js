// Tokens: asked for when the server wants one, kept in the session storage of this tab and nowhere else. A fetch sends
// the token as a header. An EventSource sets no headers, so while this page is open a cookie goes along with it.
import { el } from './dom.js';

const COOKIE = 'tidings_token';
const pending = new Map();

const key = (purpose) => `tidings.token.${purpose}`;
const tokenFor = (purpose) => sessionStorage.getItem(key(purpose));

export function headers(purpose) {
  const token = tokenFor(purpose);
  return token ? { Authorization: `Bearer ${token}` } : {};
}

/** The same for a curl, in which whoever copies it puts the token. */
export const flag = (purpose) => (tokenFor(purpose) ? '-H "Authorization: Bearer $TOKEN" ' : '');

/**
 * A fetch that shows a token if there is one, and asks for one if the server does.
 * @param {'publish'|'subscribe'} purpose which kind of token it takes
 */
export async function ask(purpose, url, init = {}) {
  const shown = tokenFor(purpose);
  const response = await fetch(url, { ...init, headers: { ...init.headers, ...headers(purpose) } });
  if (response.status !== 401 && response.status !== 403) {
    return response;
  }
  const newer = tokenFor(purpose) !== shown || (await prompt(purpose, shown !== null));
  return newer ? ask(purpose, url, init) : response;
}

/** Sends the cookie along from now on, if there is a token. */
export function lendCookie() {
  const token = tokenFor('subscribe');
  if (token) {
    const secure = location.protocol === 'https:' ? '; secure' : '';
    document.cookie = `${COOKIE}=${token}; path=/; samesite=strict${secure}`;
  }
}

function prompt(purpose, wrong) {
  if (!pending.has(purpose)) {
    pending.set(
      purpose,
      open(purpose, wrong).finally(() => pending.delete(purpose)),
    );
  }
  return pending.get(purpose);
}

function open(purpose, wrong) {
  const input = el('input', {
    type: 'password',
    id: 'token',
    required: true,
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const cancel = el('button.quiet', { type: 'button', onclick: () => dialog.close('') }, 'Cancel');
  const form = el(
    'form',
    { method: 'dialog' },
    el('h2', { id: 'token-title' }, `A token to ${purpose}`),
    el(
      'p',
      {},
      wrong ? 'That token does not do. Try another one.' : 'This hub asks for one. It stays in this tab only.',
    ),
    el('label', { for: 'token' }, 'Token'),
    input,
    el('div.actions', {}, cancel, el('button', { type: 'submit' }, 'Use it')),
  );
  const dialog = el('dialog', { 'aria-labelledby': 'token-title' }, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    form.addEventListener('submit', () => {
      sessionStorage.setItem(key(purpose), input.value.trim());
      lendCookie();
      dialog.returnValue = 'given';
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'given');
    });
  });
}

window.addEventListener('pagehide', () => {
  document.cookie = `${COOKIE}=; path=/; max-age=0; samesite=strict`;
});
window.addEventListener('pageshow', lendCookie);
