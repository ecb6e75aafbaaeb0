import { expect, it } from 'vitest';
import { Play } from './playback.svelte';

it('stands at the last moment where some were taken back', () => {
  let count = 5;
  const play = new Play(() => count);
  play.go(9);
  expect(play.at).toBe(4);
  count = 3;
  expect(play.at).toBe(2);
  play.go(-1);
  expect(play.at).toBe(0);
});
