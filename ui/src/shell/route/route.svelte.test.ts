import { expect, test } from 'vitest';
import { Route } from './route.svelte';

test('leaving goes from a session to the tab, then to the list', () => {
  const route = new Route();
  route.openClient('c', 'sessions', 'slot');
  expect(route.up(), 'out of the session').toBe(true);
  expect(route.place, 'the tab stays').toMatchObject({ tab: 'sessions', chosen: null });
  route.up();
  expect(route.place, 'out of the client').toEqual({ room: 'clients' });
  expect(route.up(), 'there is nowhere further out').toBe(false);
});

test('another tab forgets the selection of the last one', () => {
  const route = new Route();
  route.openClient('c', 'sessions', 'slot');
  route.openTab('map');
  expect(route.place, 'a session is no person').toMatchObject({ tab: 'map', chosen: null });
});

test('tabs have no effect outside a client', () => {
  const route = new Route();
  route.openTab('map');
  route.choose('x');
  expect(route.place, 'still where it was').toEqual({ room: 'today' });
});

test('a place survives as text', () => {
  const route = new Route();
  route.openClient('c', 'focus', null, 'course');
  const later = new Route();
  later.read(route.write());
  expect(later.place, 'the same place after a lock').toEqual(route.place);
});

test.each(['', '{', '7', 'null', '{"room":"attic"}', '{"room":"client"}'])(
  '%j does not change the place',
  (text) => {
    const route = new Route();
    route.read(text);
    expect(route.place, 'no place is named').toEqual({ room: 'today' });
  },
);

test('a tab that no longer exists opens the overview', () => {
  const route = new Route();
  route.read('{"room":"client","client":"c","tab":"attic"}');
  expect(route.place, 'the client is still meant').toMatchObject({ client: 'c', tab: 'overview' });
});

test('a part of the practice page survives as text, and an unknown part opens the first', () => {
  const route = new Route();
  route.openPart('audit');
  const written = route.write();
  route.go({ room: 'today' });
  route.read(written);
  expect(route.place, 'the part too').toEqual({ room: 'practice', part: 'audit' });
  route.read('{"room":"practice","part":"vaults"}');
  expect(route.place, 'of an older or newer Kith').toEqual({ room: 'practice', part: 'backups' });
});

test('a number opens the tab with this number, if there is one', () => {
  const route = new Route();
  expect(route.openNumber(1), 'Today has no parts').toBe(false);
  route.openPart('backups');
  expect([route.openNumber(3), route.openNumber(4)], 'three parts').toEqual([true, false]);
  expect(route.place, 'the third').toEqual({ room: 'practice', part: 'audit' });
  route.openClient('c');
  expect([route.openNumber(5), route.openNumber(9)], 'five parts').toEqual([true, false]);
});

test('numbers leave an open session nowhere, since they answer its measures', () => {
  const route = new Route();
  route.openClient('c', 'sessions', 's01');
  expect(route.openNumber(3)).toBe(false);
  route.choose(null);
  expect(route.openNumber(3), 'the list of sessions has none').toBe(true);
});
