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

describe('risk on the overview', () => {
  it('says that nothing is open only when no course of the client has an open flag', () => {
    const { unmount } = open();
    expect(screen.getByText(nothingOpen)).toBeTruthy();
    unmount();
    open({ client_risk: 'red' });
    expect(screen.queryByText(nothingOpen), 'a flag of another course stands in the strip').toBeNull();
  });
});
