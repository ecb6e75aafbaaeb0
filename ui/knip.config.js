/** Finds files, exports and dependencies that nothing uses. */
export default {
  entry: ['src/**/*.test.ts'],
  project: ['src/**/*.{ts,svelte,css}'],
  // Written by the program from its commands.
  ignore: ['src/backend/bindings.ts'],
  // `cargo xtask dist` starts it.
  ignoreDependencies: ['@tauri-apps/cli'],
  compilers: {
    css: (text) =>
      [...text.matchAll(/@import url\(('[^']+')\)/g)].map(([, file]) => `import ${file};`).join('\n'),
  },
};
