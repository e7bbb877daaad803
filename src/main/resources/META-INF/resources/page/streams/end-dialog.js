// Asks whether a stream shall be ended. The focus begins where nothing is ended, and Escape means no.
import { el } from '../dom.js';

/**
 * @param {string} whose a few words for the stream
 * @returns {Promise<boolean>}
 */
export function confirmEnd(whose) {
  let confirmed = false;
  const cancel = el('button.quiet', { type: 'button', autofocus: true, onclick: () => dialog.close() }, 'Cancel');
  const end = el('button', { type: 'button', onclick: confirm }, 'End it');
  const dialog = el(
    'dialog',
    { 'aria-labelledby': 'end-title' },
    el('h2', { id: 'end-title' }, 'End this stream?'),
    el('p', {}, whose),
    el('p.hint', {}, 'Its client may open another one: most do at once. To keep a user out, revoke the tokens.'),
    el('div.actions', {}, cancel, end),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(confirmed);
    });
  });

  function confirm() {
    confirmed = true;
    dialog.close();
  }
}
