// An open flag of item 9 stays in sight on every page of its client, whatever the course, until it is answered.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { story } from '../window/story.mjs';
import { caseFilePath } from '../window/steps.mjs';

const STRIP = 'Answers to ask about';
const SAID = 'Item 9 is 2. Ask now; note the outcome and the plan.';

// A concluded course, to which the client sent one more PHQ-9.
function fileWithFlag(home) {
  const file = JSON.parse(readFileSync(caseFilePath('dispute'), 'utf8'));
  delete file.expected;
  file.measures.push({ id: 'by-post', instrument: 'PHQ-9', date: '2026-01-20', item9: 2 });
  const path = join(home, 'with-flag.json');
  writeFileSync(path, JSON.stringify(file));
  return path;
}

story(
  'an open flag of a concluded course is shown on every page until it is answered',
  { from: 'vault', environment: (home) => ({ KITH_E2E_OPEN: fileWithFlag(home) }) },
  async ({ kith: window }) => {
    await window.press('button', 'Import course file');
    await window.find('button', 'Overview', { exact: true });
    await window.see(SAID);
    await window.see('Emergency contact: Rashid, friend, 07700 900219');
    await window.picture('risk-overview');
    await window.expectAccessible('the overview with the strip');
    for (const tab of ['Sessions', 'Map', 'Measures', 'Focus']) {
      await window.press('button', tab, { exact: true });
      await window.find('region', STRIP);
      await window.picture(`risk-${tab}`);
    }

    await window.press('button', 'Map', { exact: true });
    await window.press('button', 'Present', { exact: true });
    await window.find('button', 'Leave');
    await window.waitUntilTextGone(SAID);
    await window.picture('risk-presented');
    await window.press('button', 'Leave');
    await window.see(SAID);

    await window.press('button', 'More');
    await window.press('button', 'Begin another course');
    await window.press('button', 'Begin course');
    await window.see('0 of 16 used');
    await window.see('Course from 4 September 2025');
    await window.picture('risk-second-course');

    await window.press('button', 'Clients', { exact: true });
    await window.see('Risk review open');
    await window.picture('risk-list');
    await window.press('button', 'Today', { exact: true });
    await window.see(SAID);
    await window.picture('risk-today');
    await window.expectAccessible('Today with an open flag');
    await window.press('button', SAID);
    await window.press('button', 'Write what was asked and said');
    await window.fill('What was asked, what was said, what was done', 'Rang him. Passing thoughts, no plan.');
    await window.picture('risk-answering');
    await window.press('button', 'Reviewed', { exact: true });
    await window.waitUntilTextGone(SAID);
    await window.see('Rang him. Passing thoughts, no plan.');
    await window.press('button', 'Today', { exact: true });
    await window.find('heading', 'Unfinished');
    await window.waitUntilTextGone(SAID);
  },
);
