// Chat: whoever may publish can join in. A message is an event like any other, posted on the topic.
import { el, say } from '../dom.js';
import { json, visible } from '../format.js';
import { avatar } from '../presence.js';
import { reason } from '../problem.js';
import { ask } from '../token.js';

const TOPIC = 'demo/chat';
const MOST = 200;
const MAX_CHARACTERS = 280;
const PAUSE_MILLIS = 2_000;
const GUESTS = 900;

export const chat = {
  title: 'Chat',
  lead: 'A room for everybody on this hub. Post with the form, or with curl: it is one topic.',
  topics: [TOPIC],
  presence: TOPIC,
  types: ['message'],
  start: 'replay=all',
  envelope: true,
  build(body) {
    const list = el('div.bubbles', { role: 'log', tabindex: '0', 'aria-label': 'Messages' });
    const mine = new Set();
    body.append(el('div.card.room', {}, list, form(own)));
    function own(id) {
      mine.add(id);
      list.querySelector(`[data-id="${id}"]`)?.setAttribute('data-mine', 'true');
    }
    return (event) => {
      const follows = list.scrollHeight - list.scrollTop - list.clientHeight < 48;
      list.append(bubble(event, mine.has(event.id)));
      if (list.childElementCount > MOST) {
        list.firstElementChild.remove();
      }
      if (follows) {
        list.scrollTop = list.scrollHeight;
      }
    };
  },
};

function bubble(event, mine) {
  const { from = 'Somebody', text = event.data } = json(event.data) ?? {};
  const time = new Date(event.time).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hour12: false });
  const name = String(from).slice(0, 24);
  return el(
    'div.bubble',
    { 'data-id': event.id, 'data-mine': String(mine) },
    avatar(name),
    el(
      'div',
      {},
      el('p.who', {}, el('strong', {}, visible(name)), ' ', el('time', {}, time)),
      el('p.text', {}, visible(String(text)).slice(0, 2_000)),
    ),
  );
}

/** @param {function(string)} onSent gets the id of what was said here, before or after the message has come back */
function form(onSent) {
  const guest = `Guest ${100 + Math.floor(Math.random() * GUESTS)}`;
  const name = el('input', { id: 'chat-name', value: guest, maxlength: 24, autocomplete: 'nickname' });
  const text = el('textarea', {
    id: 'chat-text',
    rows: 1,
    maxlength: MAX_CHARACTERS,
    required: true,
    placeholder: 'Say something',
    onkeydown: enter,
    oninput: count,
  });
  const left = el('span.left', {}, String(MAX_CHARACTERS));
  const send = el('button', { type: 'submit' }, 'Send');
  const trouble = el('p.trouble', { role: 'status' });
  const element = el(
    'form.say',
    { onsubmit: submit },
    el('div.field', {}, el('label', { for: 'chat-name' }, 'Name'), name),
    el('div.field.grow', {}, el('label', { for: 'chat-text' }, 'Message ', left), text),
    send,
    trouble,
  );
  return element;

  function count() {
    say(left, String(MAX_CHARACTERS - text.value.length));
  }

  function enter(event) {
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      element.requestSubmit();
    }
  }

  async function submit(event) {
    event.preventDefault();
    if (send.disabled || !text.value.trim()) {
      return;
    }
    send.disabled = true;
    setTimeout(() => (send.disabled = false), PAUSE_MILLIS);
    const body = JSON.stringify({ from: name.value.trim() || guest, text: text.value.trim() });
    const response = await ask('publish', `/topics/${TOPIC}?type=message`, { method: 'POST', body }).catch(() => null);
    if (response?.ok) {
      onSent((await response.json()).id);
      text.value = '';
      count();
      say(trouble, '');
    } else {
      say(trouble, response ? await reason(response) : 'The hub cannot be reached.');
    }
  }
}
