import { estimated, measuredIn, type Measure } from './text';

/** The face texts are measured in: a generous guess until the bundled one has been read. */
class Typeface {
  measure = $state.raw<Measure>(estimated);

  constructor() {
    void this.#read();
  }

  async #read() {
    if (!('fonts' in document)) return;
    const family = getComputedStyle(document.documentElement).getPropertyValue('--font') || 'sans-serif';
    await Promise.all([document.fonts.load(`400 16px ${family}`), document.fonts.load(`650 16px ${family}`)]);
    const context = document.createElement('canvas').getContext('2d');
    if (context) this.measure = measuredIn(context, family);
  }
}

export const typeface = new Typeface();
