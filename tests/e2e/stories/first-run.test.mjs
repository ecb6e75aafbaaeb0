// The window opens on a fresh data folder and says what it is for.

import assert from 'node:assert/strict';

import { story } from '../window/story.mjs';

story('a first start offers to create a vault', async ({ kith }) => {
  await kith.find('heading', 'Kith');
  await kith.find('button', 'Create vault', { exact: true });
  assert.equal(await kith.audit(), '', 'the first screen is for everyone');
});
