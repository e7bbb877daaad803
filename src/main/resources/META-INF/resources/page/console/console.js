// The console: subscriptions, what arrives, and the topics of the hub. While another tab is shown it is not connected,
// and when it comes back it goes on from its cursor.
import { el, say } from '../dom.js';
import { remaining, visible } from '../format.js';
import { badge } from '../state.js';
import { ENDED, enterToken, onTokens, tokenFor } from '../token.js';
import { arrivals } from './arrivals.js';
import { FetchStream } from './fetch-stream.js';
import { identity } from './identity.js';
import { publish } from './publish.js';
import { rates } from './rates.js';
import { subscriptions } from './subscriptions.js';
import { topics } from './topics.js';

export function openConsole(panel) {
  const state = badge();
  const who = identity();
  const known = topics((topic) => subscribed.add(topic));
  const chart = rates();
  const arrived = arrivals(chart.count);
  const pause = el('button.quiet.small', { type: 'button', disabled: true, onclick: togglePause }, 'Pause');
  const cut = el(
    'button.quiet.small',
    { type: 'button', disabled: true, onclick: () => stream.cut() },
    'Cut the connection',
  );
  const clear = el('button.quiet.small', { type: 'button', onclick: arrived.clear }, 'Clear');
  const note = el('p.note', { role: 'status' });
  const subscribed = subscriptions(listen, replay);
  const stream = new FetchStream({
    event: arrived.event,
    gap,
    state: connection,
    stream: arrived.from,
    topics: changed,
    expiring,
  });
  let paused = false;
  let idle = true;
  let isShown = false;
  let shownToken = tokenFor('subscribe');
  let last;

  panel.append(
    el(
      'div.head',
      {},
      el(
        'div',
        {},
        el('h2', {}, 'Console'),
        el('p.lead', {}, 'Any topics, as they come. Pause or cut the stream, and it goes on from its cursor.'),
      ),
      el('div.controls', {}, state.element, pause, cut, clear),
    ),
    who.element,
    note,
    el('div.top', {}, subscribed.element, chart.element),
    arrived.element,
    el('div.bottom', {}, publish(), known.element),
  );
  state.show('idle');
  onTokens(tokens);

  function gap({ after, resumes }) {
    arrived.mark('gap', `History is lost here: asked for what follows ${after}, goes on at ${resumes}`);
    say(note, 'Some history is lost: this hub does not keep it any more. The list shows where.');
  }

  function changed(topics) {
    arrived.mark('connection', `The same stream goes on with ${topics.map(visible).join(', ')}`);
  }

  function expiring(expires) {
    const left = Math.max(1_000, Date.parse(expires) - Date.now());
    say(note, `Your token ends in ${remaining(left)}. Change it now, and the stream goes on without a break.`);
  }

  function connection(now, why) {
    state.show(now);
    if (now !== 'live') {
      arrived.from(undefined);
    }
    if (now === 'live') {
      arrived.live();
      say(note, '');
      arrived.mark('connection', last === 'reconnecting' ? 'Connected again, from the cursor' : 'Connected');
    } else if (now === 'reconnecting' && last !== now) {
      arrived.mark('connection', 'Connection lost; it comes back by itself');
      say(note, why ?? 'The connection is cut. It comes back in a moment and begins where it was.');
    } else if (now === 'refused') {
      arrived.mark('refused', `Refused: ${why}`);
      say(note, `${why} Nothing arrives until then.`);
    } else if (now === 'ended') {
      arrived.mark('token', 'Your token has ended, so the hub has closed the stream');
      say(note, 'Your token has ended. With a new one, the stream goes on from where it was.');
      enterToken('subscribe', ENDED);
    }
    last = now;
  }

  // The stream goes on with what the new token grants.
  async function tokens() {
    const token = tokenFor('subscribe');
    const isAnother = token !== shownToken;
    shownToken = token;
    if (isAnother && isShown && !paused && !idle && (await stream.renew(token))) {
      say(note, '');
      arrived.mark('connection', 'The same stream goes on with your new token');
    }
  }

  function listen(names, start) {
    idle = names.length === 0;
    pause.disabled = idle;
    cut.disabled = idle || paused;
    if (start !== undefined) {
      stream.beginAt(start);
    }
    stream.listen(names);
    if (idle) {
      connection('idle');
      say(note, '');
    } else if (paused) {
      stream.close();
    }
  }

  function replay(start) {
    if (idle) {
      say(note, 'Subscribe to a topic first: there is nothing to replay yet.');
      return;
    }
    arrived.clear();
    if (paused) {
      togglePause();
    }
    stream.beginAt(start);
    stream.open();
  }

  function togglePause() {
    paused = !paused;
    pause.toggleAttribute('data-away', paused);
    say(pause, paused ? 'Resume' : 'Pause');
    cut.disabled = paused;
    if (paused) {
      stream.close();
      connection('paused');
      say(note, 'Paused. It goes on from here, with all that happens meanwhile.');
    } else {
      say(note, '');
      stream.open();
    }
  }

  return {
    shown() {
      isShown = true;
      who.shown();
      known.shown();
      chart.shown();
      if (!paused && !idle) {
        stream.open();
      }
    },
    left() {
      isShown = false;
      who.left();
      known.left();
      chart.left();
      stream.close();
    },
  };
}
