import { render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import PassphraseStrength from './PassphraseStrength.svelte';

it.each([
  [true, 'Strong. It begins or ends with a space, which belongs to it.'],
  [false, 'Strong'],
])('points out a space at either end: %s', (outer_space, said) => {
  render(PassphraseStrength, { judgement: { score: 3, acceptable: true, problem: null, outer_space } });
  const { textContent } = screen.getByRole('status');
  expect(textContent?.replace('Strength:', '').trim()).toBe(said);
});
