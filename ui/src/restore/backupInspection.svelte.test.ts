import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, expect, test } from 'vitest';
import type { RestorePreview } from '../backend';
import { backupRow } from '../test-support/backupRow';
import { BackupInspection } from './backupInspection.svelte';
import { instant } from '../test-support/instant';

afterEach(clearMocks);

const secret = { passphrase: 'marble' };

test('after going back a late answer and the secret are dropped', async () => {
  let answer: (preview: RestorePreview) => void = () => undefined;
  mockIPC(() => new Promise((resolve) => (answer = resolve)));
  const inspection = new BackupInspection(backupRow());
  const opening = inspection.open(secret);
  inspection.back();
  answer({
    made_at: instant('2026-05-03T14:02:00Z'),
    same_vault: true,
    rows: [],
    newest_now: null,
    newest_then: null,
    clients: [],
  });
  await opening;
  expect(
    [inspection.step, inspection.preview, inspection.secret],
    'the late answer is dropped, and the secret too',
  ).toEqual(['choose', null, null]);
});

test('closing the file dialog chooses nothing', async () => {
  mockIPC(() => null);
  const inspection = new BackupInspection(null);
  await inspection.chooseFile();
  expect([inspection.step, inspection.attempt.fault], 'the list is shown without a fault').toEqual([
    'choose',
    null,
  ]);
});

test('another backup does not use the secret of the last one', () => {
  const inspection = new BackupInspection(backupRow());
  inspection.secret = secret;
  inspection.choose(backupRow({ id: 'b2' }));
  expect(
    [inspection.row?.id, inspection.secret, inspection.step],
    'the secret of the other backup is asked for',
  ).toEqual(['b2', null, 'secret']);
});
