function scrollerOf(element: Element): Element | null {
  for (let at: Element | null = element; at; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight && getComputedStyle(at).overflowY === 'auto') return at;
  }
  return null;
}

/**
 * For `{@attach uncovered(…)}` on what stands behind a bar at the bottom of the page: scrolls so that the bar does not
 * cover the control that has the focus, also when that grows while it is typed in.
 */
export function uncovered(bar: () => Element | null) {
  return (root: Element) => {
    function uncover({ target }: Event) {
      const over = bar();
      if (!over || !(target instanceof Element) || over.contains(target)) return;
      // The web view scrolls by itself first, as far as it knows.
      requestAnimationFrame(() => {
        const [control, edge] = [target.getBoundingClientRect(), over.getBoundingClientRect()];
        const scroller = scrollerOf(root);
        if (!scroller || control.right <= edge.left || control.left >= edge.right) return;
        // The beginning of a control that is larger than the page stays in sight.
        const most = control.top - scroller.getBoundingClientRect().top;
        const hidden = Math.min(control.bottom - edge.top, most);
        if (hidden > 0) scroller.scrollTop += hidden;
      });
    }
    root.addEventListener('focusin', uncover);
    root.addEventListener('input', uncover);
    return () => {
      root.removeEventListener('focusin', uncover);
      root.removeEventListener('input', uncover);
    };
  };
}
