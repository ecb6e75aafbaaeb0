import { readdirSync } from 'node:fs';
import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import circles from './eslint.circles.js';
import svelteConfig from './svelte.config.js';

const features = [
  ...['clients', 'courses', 'erasing', 'focus', 'map', 'measures', 'practice', 'restore', 'sessions'],
  ...['settings', 'today', 'vault'],
];
const folder = (name) => `./src/${name}`;

/** The folders of `src` from which each folder may import, beside its own files. */
const mayImport = {
  words: ['backend', 'lib'],
  backend: ['lib'],
  lib: ['backend'],
  rings: [],
  // Types only: the table is asked for by `App.svelte`.
  scales: ['backend'],
  design: ['backend', 'lib', 'words'],
  // The flags of the PHQ-9, which several features show.
  risk: ['backend', 'design', 'lib', 'words'],
  // Fields of the contract, in the form that begins a course and in the one that edits the contract.
  contract: ['backend', 'design', 'lib', 'words'],
  ...Object.fromEntries(
    features.map((name) => [
      name,
      ['backend', 'contract', 'design', 'lib', 'rings', 'risk', 'scales', 'words'],
    ]),
  ),
};
const folders = [...Object.keys(mayImport), 'shell'];
for (const entry of readdirSync(`${import.meta.dirname}/src`, { withFileTypes: true })) {
  if (entry.isDirectory() && ![...folders, 'test-support'].includes(entry.name)) {
    throw new Error(`eslint.config.js does not say what src/${entry.name} may import`);
  }
}

/** Files of a folder that may be imported where the rest of the folder may not. */
const onlyFiles = {
  // Design asks the program nothing: it is given what it shows.
  'design backend': ['./fault.ts'],
  // Types of the records only.
  'lib backend': ['./backend.ts'],
};

/** Only shell composes features; nothing but the root of `src` imports shell. */
const folderZones = Object.entries(mayImport).map(([name, allowed]) => ({
  target: folder(name),
  from: folders.filter((other) => other !== name && !allowed.includes(other)).map(folder),
  message: `${name} imports its own files${allowed.map((other) => `, ${other}`).join('')}.`,
}));
const fileZones = Object.entries(onlyFiles).map(([arrow, except]) => {
  const [target, from] = arrow.split(' ').map(folder);
  return { target, from, except, message: `Only ${except.join(', ')} of it may be imported here.` };
});
const zones = [...folderZones, ...fileZones];

/** The folders of the map from the lowest layer up: a folder imports itself and the layers below it. */
const mapLayers = [
  ['model'],
  ['layout'],
  ['drawing'],
  ['editing'],
  ['canvas', 'person'],
  ['table', 'versions', 'export'],
];
const mapZones = mapLayers.flatMap((layer, index) =>
  layer.map((folder) => ({
    target: `./src/map/${folder}`,
    from: './src/map',
    except: [folder, ...mapLayers.slice(0, index).flat()].map((name) => `./${name}`),
    message: 'A folder of the map imports itself and the layers below it: see mapLayers in eslint.config.js.',
  })),
);

/** Attributes and props that hold text a person reads or hears. */
const readAttribute =
  'SvelteAttribute[key.name=/^(aria-(label|description|roledescription|valuetext)|title|placeholder|alt|label|hint|lead|act|acting)$/]';
const letters = '[value=/\\p{L}/u]';
/** Text in the markup of a component, also inside `{…}`. */
const literalText = [
  `:not(SvelteStyleElement, SvelteScriptElement) > SvelteText${letters}`,
  `${readAttribute} > SvelteLiteral${letters}`,
  ...[':not(SvelteAttribute)', readAttribute].flatMap((place) =>
    ['', 'ConditionalExpression >', 'LogicalExpression >'].flatMap((within) => [
      `${place} > SvelteMustacheTag > ${within} Literal${letters}`,
      `${place} > SvelteMustacheTag > ${within} TemplateLiteral > TemplateElement[value.raw=/\\p{L}/u]`,
    ]),
  ),
].map((selector) => ({
  selector,
  message: 'Text that a person reads stands in src/words: a component imports `words`.',
}));

export default ts.config(
  { ignores: ['dist/**', 'node_modules/**', 'src/backend/bindings.ts'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [importX.createNodeResolver({ extensions: ['.ts', '.js', '.svelte'] })],
      'import-x/extensions': ['.ts'],
      'import-x/ignore': ['node_modules'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': [
        'error',
        { basePath: import.meta.dirname, zones: [...zones, ...mapZones] },
      ],
      'import-x/no-useless-path-segments': 'error',
      'no-console': 'error',
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig },
    },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      'svelte/button-has-type': 'error',
      'svelte/no-target-blank': 'error',
      'svelte/prefer-svelte-reactivity': 'error',
      'svelte/no-restricted-html-elements': [
        'error',
        {
          elements: ['dialog'],
          message: 'Dialog of `design` puts the focus on the first field, where nothing closes it unasked.',
        },
      ],
      // One file at most: small pieces are easier to read, name and test.
      'max-lines': ['error', { max: 250, skipBlankLines: false }],
    },
  },
  {
    files: ['**/*.svelte'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "SvelteElement > SvelteStartTag > SvelteAttribute[key.name='style']",
          message:
            'The content security policy refuses style attributes; a `style:` directive is set by script.',
        },
        {
          selector: "SvelteElement[name.name='Field'] > SvelteStartTag > SvelteAttribute[key.name='value']",
          message: 'It would show what was typed, not what is kept: bind the value, or use KeptField.',
        },
        {
          selector: "CallExpression[callee.name='boundTo']",
          message:
            'A save stands in a module, where it sees no props: they may name another person when it runs.',
        },
        ...literalText,
      ],
    },
  },
  {
    // The one door to the generated commands.
    files: ['src/**/*.{ts,svelte}'],
    ignores: ['src/backend/backend.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/bindings', '**/bindings.ts', '@tauri-apps/api', '@tauri-apps/api/*'],
              message: 'Only backend/backend.ts talks to the program.',
            },
          ],
          paths: [
            {
              name: '@lucide/svelte',
              allowTypeImports: true,
              message: 'One icon at a time, from @lucide/svelte/icons/…: the whole set costs a minute.',
            },
          ],
        },
      ],
    },
  },
  {
    // Whether Ctrl or Command begins a shortcut is decided once.
    files: ['src/**/*.{ts,svelte}'],
    ignores: ['src/lib/keys.ts', 'src/map/canvas/panning.ts', 'src/**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['ctrlKey', 'metaKey'].map((property) => ({
          property,
          message: 'Ask lib/keys.ts: on a Mac another key begins a shortcut.',
        })),
      ],
    },
  },
  {
    files: ['src/**/*.{ts,svelte}'],
    plugins: { circles },
    rules: { 'circles/no-import-circle': 'error' },
  },
  {
    // A test of a lower layer may look at what a higher one makes of it.
    files: ['src/map/**/*.test.ts'],
    rules: { 'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }] },
  },
  {
    // Dialog itself, and two that fill the window and have no field.
    files: [
      'src/design/overlays/Dialog.svelte',
      'src/map/Presentation.svelte',
      'src/shell/lock/PrivacyCover.svelte',
    ],
    rules: { 'svelte/no-restricted-html-elements': 'off' },
  },
  {
    // Their types come from the generated file itself: `backend.ts` imports these two.
    files: ['src/backend/fault.ts', 'src/backend/saves.svelte.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['**/bindings'], allowTypeImports: true }] }],
    },
  },
  {
    files: ['src/**/*.test.ts'],
    rules: { 'no-restricted-imports': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
