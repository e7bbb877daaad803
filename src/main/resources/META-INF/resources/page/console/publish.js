// Publishes an event, and shows how to do the same from a terminal.
import { el, say } from '../dom.js';
import { reason } from '../problem.js';
import { ask, flag, onTokens } from '../token.js';
import { copyText } from './detail.js';

export function publish() {
  const topic = el('input', {
    id: 'publish-topic',
    required: true,
    value: 'news',
    autocomplete: 'off',
    spellcheck: 'false',
    autocapitalize: 'none',
  });
  const type = el('input', {
    id: 'publish-type',
    placeholder: 'none',
    autocomplete: 'off',
    spellcheck: 'false',
    autocapitalize: 'none',
  });
  const data = el('textarea', { id: 'publish-data', rows: 4 }, 'hello');
  const result = el('p.result', { role: 'status' });
  const code = el('code');
  const copy = el('button.quiet.small', { type: 'button', onclick: () => copyText(code.textContent, copy) }, 'Copy');
  const form = el(
    'form',
    { onsubmit: submit, oninput: command },
    el(
      'div.line',
      {},
      el('div.field.grow', {}, el('label', { for: 'publish-topic' }, 'Topic'), topic),
      el('div.field', {}, el('label', { for: 'publish-type' }, 'Type'), type),
    ),
    el('div.field', {}, el('label', { for: 'publish-data' }, 'Data'), data),
    el('div.line', {}, el('button', { type: 'submit' }, 'Publish'), result),
    el('div.curl', {}, el('pre', { tabindex: '0', 'aria-label': 'The same with curl' }, code), copy),
  );
  command();
  onTokens(command);
  return el('section.card.publish', { 'aria-label': 'Publish' }, el('h3', {}, 'Publish'), form);

  function path() {
    const name = topic.value.trim().split('/').map(encodeURIComponent).join('/');
    return `/topics/${name}${type.value.trim() ? `?type=${encodeURIComponent(type.value.trim())}` : ''}`;
  }

  function command() {
    say(code, `curl ${flag('publish')}--data-raw ${quoted(data.value)} ${quoted(location.origin + path())}`);
  }

  async function submit(event) {
    event.preventDefault();
    const response = await ask('publish', path(), { method: 'POST', body: data.value }).catch(() => null);
    result.dataset.ok = String(response?.ok ?? false);
    say(result, response ? await outcome(response) : 'The hub cannot be reached. It was not published.');
  }
}

async function outcome(response) {
  return response.ok ? `Kept as ${(await response.json()).id}` : reason(response);
}

/** For a POSIX shell. */
function quoted(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
