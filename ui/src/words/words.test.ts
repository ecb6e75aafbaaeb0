import { expect, test } from 'vitest';
import type { Instant } from '../backend/backend';
import { Fault } from '../backend/fault';
import {
  dayAndTime,
  dayOf,
  fullDay,
  localDay,
  madeAt,
  missingWords,
  moment,
  roughDay,
  shortDay,
  explainFault,
  explainRule,
  weekdayAndDay,
  whenRoughly,
} from './index';

const instant = (date: Date) => date.toISOString() as Instant;

test('days are the same in every time zone', () => {
  expect(weekdayAndDay('2026-02-17'), 'the weekday and the month are written in full').toBe(
    'Tuesday 17 February',
  );
  expect(dayOf('2026-05-12'), 'the year is left out').toBe('12 May');
  expect(fullDay('9999-12-31'), 'the last day of the calendar is written in full').toBe('31 December 9999');
  expect(fullDay('soon'), 'a text that is no day stays as it is').toBe('soon');
});

test('a day of another year has its year', () => {
  expect(weekdayAndDay('2025-02-17'), 'in full').toBe('Monday 17 February 2025');
  expect([dayOf('2027-05-12'), shortDay('2025-05-12')], 'in short').toEqual(['12 May 2027', '12 May 2025']);
  expect(shortDay('2026-05-12'), 'none in this year').toBe('12 May');
});

test.each([
  ['2026-01-21T01:30:00Z', 'America/Los_Angeles', '20 January 2026'],
  ['2026-01-19T23:30:00Z', 'Australia/Sydney', '20 January 2026'],
  ['2026-01-20T12:00:00Z', 'Europe/London', '20 January 2026'],
  ['2025-12-31T20:00:00Z', 'Asia/Kolkata', '1 January 2026'],
  ['2026-01-01T09:30:00Z', 'Pacific/Pago_Pago', '31 December 2025'],
])('what was signed at %s in %s was signed on %s', (at, zone, day) => {
  expect(fullDay(localDay(at as Instant, zone))).toBe(day);
});

test('an instant is no day until it is said where', () => {
  const at = instant(new Date(2026, 0, 20, 23, 59));
  // @ts-expect-error An instant is no day: this line has to be refused by the type check.
  expect(fullDay(at), 'not as a day').toBe(at);
  expect(fullDay(localDay(at)), 'here').toBe('20 January 2026');
  expect(localDay('soon' as Instant), 'no instant').toBe('');
});

test('a date is given as exactly as it is known', () => {
  const days = ['2026-05-03', '2026-05', '2026-spring', '2026-Q1', '2026'].map((date) => whenRoughly(date));
  expect(days, 'no date is more exact than it is known').toEqual([
    'on 3 May 2026',
    'in May 2026',
    'in spring 2026',
    'in the first quarter of 2026',
    'in 2026',
  ]);
  const none = ['last spring', '2026-13', '2026-02-30', '2026-Q5', '2026-fall', '26', '2026-5-3', ''];
  for (const text of none) expect(roughDay(text), `"${text}" is no date of a record`).toBeNull();
});

test('a refusal gives the rule, its reason, and what to do', () => {
  const explanation = explainRule({ rule: 'no_sessions_left', planned: 16 });
  expect(explanation.happened, 'the sentence has the number of the rule').toContain('16');
  expect(explanation.why, 'the sentence has the reason').toBeTruthy();
  expect(explanation.doNext, 'the sentence says what to do').toContain('amend');
});

test('a closed gate lists what is missing in words', () => {
  const explanation = explainRule({ rule: 'gate_closed', gate: 'G1', missing: ['focus', 'init.map'] });
  expect(explanation.happened, 'the sentence has words and no codes').toMatch(
    /One focus agreed · Draw the map/u,
  );
  expect(missingWords('something-new'), 'an unknown code is shown').toBe('something-new');
});

test('a wait gives the seconds', () => {
  expect(
    explainFault(new Fault({ code: 'wait', seconds: 8 })).doNext,
    'the sentence has the number of seconds',
  ).toContain('8 seconds');
});

test('no fault of a backup or an export mentions unsaved text', () => {
  for (const code of ['place_gone', 'place_full', 'place_read_only', 'place_refused'] as const) {
    const { happened, doNext } = explainFault(new Fault({ code }));
    expect(doNext, code).toContain('Your records are as they were.');
    expect(`${happened} ${doNext}`, code).not.toMatch(/saved|text|typed|keeps trying/iu);
  }
  const { doNext } = explainFault(new Fault({ code: 'folder_read_only' }));
  expect(doNext, 'the sentence mentions no text, because nobody has written yet').not.toMatch(
    /text|typed|keeps trying/iu,
  );
});

test('only the status line promises that saving is repeated automatically', () => {
  for (const code of ['disk_full', 'read_only', 'vault_gone', 'not_saved'] as const) {
    expect(explainFault(new Fault({ code })).doNext, code).toMatch(/try again/iu);
    expect(explainFault(new Fault({ code })).doNext, code).not.toContain('keeps trying');
  }
});

test('an older backup asks for the sheet of its day', () => {
  const dated = explainFault(new Fault({ code: 'wrong_backup_code', made: '2026-05-03' })).doNext;
  expect(dated, 'the sentence has the day of the sheet').toContain(
    'the recovery sheet you had on 3 May 2026',
  );
  const renamed = explainFault(new Fault({ code: 'wrong_backup_code', made: null })).doNext;
  expect(
    renamed,
    'the sentence for a renamed backup says that the sheet is of the day it was made',
  ).toContain('on the day it was made');
  expect(`${dated} ${renamed}`, 'neither sentence sends the reader to the newest sheet').not.toContain(
    'newest',
  );
});

test('a refused file names the faulty place', () => {
  const fault = new Fault({
    code: 'file_refused',
    path: 'slots[3].date',
    problem: { code: 'no_such_date' },
  });
  expect(explainFault(fault).doNext, 'the sentence names the faulty place').toContain('slots[3].date');
});

test('two backups of one minute are told apart', () => {
  const made = (seconds: number) => madeAt(instant(new Date(2026, 4, 3, 14, 2, seconds)));
  expect([made(0), made(7)], 'the second backup of a minute shows its seconds').toEqual([
    '3 May 2026, 14:02',
    '3 May 2026, 14:02:07',
  ]);
});

test('moments are relative to now', () => {
  const now = new Date(2026, 1, 17, 10, 42);
  expect(moment(instant(new Date(2026, 1, 17, 8, 41)), now), 'the same day').toBe('today 08:41');
  expect(moment(instant(new Date(2026, 1, 16, 23, 5)), now), 'the day before').toBe('yesterday 23:05');
  expect(moment(instant(new Date(2026, 0, 2)), now), 'long ago').toBe('2 January 2026');
  expect([moment(null, now), moment('soon' as Instant, now)], 'no moment').toEqual([null, null]);
  expect(dayAndTime(instant(new Date(2026, 4, 3, 14, 2))), 'in full').toBe('3 May 2026, 14:02');
});
