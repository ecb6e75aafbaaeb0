import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { CourseView } from '../../backend';
import { sampleView } from '../../test-support/sampleCourse';
import RiskNow from './RiskNow.svelte';

const nothingOpen = 'Nothing open. Ask in every session.';

function open(part: Partial<CourseView> = {}) {
  mockIPC((cmd) => (cmd === 'load_drafts' ? [] : null));
  return render(RiskNow, { view: { ...sampleView(6), ...part }, today: '2026-03-01' });
}

afterEach(() => {
  cleanup();
  clearMocks();
});

const line = { source: 'note', date: '2026-01-13', time: null, slot: null, number: 1, level_in_words: null } as const;
const notAsked = 'Not asked yet.';
const unsaid = 'No entry says that it was asked.';

describe('risk on the overview', () => {
  it('tells a text that does not say so from a question', () => {
    const { unmount } = open({ risk_thread: { asked_on: null, lines: [] } });
    expect(screen.getByText(notAsked), 'nothing is written').toBeTruthy();
    unmount();
    const written = { ...line, asked: null, text: 'Did not get to it.' };
    const { unmount: close } = open({ risk_thread: { asked_on: null, lines: [written] } });
    expect(screen.getByText(unsaid), 'something is written').toBeTruthy();
    expect(screen.getByText(/not said whether asked/u), 'beside the text').toBeTruthy();
    expect(screen.queryByText(nothingOpen), 'nobody asked, so nothing is known').toBeNull();
    close();
    const asked = { ...line, asked: true, text: 'None reported.' };
    open({ risk_thread: { asked_on: '2026-01-13', lines: [asked] } });
    expect(screen.getByText('Last asked 13 January 2026.')).toBeTruthy();
  });

  it('says that nothing is open only when no course of the client has an open flag', () => {
    const asked = { ...line, asked: true, text: 'None reported.' };
    const risk_thread = { asked_on: '2026-01-13', lines: [asked] };
    const { unmount } = open({ risk_thread });
    expect(screen.getByText(nothingOpen)).toBeTruthy();
    unmount();
    open({ risk_thread, client_risk: 'red' });
    expect(screen.queryByText(nothingOpen), 'a flag of another course stands in the strip').toBeNull();
  });
});
