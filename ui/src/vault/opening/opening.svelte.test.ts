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
  expect(opening.notices, 'there is no notice').toEqual([]);
  expect(opening.code, 'there is no offer').toBeNull();
});

test('the gravest notice comes first, and an altered copy is not also called damaged', () => {
  expect(after({ repaired: true, strengthen: true }).notices, 'both notices are shown').toEqual([
    'repaired',
    'strengthen',
  ]);
  expect(
    after({ altered: true, repaired: true, strengthen: true }).notices,
    'an altered copy is not also called repaired',
  ).toEqual(['altered', 'strengthen']);
});

test('a copy that could not be repaired is always reported', () => {
  expect(after({ not_repaired: true, strengthen: true }).notices, 'both notices are shown').toEqual([
    'notRepaired',
    'strengthen',
  ]);
  expect(after({ altered: true, not_repaired: true }).notices, 'both notices are shown').toEqual([
    'altered',
    'notRepaired',
  ]);
});

test('a dismissed notice is gone, the others stay', () => {
  const opening = after({ altered: true, strengthen: true });
  opening.putAway('altered');
  expect(opening.notices, 'the other notice stays').toEqual(['strengthen']);
});

test('the code is kept only while the new passphrase is offered', () => {
  const declined = after({ repaired: true }, '7K3M');
  expect(declined.code, 'the code is kept while the offer stands').toBe('7K3M');
  declined.decline();
  expect(declined.code, 'the code is forgotten once the offer is declined').toBeNull();
  expect(declined.notices, 'the notice stays after the offer is declined').toEqual(['repaired']);

  const renewed = after({ strengthen: true }, '7K3M');
  renewed.renewed();
  expect(renewed.code, 'the code is forgotten once a new passphrase is set').toBeNull();
  expect(renewed.notices, 'a new passphrase removes the notice about its strength').toEqual(['renewed']);
});

test('a passphrase changed in Settings also removes the notice about strength', () => {
  const opening = after({ altered: true, strengthen: true });
  opening.passphraseChanged();
  expect(opening.notices, 'the notice about the altered header stays').toEqual(['altered']);
});

test('an older vault comes before a repair, with the time of the newer one', () => {
  const opening = after({
    older: instant('2026-05-03T14:02:00Z'),
    repaired: true,
    recovery_check: 'year_ago',
  });
  expect(opening.notices, 'the gravest notice comes first').toEqual(['older', 'repaired', 'recoveryCheck']);
  expect(opening.older, 'the time of the newer vault is kept').toBe('2026-05-03T14:02:00Z');
});

test('an unrehearsed sheet has a notice of its own, before a repair', () => {
  expect(
    after({ repaired: true, recovery_check: 'never_tried' }).notices,
    'the untried sheet comes before the repair',
  ).toEqual(['sheetUntried', 'repaired']);
});

test('a read-only vault offers no new passphrase', () => {
  const opening = after(
    {
      read_only: true,
      damaged: [{ kind: 'session', client: 'Ruth', written: instant('2026-05-03T12:00:00+02:00') }],
    },
    '7K3M',
  );
  expect([opening.readOnly, opening.code], 'the vault is read-only, and no passphrase is offered').toEqual([
    true,
    null,
  ]);
  opening.forget();
  expect([opening.readOnly, opening.damaged], 'the next lock forgets the damage').toEqual([false, []]);
});
