// The limit of sessions in a course: a refused number names the limit, and an allowed one is accepted.

import assert from 'node:assert/strict';

import { story } from '../window/story.mjs';

story(
  'a contract of standard IPT is amended to eighteen sessions and not to twenty-one',
  { from: 'course' },
  async ({ kith }) => {
    await kith.press('button', 'Finalise contract');
    // The finalised contract moves the buttons below it, and a click before that could miss them.
    await kith.see('version 2 · agreed');
    await kith.press('button', 'Change the number of sessions');
    await kith.fill('New number of sessions', '21');
    await kith.fill('Reason', 'A death in the family three sessions before the end.');
    await kith.press('button', 'Amend contract', { exact: true });
    await kith.see('20');
    await kith.expectAccessible('the refusal');
    await kith.fill('New number of sessions', '18');
    await kith.press('button', 'Amend contract', { exact: true });
    await kith.see('0 of 18 used');
  },
);
