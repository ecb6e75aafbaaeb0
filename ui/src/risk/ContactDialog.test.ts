import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { drafts, type EmergencyContact } from '../backend';
import ContactDialog from './ContactDialog.svelte';

const mira: EmergencyContact = { name: 'Mira', relation: 'sister', phone: '07700 900123' };

function open(contact: EmergencyContact | null) {
  const sent: unknown[] = [];
  mockIPC((cmd, args) => {
    if (cmd === 'save_emergency_contact') sent.push(args);
    return cmd === 'load_drafts' ? [] : { touched: ['client'], saved_at: '' };
  });
  const onclose = vi.fn();
  const page = render(ContactDialog, { client: 'client-1', contact, onclose });
  return { sent, onclose, page };
}

afterEach(() => {
  cleanup();
  drafts.forget();
  clearMocks();
});

describe('the emergency contact', () => {
  it('is read at once, and changed or taken out on request only', async () => {
    const { sent, onclose } = open(mira);
    expect(screen.getByText('07700 900123')).toBeTruthy();
    expect(screen.queryByRole('textbox'), 'nothing is changed by looking').toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Change' }));
    await userEvent.click(screen.getByRole('button', { name: 'Take out' }));
    expect(sent).toEqual([{ clientId: 'client-1', contact: null }]);
    expect(onclose).toHaveBeenCalled();
  });

  it('is written down where there is none, and what is typed outlasts the dialog', async () => {
    const { page } = open(null);
    await userEvent.type(screen.getByLabelText('Name'), 'Mira');
    page.unmount();
    const { sent } = open(null);
    await userEvent.type(screen.getByLabelText('Telephone'), '07700 900123');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(sent, 'nothing is said of the relation').toEqual([
      { clientId: 'client-1', contact: { name: 'Mira', relation: null, phone: '07700 900123' } },
    ]);
  });
});
