import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const importPattern = /(?:from|import|import\()\s*'(\.[^']*)'/gu;
const known = new Map();

/** The files that a file imports by a relative path. */
function importsOf(file) {
  let imports = known.get(file);
  if (!imports) {
    imports = [...readFileSync(file, 'utf8').matchAll(importPattern)].flatMap(
      ([, path]) => fileAt(file, path) ?? [],
    );
    known.set(file, imports);
  }
  return imports;
}

function fileAt(importer, path) {
  const base = resolve(dirname(importer), path);
  return [base, `${base}.ts`, `${base}/index.ts`].find((it) => existsSync(it) && statSync(it).isFile());
}

/** Whether a file reaches another by its imports. */
function reaches(from, to) {
  const seen = new Set();
  const open = [from];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (file === to) return true;
    if (seen.has(file) || !/\.(?:ts|svelte)$/u.test(file)) continue;
    seen.add(file);
    open.push(...importsOf(file));
  }
  return false;
}

/** Finds the circles that `import-x/no-cycle` does not see: of type-only imports, and through components. */
export default {
  rules: {
    'no-import-circle': {
      meta: { type: 'problem', messages: { circle: 'This import leads back to this file.' }, schema: [] },
      create: (context) => ({
        ImportDeclaration(node) {
          const target = fileAt(context.filename, node.source.value);
          if (target && reaches(target, context.filename)) context.report({ node, messageId: 'circle' });
        },
      }),
    },
  },
};
