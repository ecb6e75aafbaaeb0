// axe-core, as installed for the interface.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const ofInterface = createRequire(new URL('../../../ui/package.json', import.meta.url));

export const AXE = readFileSync(ofInterface.resolve('axe-core/axe.min.js'), 'utf8');

// Initials drawn on the map are part of the picture, so the spoken name of a person need not begin with them.
const isDrawing = ({ id }, { html }) => id === 'label-content-name-mismatch' && html.startsWith('<g');

// The serious and critical faults that axe found, as text.
export function seriousFaults({ violations }) {
  return violations
    .map((found) => ({ ...found, nodes: found.nodes.filter((node) => !isDrawing(found, node)) }))
    .filter(({ nodes }) => nodes.length > 0)
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help}\n  ${nodes.map(({ target }) => target.join(' ')).join('\n  ')}`,
    )
    .join('\n');
}
