import { expect, it } from 'vitest';
import { focusPeriods } from './focusPeriods';

it('keeps every earlier focus with the reason for the change', () => {
  const periods = focusPeriods({
    area: 'grief',
    situation: 'Her father',
    agreed_on: '2026-02-03',
    changes: [{ on: '2026-03-03', area: 'dispute', situation: 'Her sister', reason: 'The will came up' }],
  });
  expect(periods, 'the focus in force comes first').toMatchObject([
    { area: 'dispute', from: '2026-03-03', to: null, left: null },
    { area: 'grief', situation: 'Her father', to: '2026-03-03', left: 'The will came up' },
  ]);
});
