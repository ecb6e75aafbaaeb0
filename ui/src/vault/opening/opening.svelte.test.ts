import { expect, test } from 'vitest';
import type { Noticed } from '../../backend';
import { nothingNoticed } from '../../test-support/noticed';
import { Opening } from './opening.svelte';
import { instant } from '../../test-support/instant';

function after(noticed: Partial<Noticed>, code: string | null = null): Opening {
  const opening = new Opening();
  opening.unlocked({ ...nothingNoticed, ...noticed }, code);
  return opening;
}

test('an ordinary unlock has no notice and no offer', () => {
  const opening = after({});
  expect(opening.notices, 'no banner').toEqual([]);
  expect(opening.code, 'no offer').toBeNull();
});

test('the gravest notice comes first, and an altered copy is not also called damaged', () => {
  expect(after({ repaired: true, strengthen: true }).notices, 'both').toEqual(['repaired', 'strengthen']);
  expect(after({ altered: true, repaired: true, strengthen: true }).notices, 'altered says it').toEqual([
    'altered',
    'strengthen',
  ]);
});

test('a copy that could not be repaired is always reported', () => {
  expect(after({ not_repaired: true, strengthen: true }).notices, 'both').toEqual([
    'notRepaired',
    'strengthen',
  ]);
  expect(after({ altered: true, not_repaired: true }).notices, 'both').toEqual(['altered', 'notRepaired']);
});

test('a dismissed notice is gone, the others stay', () => {
  const opening = after({ altered: true, strengthen: true });
  opening.putAway('altered');
  expect(opening.notices, 'the other one').toEqual(['strengthen']);
});

test('the code is kept only while the new passphrase is offered', () => {
  const declined = after({ repaired: true }, '7K3M');
  expect(declined.code, 'it stands').toBe('7K3M');
  declined.decline();
  expect(declined.code, 'declined').toBeNull();
  expect(declined.notices, 'what was noticed is another matter').toEqual(['repaired']);

  const renewed = after({ strengthen: true }, '7K3M');
  renewed.renewed();
  expect(renewed.code, 'taken').toBeNull();
  expect(renewed.notices, 'a new passphrase is a strong one').toEqual(['renewed']);
});

test('a passphrase changed in Settings also removes the notice about strength', () => {
  const opening = after({ altered: true, strengthen: true });
  opening.passphraseChanged();
  expect(opening.notices, 'that somebody altered the header is still so').toEqual(['altered']);
});

test('an older vault comes before a repair, with the time of the newer one', () => {
  const opening = after({
    older: instant('2026-05-03T14:02:00Z'),
    repaired: true,
    recovery_check: 'year_ago',
  });
  expect(opening.notices, 'the gravest first').toEqual(['older', 'repaired', 'recoveryCheck']);
  expect(opening.older, 'when').toBe('2026-05-03T14:02:00Z');
});

test('an unrehearsed sheet has a notice of its own, before a repair', () => {
  expect(after({ repaired: true, recovery_check: 'never_tried' }).notices, 'perhaps there is none').toEqual([
    'sheetUntried',
    'repaired',
  ]);
});

test('a read-only vault offers no new passphrase', () => {
  const opening = after(
    {
      read_only: true,
      damaged: [{ kind: 'session', client: 'Ruth', written: instant('2026-05-03T12:00:00+02:00') }],
    },
    '7K3M',
  );
  expect([opening.readOnly, opening.code], 'it could not be set').toEqual([true, null]);
  opening.forget();
  expect([opening.readOnly, opening.damaged], 'nothing is left behind the lock').toEqual([false, []]);
});
