import '@testing-library/jest-dom/vitest';
import { afterEach } from 'vitest';
import table from '../tests/golden/scoring/instruments.json';
import type { Instrument } from './src/backend/backend';
import { drafts } from './src/backend/drafts';
import { instruments } from './src/scales/instruments.svelte';
import { present } from './src/words/dates';

// As the program answers it.
instruments.keep(table as unknown as Instrument[]);

// The year of the sample case.
present.year = () => 2026;

// Text that one test types is not offered in the next.
afterEach(() => drafts.forget());

// jsdom has the dialog element but not its modal behaviour.
HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
  this.open = false;
  this.dispatchEvent(new Event('close'));
};

// jsdom lays nothing out, so nothing is ever resized.
globalThis.ResizeObserver ??= class {
  observe() {
    return undefined;
  }
  unobserve() {
    return undefined;
  }
  disconnect() {
    return undefined;
  }
};

// Nor does it hold a pointer, or know of selectors beyond its own.
Element.prototype.setPointerCapture ??= () => undefined;
globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS;
