// Score: the board is a latest value, the timeline a history; one connection brings both, in order.
import { el, say } from '../dom.js';
import { json } from '../format.js';
import { flash } from '../flash.js';

const MINUTES = 90;

export const score = {
  title: 'Score',
  lead: 'A type for each kind of moment. Who comes late gets the whole match so far.',
  topics: ['demo/score/**'],
  types: ['board', 'kick-off', 'goal', 'chance', 'card', 'substitution', 'half-time', 'full-time'],
  start: 'replay=all',
  latestOnly: true,
  build(body) {
    const showBoard = board(body);
    const showMoment = timeline(body);
    return (event) => {
      const value = json(event.data);
      (event.type === 'board' ? showBoard : showMoment)(value, event.type);
    };
  },
};

function board(body) {
  const names = [el('h3'), el('h3')];
  const goals = [el('span'), el('span')];
  const minute = el('p.minute');
  const time = el('div.time-bar', { 'aria-hidden': 'true' });
  const stats = [stat('Possession'), stat('Shots')];
  const element = el(
    'div.card.board',
    {},
    el(
      'div.teams',
      {},
      el('div', {}, el('span.shirt', { 'aria-hidden': 'true', 'data-team': 0 }), names[0]),
      el('div', {}, el('p.goals', {}, goals[0], el('i', { 'aria-hidden': 'true' }, ':'), goals[1]), minute),
      el('div', {}, el('span.shirt', { 'aria-hidden': 'true', 'data-team': 1 }), names[1]),
    ),
    time,
    el('div.stats', {}, ...stats.map((one) => one.element)),
  );
  body.append(element);
  return (value) => {
    value.teams.forEach((name, i) => say(names[i], name));
    value.score.forEach((count, i) => {
      if (goals[i].textContent !== String(count)) {
        say(goals[i], String(count));
        flash(goals[i], 'up');
      }
    });
    say(minute, value.over ? 'Full-time' : `${value.minute}′`);
    time.style.setProperty('--part', `${(100 * value.minute) / MINUTES}%`);
    stats[0].show(`${value.possession} %`, `${100 - value.possession} %`, value.possession);
    const [home, away] = value.shots;
    stats[1].show(home, away, home + away ? (100 * home) / (home + away) : 50);
  };
}

function stat(name) {
  const [home, away] = [el('strong'), el('strong')];
  const split = el('div.split', { 'aria-hidden': 'true' });
  return {
    element: el('div.stat', {}, el('p', {}, home, el('span', {}, name), away), split),
    show(left, right, part) {
      say(home, String(left));
      say(away, String(right));
      split.style.setProperty('--part', `${part}%`);
    },
  };
}

function timeline(body) {
  const list = el('ol.timeline', { 'aria-label': 'What happened, newest first' });
  body.append(list);
  return (value, type) => {
    if (type === 'kick-off') {
      list.replaceChildren();
    }
    const whole = ['kick-off', 'half-time', 'full-time'].includes(type);
    list.prepend(
      el(
        'li',
        { 'data-type': type, 'data-team': whole ? 'both' : value.team },
        el('span.at', {}, `${value.minute}′`),
        el(
          'p',
          {},
          el('strong', {}, title(type)),
          ' ',
          value.text,
          type === 'goal' ? el('b', {}, value.score.join(' : ')) : '',
        ),
      ),
    );
  };
}

const title = (type) => type[0].toUpperCase() + type.slice(1);
