import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

async function covering(userAgent: string) {
  vi.stubGlobal('navigator', { userAgent });
  vi.resetModules();
  const { shell } = await import('./shell');
  return shell.keys.list.find(({ does }) => does.startsWith('Cover'))?.keys;
}

test('on a Mac, where F8 controls music, the other keys for the cover are shown', async () => {
  expect(await covering('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)'), 'a Mac has its own keys').toEqual(
    ['⌘', 'Shift', 'H'],
  );
  expect(await covering('Mozilla/5.0 (X11; Linux x86_64)'), 'other systems have F8').toEqual(['F8']);
});
