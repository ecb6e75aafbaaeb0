import { expect, test } from 'vitest';
import { placeOfDraft } from './draftPlace';

test('the page of a draft is found from its key', () => {
  const on = (key: string) => {
    const place = placeOfDraft(key, 'client-1');
    return place.room === 'client' ? [place.course, place.tab, place.chosen] : [place.room];
  };
  expect(on('course/c/slot/s/summary'), 'a note').toEqual(['c', 'sessions', 's']);
  expect(on('course/c/person/p/relation'), 'a person').toEqual(['c', 'map', 'p']);
  expect(on('course/c/tie/a/b'), 'a tie').toEqual(['c', 'map', null]);
  expect(on('course/c/goal/new'), 'a goal').toEqual(['c', 'focus', null]);
  expect(on('course/c/contract'), 'the contract').toEqual(['c', 'overview', null]);
  expect(on('course/c/measure/m/removal'), 'a sheet that is struck out').toEqual(['c', 'sessions', null]);
  expect(on('course/c/retention'), 'how long a record is kept').toEqual(['practice']);
  expect(on('client/client-1/details'), 'a client').toEqual([null, 'overview', null]);
  expect(placeOfDraft('settings/colleague', null), 'a recovery sheet').toEqual({ room: 'settings' });
  expect(placeOfDraft('client/new', null), 'a client who is being added').toEqual({ room: 'clients' });
});
