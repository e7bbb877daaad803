// Makes elements. Whatever comes from an event goes in as text, so none of it can become markup.
const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {string} name the tag, with classes after dots: `p.lead`
 * @param {Object} attributes those that begin with `on` are listeners; `false` leaves one out
 * @param {...(Node|string|number)} children strings become text
 */
export function el(name, attributes = {}, ...children) {
  return build(document.createElement.bind(document), name, attributes, children);
}

/** The same for SVG. */
export function svg(name, attributes = {}, ...children) {
  return build((tag) => document.createElementNS(SVG, tag), name, attributes, children);
}

/** Sets text only if it changed, so that a screen reader hears no repetitions. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** The name of a topic, which breaks where a segment ends. */
export function segments(topic) {
  return topic.split(/(?<=\/)/).flatMap((part, i) => (i ? [el('wbr'), part] : [part]));
}

function build(create, name, attributes, children) {
  const [tag, ...classes] = name.split('.');
  const element = create(tag);
  if (classes.length) {
    element.setAttribute('class', classes.join(' '));
  }
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (value !== false && value !== undefined) {
      element.setAttribute(key, value === true ? '' : value);
    }
  }
  element.append(...children.map((child) => (child instanceof Node ? child : String(child))));
  return element;
}
