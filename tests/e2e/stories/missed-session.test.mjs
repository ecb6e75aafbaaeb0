// A missed session has a page of its own, with the attempts to reach the client and no note.

import { story } from '../window/story.mjs';
import { lock, unlock } from '../window/steps.mjs';

story(
  'a missed session keeps how it was known, its reason and the attempts to reach the client',
  { from: 'course' },
  async ({ kith }) => {
    await kith.press('button', 'Sessions', { exact: true });
    await kith.press('button', 'Open session 1');
    await kith.find('button', 'Sign note', { exact: true });
    await kith.press('button', 'Record attendance');
    await kith.press('button', 'Did not attend counts as session 1; 15 left');
    await kith.find('heading', 'What it does to the course');
    await kith.see('Counts as session 1 of 16.');
    await kith.waitUntilGone('button', 'Sign note');
    await kith.picture('missed-session-empty');

    await kith.press('radio', 'no message');
    await kith.press('radio', 'could not face it');
    await kith.fill('The reason in the client’s words', 'Got as far as the car park.');
    await kith.press('button', 'Rang, wrote, told someone');
    await kith.fill('What you did', 'Rang her');
    await kith.press('radio', 'no answer');
    // The lock keeps an attempt that is not added yet.
    await lock(kith);
    await unlock(kith);
    await kith.find('field', 'What you did');
    await kith.press('button', 'Add', { exact: true });
    await kith.find('button', 'Remove “Rang her”');
    await kith.picture('missed-session');
    await kith.expectAccessible('the page of a missed session');

    await kith.press('button', 'All sessions');
    await kith.press('button', 'Open session 1');
    await kith.find('button', 'Remove “Rang her”');
    await kith.see('no answer');
    await kith.press('button', 'Undo page of a missed session');
    await kith.waitUntilGone('button', 'Remove “Rang her”');
  },
);
