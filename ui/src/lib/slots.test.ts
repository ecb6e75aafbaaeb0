import { expect, test } from 'vitest';
import { sampleView } from '../test-support/sampleCourse';
import { isOfSlot, numberOf, slotIdOf } from './slots';

const { course, glance } = sampleView();
const held = course.slots.find((slot) => slot.session_number === 3)!;
const other = course.slots.find((slot) => slot.session_number === 4)!;

test('a record names its slot by id or by session number', () => {
  for (const pointer of [held.id, 3]) {
    expect(isOfSlot(pointer, held), `${pointer} names the slot`).toBe(true);
    expect(isOfSlot(pointer, other), `${pointer} names no other slot`).toBe(false);
  }
  expect(
    isOfSlot(null, { ...held, id: null, session_number: null }),
    'a record without a session belongs to no slot',
  ).toBe(false);
});

test('a slot and its number are found from each other', () => {
  expect(slotIdOf(glance.pips, 3)).toBe(held.id);
  expect(numberOf(glance.pips, held.id)).toBe(3);
  expect(numberOf(glance.pips, null)).toBeNull();
});

test('a planned slot has the number it will take', () => {
  const { pips } = sampleView(4).glance;
  const planned = pips.find(({ status }) => status === 'planned')!;
  expect(numberOf(pips, planned.slot), 'the planned slot takes number 5 after four held sessions').toBe(5);
});
