import { expect, test } from 'vitest';
import { sheetOf, usualPaper } from './sheetText';

const groups = ['1A2B', '3C4D', '5E6F', '7G8H', '9J0K', '1M2N', '3P4Q', '5R6S'];

test('the sheet names its vault, the day of its code, and its holder', () => {
  const own = sheetOf(groups, null, null, '2026-05-03');
  expect(own.about, 'the sheet of the therapist names no other holder').toEqual([
    'Vault: Practice vault',
    'Code made on 3 May 2026',
  ]);
  const colleague = sheetOf(groups, 'Evening', 'Dr Okafor', '2026-05-03');
  expect(colleague.about).toEqual(['Vault: Evening', 'Held by: Dr Okafor', 'Code made on 3 May 2026']);
  expect(colleague.title, 'the sheets have different titles').not.toBe(own.title);
  expect(own.groups).toEqual(groups);
});

test('the paper is Letter in regions that use it', () => {
  expect(usualPaper('en-GB').size).toBe('a4');
  expect(usualPaper('de').size).toBe('a4');
  expect(usualPaper('en-US').size).toBe('letter');
});
