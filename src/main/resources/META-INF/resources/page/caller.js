// What the hub makes of a token: its holder, what the holder may do, and until when.
import { passes, reason } from './problem.js';

export const PURPOSES = ['subscribe', 'publish'];

/** All that a token may be kept for. */
export const USES = [...PURPOSES, 'operate'];

/**
 * @param {string|null} token without one, what the hub makes of a request that shows none
 * @returns {Promise<{caller: Object}|{trouble: string, passes: boolean}>} the answer of `GET /caller`, or why there is
 *   none; `passes` if a later request may get one
 */
export async function whoHas(token, init = {}) {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  const response = await fetch('/caller', { ...init, headers, cache: 'no-store' }).catch(() => null);
  if (!response) {
    return { trouble: 'The hub cannot be reached.', passes: true };
  }
  if (!response.ok) {
    const trouble = token && hasEnded(token) ? 'This token has ended. Get a new one.' : await reason(response);
    return { trouble, passes: passes(response) };
  }
  return { caller: await response.json() };
}

/** What a token serves for: if it has no subject, that for which it grants more than anonymous requests get. */
export async function purposesOf(caller) {
  const { caller: anonymous } = caller.subject ? {} : await whoHas(null, { credentials: 'omit' });
  const open = (purpose, pattern) => anonymous?.[purpose].includes(pattern) ?? false;
  const purposes = PURPOSES.filter((purpose) => caller[purpose].some((pattern) => !open(purpose, pattern)));
  return caller.operate ? [...purposes, 'operate'] : purposes;
}

/** Whether it is a JWT whose `exp` is past. The hub refuses all tokens that are not good with the same words. */
export function hasEnded(token) {
  try {
    const payload = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(atob(payload)).exp * 1_000 <= Date.now();
  } catch {
    return false;
  }
}
