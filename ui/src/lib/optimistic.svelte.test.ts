import { expect, test } from 'vitest';
import { OptimisticValue, OptimisticValues } from './optimistic.svelte';

test('a value is shown until the record is read again after the save', () => {
  let record = {};
  const values = new OptimisticValues<string>(() => record);
  values.set('tie', 'close');
  record = {};
  expect(values.get('tie'), 'a reading of the record before the save changes nothing').toBe('close');
  values.saved('tie', 'close');
  expect(values.keys()).toEqual(['tie']);
  record = {};
  expect(values.get('tie'), 'the value of the record is shown after it is read again').toBeUndefined();
  expect(values.keys()).toEqual([]);
});

test('a refused value disappears, unless a newer one was set', () => {
  const values = new OptimisticValues<string>(() => null);
  values.set('tie', 'close');
  values.set('tie', 'distant');
  values.refused('tie', 'close');
  expect(values.get('tie'), 'the newer value stays').toBe('distant');
  values.refused('tie', 'distant');
  expect(values.has('tie')).toBe(false);
});

test('a saved value is shown until the record is read again', () => {
  let record = { text: 'old' };
  const value = new OptimisticValue(
    () => record,
    () => record.text,
  );
  value.saved('new');
  expect(value.value, 'the earlier text is not shown again').toBe('new');
  record = { text: 'newer' };
  expect(value.value).toBe('newer');
});
