// A course at its limit: what is refused says why, and what can be done instead.

import assert from 'node:assert/strict';

import { story } from '../window/story.mjs';

story(
  'a course of standard IPT is amended with a reason and never beyond twenty',
  { from: 'course' },
  async ({ kith }) => {
    await kith.press('button', 'Finalise contract');
    await kith.press('button', 'Change the number of sessions');
    await kith.fill('New number of sessions', '21');
    await kith.fill('Reason', 'A death in the family three sessions before the end.');
    await kith.press('button', 'Amend contract', { exact: true });
    await kith.see('20');
    assert.equal(await kith.audit(), '', 'a refusal is for everyone');
    await kith.fill('New number of sessions', '18');
    await kith.press('button', 'Amend contract', { exact: true });
    await kith.see('0 of 18 used');
  },
);
