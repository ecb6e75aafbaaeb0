// axe-core, as installed for the interface.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const ofInterface = createRequire(new URL('../../../ui/package.json', import.meta.url));

export const AXE = readFileSync(ofInterface.resolve('axe-core/axe.min.js'), 'utf8');

// Letters in a drawing are part of the picture: what is said of a person is a sentence of its own.
const isDrawing = ({ id }, { html }) => id === 'label-content-name-mismatch' && html.startsWith('<g');

export function serious({ violations }) {
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
