import { expect, test } from 'vitest';
import type { Noticed } from '../backend';
import { nothingNoticed } from '../test-support/noticed';
import { Opening } from './opening.svelte';

function after(noticed: Partial<Noticed>, code: string | null = null): Opening {
  const opening = new Opening();
  opening.unlocked({ ...nothingNoticed, ...noticed }, code);
  return opening;
}

test('an ordinary unlock says nothing and offers nothing', () => {
  const opening = after({});
  expect(opening.notices, 'no banner').toEqual([]);
  expect(opening.code, 'no offer').toBeNull();
});

test('the gravest comes first, and an altered copy is not also called damaged', () => {
  expect(after({ healed: true, strengthen: true }).notices, 'both').toEqual(['healed', 'strengthen']);
  expect(after({ altered: true, healed: true, strengthen: true }).notices, 'altered says it').toEqual([
    'altered',
    'strengthen',
  ]);
});

test('a copy that could not be made good is said, whatever else is', () => {
  expect(after({ unhealed: true, strengthen: true }).notices, 'both').toEqual(['unhealed', 'strengthen']);
  expect(after({ altered: true, unhealed: true }).notices, 'both').toEqual(['altered', 'unhealed']);
});

test('what is put away is gone, the rest stays', () => {
  const opening = after({ altered: true, strengthen: true });
  opening.putAway('altered');
  expect(opening.notices, 'the other one').toEqual(['strengthen']);
});

test('the code is kept only as long as the offer stands', () => {
  const declined = after({ healed: true }, '7K3M');
  expect(declined.code, 'it stands').toBe('7K3M');
  declined.decline();
  expect(declined.code, 'declined').toBeNull();
  expect(declined.notices, 'what was noticed is another matter').toEqual(['healed']);

  const renewed = after({ strengthen: true }, '7K3M');
  renewed.renewed();
  expect(renewed.code, 'taken').toBeNull();
  expect(renewed.notices, 'a new passphrase is a strong one').toEqual(['renewed']);
});

test('a passphrase changed in Settings is strengthened too', () => {
  const opening = after({ altered: true, strengthen: true });
  opening.passphraseChanged();
  expect(opening.notices, 'that somebody altered the header is still so').toEqual(['altered']);
});
