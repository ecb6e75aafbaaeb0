// From the first start to a signed session that is there again after a lock.

import assert from 'node:assert/strict';

import { story } from '../window/story.mjs';
import { createVault, lock, unlock } from '../window/steps.mjs';

const WORDS = 'She told her sister about the move and was heard. Mood lifted afterwards.';

story(
  'a first start leads to a signed session that outlives the lock',
  { from: 'first screen' },
  async ({ kith }) => {
    await kith.find('heading', 'A workbook only you can open');
    assert.equal(await kith.audit(), '', 'the first screen is for everyone');
    await createVault(kith);
    assert.equal(await kith.audit(), '', 'so is the last one of the first run');

    await kith.press('button', 'Add your first client');
    await kith.fill('Name', 'Ruth Example');
    await kith.pressInDialog('Add client');
    await kith.find('heading', 'Begin course');
    assert.equal(await kith.audit(), '', 'the form of a course can be read and filled in by everyone');
    await kith.press('button', 'Begin course');
    await kith.see('0 of 16 used');

    await kith.press('button', 'Sessions', { exact: true });
    await kith.press('button', 'Open session 1', { exact: true });
    await kith.press('button', 'Record attendance');
    // Not before it is said what it does: until then a click does nothing.
    await kith.press('button', 'Attended counts as session 1; 15 left');
    await kith.see('Attended, 50 min');

    await kith.focus('group', 'PHQ-9');
    await kith.keys('213121010');
    await kith.see('11 moderate');
    await kith.fill('Summary of the session', WORDS);
    await kith.see('Saved');
    assert.equal(await kith.audit(), '', 'a session is written and read by everyone');

    await kith.press('button', 'Sign note');
    await kith.pressInDialog('Sign note');
    await kith.find('button', 'Add addendum');

    await lock(kith);
    assert.ok(!(await kith.text()).includes('Ruth'), 'the lock screen names no client');
    assert.equal(await kith.audit(), '', 'the lock screen is for everyone');
    await unlock(kith);
    await kith.see('Ruth Example');
    await kith.press('button', 'Sessions', { exact: true });
    await kith.press('button', 'Open session 1', { exact: true });
    assert.equal(await kith.fieldValue('Summary of the session'), WORDS, 'what was signed is there again');
  },
);
