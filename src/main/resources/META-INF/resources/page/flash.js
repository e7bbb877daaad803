// A change that is seen for a moment; the style sheet has the colours.

/** @param {'up'|'down'} direction which way it went */
export function flash(element, direction) {
  delete element.dataset.flash;
  requestAnimationFrame(() => (element.dataset.flash = direction));
}
