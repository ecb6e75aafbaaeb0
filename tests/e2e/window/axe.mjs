// axe-core, as installed for the interface.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const ofInterface = createRequire(new URL('../../../ui/package.json', import.meta.url));

export const AXE = readFileSync(ofInterface.resolve('axe-core/axe.min.js'), 'utf8');

export function serious({ violations }) {
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ target }) => target.join(' ')).join('\n  ')}`)
    .join('\n');
}
