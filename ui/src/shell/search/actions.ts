import { parts } from '../../practice/parts';
import { words } from '../../words';
import type { SearchResult } from './results';
import type { Route } from '../route/route.svelte';

interface Acts {
  add: () => void;
  backUp: () => void;
  cover: () => void;
  lock: () => void;
  keys: () => void;
}

/** The actions that the search offers on every page. */
export function actions(route: Route, acts: Acts): SearchResult[] {
  const { rooms } = words.shell;
  const action = (id: string, label: string, run: () => void): SearchResult => ({
    id,
    group: 'actions',
    label,
    run,
  });
  return [
    action('today', rooms.today, () => route.go({ room: 'today' })),
    action('clients', rooms.clients, () => route.go({ room: 'clients' })),
    ...parts.map((part) => action(part, words.practice.parts[part], () => route.openPart(part))),
    action('settings', rooms.settings, () => route.go({ room: 'settings' })),
    action('add', words.clients.add, acts.add),
    action('backup', words.backups.makeNow, acts.backUp),
    action('cover', words.shell.cover.action, acts.cover),
    action('lock', words.shell.lock, acts.lock),
    action('keys', words.shell.keys.show, acts.keys),
  ];
}
