import { expect, test } from 'vitest';
import { Route } from './route.svelte';

test('leaving goes from a session to the tab, then to the list', () => {
  const route = new Route();
  route.openClient('c', 'sessions', 'slot');
  expect(route.up(), 'the session is left').toBe(true);
  expect(route.place, 'the tab stays open').toMatchObject({ tab: 'sessions', chosen: null });
  route.up();
  expect(route.place, 'the list of clients is open').toEqual({ room: 'clients' });
  expect(route.up(), 'nothing is left to leave').toBe(false);
});

test('another tab forgets the selection of the last one', () => {
  const route = new Route();
  route.openClient('c', 'sessions', 'slot');
  route.openTab('map');
  expect(route.place, 'the chosen session is not chosen on the map').toMatchObject({
    tab: 'map',
    chosen: null,
  });
});

test('tabs have no effect outside a client', () => {
  const route = new Route();
  route.openTab('map');
  route.choose('x');
  expect(route.place, 'the page stays at Today').toEqual({ room: 'today' });
});

test('a place survives as text', () => {
  const route = new Route();
  route.openClient('c', 'focus', null, 'course');
  const later = new Route();
  later.read(route.write());
  expect(later.place, 'the place is the same after a lock').toEqual(route.place);
});

test.each(['', '{', '7', 'null', '{"room":"attic"}', '{"room":"client"}'])(
  '%j does not change the place',
  (text) => {
    const route = new Route();
    route.read(text);
    expect(route.place, 'the place does not change').toEqual({ room: 'today' });
  },
);

test('a tab that no longer exists opens the overview', () => {
  const route = new Route();
  route.read('{"room":"client","client":"c","tab":"attic"}');
  expect(route.place, 'the overview of the client opens').toMatchObject({ client: 'c', tab: 'overview' });
});

test('a part of the practice page survives as text, and an unknown part opens the first', () => {
  const route = new Route();
  route.openPart('audit');
  const written = route.write();
  route.go({ room: 'today' });
  route.read(written);
  expect(route.place, 'the part is the same after a lock').toEqual({ room: 'practice', part: 'audit' });
  route.read('{"room":"practice","part":"vaults"}');
  expect(route.place, 'an unknown part opens the first part').toEqual({ room: 'practice', part: 'backups' });
});

test('a number opens the tab with this number, if there is one', () => {
  const route = new Route();
  expect(route.openNumber(1), 'Today has no parts').toBe(false);
  route.openPart('backups');
  expect([route.openNumber(3), route.openNumber(4)], 'the practice has three parts').toEqual([true, false]);
  expect(route.place, 'the third part is open').toEqual({ room: 'practice', part: 'audit' });
  route.openClient('c');
  expect([route.openNumber(5), route.openNumber(9)], 'a client has five tabs').toEqual([true, false]);
});

test('numbers do not leave an open session, because they answer its measures', () => {
  const route = new Route();
  route.openClient('c', 'sessions', 's01');
  expect(route.openNumber(3)).toBe(false);
  route.choose(null);
  expect(route.openNumber(3), 'numbers open tabs from the list of sessions').toBe(true);
});
