// The first run: from the first screen to a signed session that is there again after a lock.

import assert from 'node:assert/strict';

import { story } from '../window/story.mjs';
import { createVault, lock, unlock } from '../window/steps.mjs';

const WORDS = 'She told her sister about the move and was heard. Mood lifted afterwards.';

story(
  'a session signed in the first run is there again after a lock',
  { from: 'first screen' },
  async ({ kith }) => {
    await kith.find('heading', 'A workbook only you can open');
    await kith.expectAccessible('the first screen');
    await createVault(kith);
    await kith.expectAccessible('the last screen of the wizard');

    await kith.press('button', 'Add your first client');
    await kith.fill('Name', 'Ruth Example');
    await kith.pressInDialog('Add client');
    await kith.find('heading', 'Begin course');
    await kith.expectAccessible('the form of a course');
    await kith.press('button', 'Begin course');
    await kith.see('0 of 16 used');

    await kith.press('button', 'Sessions', { exact: true });
    await kith.press('button', 'Open session 1', { exact: true });
    await kith.press('button', 'Record attendance');
    // The full name is awaited: until the button says its effect, a click does nothing.
    await kith.press('button', 'Attended counts as session 1; 15 left');
    await kith.see('Attended, 50 min');

    await kith.focus('group', 'PHQ-9');
    await kith.keys('213121010');
    await kith.see('11 moderate');
    await kith.fill('Summary of the session', WORDS);
    await kith.see('Saved');
    await kith.expectAccessible('a session');

    await kith.press('button', 'Sign note');
    await kith.pressInDialog('Sign note');
    await kith.find('button', 'Add addendum');

    await lock(kith);
    assert.ok(!(await kith.text()).includes('Ruth'), 'the lock screen names a client');
    await kith.expectAccessible('the lock screen');
    await unlock(kith);
    await kith.see('Ruth Example');
    await kith.press('button', 'Sessions', { exact: true });
    await kith.press('button', 'Open session 1', { exact: true });
    assert.equal(
      await kith.fieldValue('Summary of the session'),
      WORDS,
      'the signed text is not there again',
    );
  },
);
