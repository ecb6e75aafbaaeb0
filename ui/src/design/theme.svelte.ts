/** Sets the page to light or dark, as the settings or else the system say. */
class ThemeOnPage {
  chosen = $state<'system' | 'light' | 'dark'>('system');
  #system = window.matchMedia?.('(prefers-color-scheme: dark)');

  constructor() {
    this.#system?.addEventListener('change', () => this.#put());
  }

  put(chosen: 'system' | 'light' | 'dark') {
    this.chosen = chosen;
    this.#put();
  }

  #put() {
    const dark = this.chosen === 'dark' || (this.chosen === 'system' && this.#system?.matches === true);
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  }
}

export const theme = new ThemeOnPage();
