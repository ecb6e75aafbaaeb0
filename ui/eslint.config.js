import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import circles from './eslint.circles.js';
import svelteConfig from './svelte.config.js';

const features = [
  ...['vault', 'restore', 'today', 'clients', 'courses', 'sessions', 'map', 'measures', 'focus'],
  ...['practice', 'erasing', 'settings'],
];
const feature = (name) => `./src/${name}`;
const pure = [...features, 'shell'];

/** Which folder may import which: a feature knows design, backend, words and itself. */
const zones = [
  ...features.map((name) => ({
    target: feature(name),
    from: pure.filter((other) => other !== name).map(feature),
    message: 'A feature imports design, backend, words and itself; only shell composes features.',
  })),
  { target: './src/design', from: pure.map(feature), message: 'Design knows no feature.' },
  {
    target: './src/design',
    from: feature('backend'),
    except: ['./fault.ts'],
    message: 'Design asks nothing: what it shows is given to it.',
  },
  {
    target: './src/backend',
    from: [...pure, 'design', 'words'].map(feature),
    message: 'Backend knows no screen and no words.',
  },
  { target: './src/words', from: [...pure, 'design'].map(feature), message: 'Words know no screen.' },
];

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
      'no-restricted-syntax': [
        'error',
        {
          selector: "SvelteElement > SvelteStartTag > SvelteAttribute[key.name='style']",
          message:
            'The content security policy refuses style attributes; a `style:` directive is set by script.',
        },
      ],
      'svelte/require-each-key': 'error',
      'svelte/button-has-type': 'error',
      'svelte/no-target-blank': 'error',
      'svelte/prefer-svelte-reactivity': 'error',
      // One file at most: small pieces are easier to read, name and test.
      'max-lines': ['error', { max: 250, skipBlankLines: false }],
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
    files: ['src/map/**/*.{ts,svelte}'],
    plugins: { circles },
    rules: { 'circles/no-import-circle': 'error' },
  },
  {
    // A test of a lower layer may look at what a higher one makes of it.
    files: ['src/map/**/*.test.ts'],
    rules: { 'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }] },
  },
  {
    files: ['src/**/*.test.ts'],
    rules: { 'no-restricted-imports': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
