import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { Fault, saves, type Backups } from '../../backend';
import StatusLine from './StatusLine.svelte';

afterEach(() => saves.forget());

function shown() {
  const onshow = vi.fn();
  const backups = { status: null, running: false, percent: null, attempt: { fault: null } };
  const none = () => undefined;
  render(StatusLine, {
    announcement: '',
    backups: backups as unknown as Backups,
    onbackups: none,
    onsearch: none,
    onkeys: none,
    nameOf: (client) => (client === 'client-1' ? 'Ruth' : ''),
    onshow,
  });
  return { onshow, user: userEvent.setup() };
}

function refuse(key: string) {
  const discard = vi.fn(() => {
    saves.stored(key);
    return Promise.resolve();
  });
  const fault = new Fault({ code: 'rule_broken', rule: 'not_a_date' });
  saves.failed(key, { client: 'client-1', fault, discard });
  return discard;
}

test('a text that is not saved is named with its client and page, shown, and discarded', async () => {
  const discard = refuse('course/c/person/p/met_on');
  refuse('course/c/slot/s/summary');
  const { onshow, user } = shown();
  expect(screen.getByRole('alert')).toHaveTextContent(/^Not saved: Ruth, Map, and 1 more\./u);
  await user.click(screen.getByText('Show'));
  expect(onshow, 'its page').toHaveBeenCalledExactlyOnceWith({
    room: 'client',
    client: 'client-1',
    course: 'c',
    tab: 'map',
    chosen: 'p',
  });
  await user.click(screen.getByText('Discard text'));
  expect(discard, 'this one').toHaveBeenCalledOnce();
  expect(screen.getByRole('alert'), 'then the next').toHaveTextContent(/^Not saved: Ruth, Sessions\./u);
});

test('a text that a full disk keeps from being saved is said to be tried again', () => {
  const fault = new Fault({ code: 'disk_full' });
  saves.failed('course/c/contract', { client: 'client-1', fault, discard: () => Promise.resolve() });
  shown();
  expect(screen.getByRole('alert')).toHaveTextContent('Kith keeps trying.');
});
