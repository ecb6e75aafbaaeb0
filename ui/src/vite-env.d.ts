/// <reference types="svelte" />
/// <reference types="vite/client" />

interface ImportMetaEnv {
  readonly KITH_VERSION: string;
}

// The only function of Node that the configuration of Vite uses.
declare module 'node:fs' {
  export function readFileSync(path: string, encoding: 'utf8'): string;
}
