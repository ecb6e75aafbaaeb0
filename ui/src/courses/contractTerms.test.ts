import { expect, test } from 'vitest';
import type { Contract } from '../backend';
import { editOf, sameTerms, termsOf } from './contractTerms';

const contract: Contract = {
  version: 2,
  missed_session_rule: 'mixed',
  planned_breaks: [],
  session_minutes: 50,
  place: ' Room 2',
  measures: ['PHQ-9', 'WSAS at 1, 8, 16'],
};

test('a term that nobody said stays unsaid', () => {
  const edit = editOf({ ...termsOf(contract), fee: 40 }, 50, contract);
  expect([edit.recording_consent, edit.gp_contact_consent, edit.cancellation]).toEqual([null, null, null]);
});

test('an untouched text stays as it is recorded', () => {
  const edit = editOf({ ...termsOf(contract), fee: 40 }, 50, contract);
  expect(edit.measures, 'a comma splits nothing').toEqual(['PHQ-9', 'WSAS at 1, 8, 16']);
  expect(edit.place, 'nor is it trimmed').toBe(' Room 2');
});

test('each line is a measure', () => {
  const measures = `${termsOf(contract).measures}\n\n GAD-7 \n`;
  const edit = editOf({ ...termsOf(contract), measures }, 50, contract);
  expect(edit.measures).toEqual(['PHQ-9', 'WSAS at 1, 8, 16', 'GAD-7']);
  expect(editOf({ ...termsOf(contract), measures: ' ' }, 50, contract).measures, 'none').toBeNull();
});

test('a refused consent is another term than an unsaid one', () => {
  const terms = termsOf(contract);
  expect(sameTerms(terms, contract), 'as it was opened').toBe(true);
  expect(sameTerms({ ...terms, gp: false }, contract)).toBe(false);
  expect(editOf({ ...terms, gp: false }, 50, contract).gp_contact_consent).toBe(false);
});

test('without a contract no term is proposed', () => {
  const terms = termsOf(undefined);
  expect([terms.minutes, terms.rule, terms.recording]).toEqual([null, null, null]);
  expect(sameTerms(terms, null)).toBe(true);
});
