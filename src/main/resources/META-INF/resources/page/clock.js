// The clock: listens to /talk, shows what comes, stops on request.
import { Transcript } from './transcript.js';
import { show as showState } from './state.js';

const element = (id) => document.getElementById(id);
const transcript = new Transcript(element('log'));

let source;
let count = 0;

function show(state) {
  showState(element('state'), state);
  const ended = state === 'stopped' || state === 'refused';
  element('stop').disabled = ended;
  element('listen').disabled = !ended;
}

function listen() {
  show('connecting');
  source = new EventSource('/talk');
  source.onopen = () => {
    show('live');
    transcript.note('Connections to the server established..');
  };
  source.onmessage = (event) => {
    transcript.event(event.data);
    element('time').textContent = event.lastEventId;
    element('count').textContent = ++count === 1 ? '1 event' : `${count} events`;
  };
  source.onerror = lost;
}

// The browser reconnects by itself unless the server refused: then it gives up for good (WHATWG HTML, 9.2.3).
function lost() {
  if (source.readyState === EventSource.CLOSED) {
    show('refused');
    transcript.note('The server refused the stream. Press Listen Again to retry.');
  } else if (element('state').dataset.state !== 'reconnecting') {
    show('reconnecting');
    transcript.note('The connection was lost. The browser is reconnecting..');
  }
}

function stop() {
  source.close();
  show('stopped');
  transcript.note('Listening to server events stopped..');
}

// A button that is disabled loses the keyboard focus, so it goes to the one that takes over.
element('stop').addEventListener('click', () => {
  stop();
  element('listen').focus();
});
element('listen').addEventListener('click', () => {
  listen();
  element('stop').focus();
});
element('command').textContent = `curl -N ${new URL('/talk', location.href)}`;

/** Who stopped it finds it stopped. */
export const clock = {
  shown: () => element('state').dataset.state === 'stopped' || listen(),
  left: () => source?.close(),
};
