// News: plain text of several lines. The first is the section, then the time, the headline, and the story.
import { el } from '../dom.js';
import { ago } from '../format.js';

const MOST = 24;

export const news = {
  title: 'Latest news',
  lead: 'Text of several lines in one event. The type of an event says whether a story is breaking.',
  topics: ['demo/news'],
  types: ['story', 'breaking'],
  start: 'replay=all',
  build(body) {
    const list = el('div.stories', { role: 'feed', 'aria-label': 'Stories, newest first' });
    body.append(list);
    setInterval(() => list.querySelectorAll('time').forEach(tell), 20_000);
    return (event) => {
      list.prepend(story(event));
      while (list.childElementCount > MOST) {
        list.lastElementChild.remove();
      }
    };
  },
};

function story({ id, type, data }) {
  const [section, time, headline, ...text] = data.split('\n');
  const when = el('time', { datetime: time });
  tell(when);
  return el(
    'article.card.story',
    { 'data-type': type, 'aria-labelledby': `story-${id}`, tabindex: '0' },
    el('p.kicker', {}, type === 'breaking' ? el('strong', {}, 'Breaking') : '', el('span', {}, section), when),
    el('h3', { id: `story-${id}` }, headline ?? section),
    el('p', {}, text.join(' ')),
  );
}

function tell(when) {
  const time = Date.parse(when.dateTime);
  when.textContent = Number.isNaN(time) ? '' : ago(time);
}
