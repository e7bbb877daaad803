// The dialog for a token. The hub is asked about a token before the page takes it, so a typo is told where it was made.
import { purposesOf, whoHas } from './caller.js';
import { el, say } from './dom.js';

const HINT = 'A token of this hub, or a JWT of an identity provider that the hub knows. It stays in this tab.';

/**
 * @param {'publish'|'subscribe'|'operate'|undefined} purpose what it has to grant, or anything
 * @param {string|undefined} why the page asks
 * @returns {Promise<{token: string, purposes: string[]}|undefined>} the token and what it serves for, or nothing if the
 *   user cancels
 */
export function askForToken(purpose, why) {
  const input = el('input', {
    type: 'password',
    id: 'token',
    required: true,
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-describedby': 'token-hint',
    oninput: () => say(trouble, ''),
  });
  const trouble = el('p.trouble', { role: 'alert' });
  const use = el('button', { type: 'submit' }, 'Use it');
  const cancel = el('button.quiet', { type: 'button', onclick: () => dialog.close() }, 'Cancel');
  const form = el(
    'form',
    { onsubmit: submit },
    el('h2', { id: 'token-title' }, purpose ? `Enter a token to ${purpose}${purpose === 'operate' ? ' the hub' : ''}` : 'Enter a token'),
    why ? el('p', {}, why) : '',
    el('label', { for: 'token' }, 'Token'),
    input,
    trouble,
    el('p.hint', { id: 'token-hint' }, HINT),
    el('div.actions', {}, cancel, use),
  );
  const dialog = el('dialog', { 'aria-labelledby': 'token-title' }, form);
  let given;
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(given);
    });
  });

  async function submit(event) {
    event.preventDefault();
    const token = input.value.trim().replace(/^bearer\s+/i, '');
    use.disabled = true;
    const answer = await examine(token);
    use.disabled = false;
    if (answer.purposes) {
      given = { token, purposes: answer.purposes };
      dialog.close();
      return;
    }
    say(trouble, answer.trouble);
    input.focus();
    input.select();
  }

  async function examine(token) {
    if (!/^[!-~]+$/.test(token)) {
      return { trouble: 'A token is one word of ASCII characters: this is something else.' };
    }
    const { caller, trouble } = await whoHas(token);
    if (!caller) {
      return { trouble };
    }
    const purposes = await purposesOf(caller);
    const serves = purpose ? purposes.includes(purpose) : purposes.length > 0;
    return serves ? { purposes } : { trouble: useless(purposes) };
  }

  function useless(purposes) {
    return purposes.length
      ? `This token is good, but it grants to ${purposes.join(' and ')} alone. Enter one that grants to ${purpose}.`
      : 'This token is good, but it grants nothing that needs a token.';
  }
}
