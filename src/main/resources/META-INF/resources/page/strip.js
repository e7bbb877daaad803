// The row of tabs on a narrow page: it scrolls sideways, fades where there are more, and keeps the selected one in sight.
export function strip(list) {
  let selected;

  function center(tab) {
    selected = tab;
    list.scrollLeft = tab.offsetLeft - (list.clientWidth - tab.offsetWidth) / 2;
    fade();
  }

  // The position may be a fraction of a pixel short of the end.
  function fade() {
    list.toggleAttribute('data-more-before', list.scrollLeft > 1);
    list.toggleAttribute('data-more-after', list.scrollLeft + list.clientWidth < list.scrollWidth - 1);
  }

  list.addEventListener('scroll', fade, { passive: true });
  new ResizeObserver(() => selected && center(selected)).observe(list);
  return { center };
}
