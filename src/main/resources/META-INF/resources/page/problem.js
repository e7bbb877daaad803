// Why the hub refuses a request, in a line for a person.
import { visible } from './format.js';

/**
 * The hub's own words if it sent problem+json (RFC 9457), without what they tell a program to do.
 * @param {Response} response one that is not ok; its body is read
 * @returns {Promise<string>}
 */
export async function reason(response) {
  const { detail } = await response.json().catch(() => ({}));
  return typeof detail === 'string'
    ? visible(detail.replace(/: send it as 'Authorization: Bearer TOKEN'\.$/, '.'))
    : `The hub answered ${response.status}.`;
}

/** Whether the same request may do later. */
export const passes = ({ status }) => status >= 500 || status === 429;
