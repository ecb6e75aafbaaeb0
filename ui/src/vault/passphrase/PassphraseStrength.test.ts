import { render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import PassphraseStrength from './PassphraseStrength.svelte';

it.each([
  [true, 'Strength: Strong. It begins or ends with a space, which belongs to it.'],
  [false, 'Strength: Strong'],
])('points out a space at either end: %s', (outer_space, said) => {
  render(PassphraseStrength, { judgement: { score: 3, acceptable: true, problem: null, outer_space } });
  expect(screen.getByRole('status').textContent?.trim()).toBe(said);
});
