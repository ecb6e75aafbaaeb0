import { expect, it } from 'vitest';
import { Playback } from './playback.svelte';

it('shows the last moment if later ones were undone', () => {
  let count = 5;
  const playback = new Playback(() => count);
  playback.go(9);
  expect(playback.at).toBe(4);
  count = 3;
  expect(playback.at).toBe(2);
  playback.go(-1);
  expect(playback.at).toBe(0);
});
