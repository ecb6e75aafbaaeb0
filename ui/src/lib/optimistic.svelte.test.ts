import { expect, test } from 'vitest';
import { OptimisticValue, OptimisticValues } from './optimistic.svelte';

test('a value is shown until the record is read again after the save', () => {
  let record = {};
  const values = new OptimisticValues<string>(() => record);
  values.set('tie', 'close');
  record = {};
  expect(values.get('tie'), 'not saved yet: another reading does not count').toBe('close');
  values.saved('tie', 'close');
  expect(values.keys()).toEqual(['tie']);
  record = {};
  expect(values.get('tie'), 'the record speaks for itself').toBeUndefined();
  expect(values.keys()).toEqual([]);
});

test('a refused value disappears, unless a newer one was set', () => {
  const values = new OptimisticValues<string>(() => null);
  values.set('tie', 'close');
  values.set('tie', 'distant');
  values.refused('tie', 'close');
  expect(values.get('tie'), 'the newer one is still on its way').toBe('distant');
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
  expect(value.value, 'no falling back to the old text').toBe('new');
  record = { text: 'newer' };
  expect(value.value).toBe('newer');
});
