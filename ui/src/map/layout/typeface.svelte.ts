import { estimated, measuredIn, type Measure } from './text';

/** The typeface for measuring texts: a generous estimate until the bundled one is loaded. */
class Typeface {
  measure = $state.raw<Measure>(estimated);

  constructor() {
    void this.#read();
  }

  async #read() {
    if (!('fonts' in document)) return;
    const face = getComputedStyle(document.documentElement).getPropertyValue('--font') || 'sans-serif';
    const faces = [`400 16px ${face}`, `650 16px ${face}`];
    if (!faces.every((it) => document.fonts.check(it))) {
      await Promise.all(faces.map((it) => document.fonts.load(it)));
    }
    const context = document.createElement('canvas').getContext('2d');
    if (context) this.measure = measuredIn(context, face);
  }
}

export const typeface = new Typeface();
