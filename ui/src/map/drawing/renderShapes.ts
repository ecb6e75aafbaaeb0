import type { Attachment } from 'svelte/attachments';
import { attributesOf, elementOf, type Shape } from './shapes';

const namespace = 'http://www.w3.org/2000/svg';

/**
 * Renders shapes as children of an SVG group. A map of 150 people has two thousand shapes; as components they would
 * take longer to create than to lay out. Only changed shapes are touched.
 */
export function renderShapes(shapes: readonly Shape[]): Attachment<SVGElement> {
  return (group) => {
    let old = group.firstElementChild;
    for (const shape of shapes) {
      const kept = old?.localName === elementOf(shape) ? old : null;
      const element = kept ?? document.createElementNS(namespace, elementOf(shape));
      write(element, { class: shape.style, ...attributesOf(shape) }, kept !== null);
      const text = shape.kind === 'text' ? shape.text : '';
      if (element.textContent !== text) element.textContent = text;
      const next = old?.nextElementSibling ?? null;
      if (!kept && old) old.replaceWith(element);
      else if (!kept) group.append(element);
      old = next;
    }
    while (old) {
      const next = old.nextElementSibling;
      old.remove();
      old = next;
    }
  };
}

function write(element: Element, attributes: Readonly<Record<string, string | number>>, before: boolean) {
  for (const [name, value] of Object.entries(attributes)) {
    if (!before || element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
  }
}
