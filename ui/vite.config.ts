import { readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

// The program has one version, that of the Cargo workspace.
const [, version] = /^version = "(.+)"$/mu.exec(readFileSync('../Cargo.toml', 'utf8')) ?? [];

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  clearScreen: false,
  define: { 'import.meta.env.KITH_VERSION': JSON.stringify(version) },
  // The third-party notices lie beside this folder.
  server: { port: 1420, strictPort: true, host: '127.0.0.1', fs: { allow: ['..'] } },
  build: {
    target: ['chrome111', 'safari16.4'],
    // The content security policy has no `data:` for fonts, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: 'jsdom',
    pool: 'threads',
    // By itself, Vitest leaves one processor free.
    maxWorkers: '100%',
    // On a busy machine the first page of a file takes longer than the usual five seconds.
    testTimeout: 30_000,
    include: ['src/**/*.test.ts'],
    setupFiles: ['./test-setup.ts'],
    restoreMocks: true,
    // Read by the test that holds the map on paper against the one on screen; any other style is left out.
    css: { include: [/map\.css/u] },
  },
});
