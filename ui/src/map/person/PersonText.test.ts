import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { sampleView } from '../../test-support/sampleCourse';
import { MapEditor } from '../editing/mapEditor.svelte';
import type { MapCommands } from '../editing/commands';
import PersonText from './PersonText.svelte';

function open(stored: string | null = null) {
  mockIPC(() => null);
  const view = sampleView();
  const people = view.course.people!.map((person) =>
    person.id === 'p02' ? { ...person, met_on: stored } : person,
  );
  const edit = vi.fn<MapCommands['edit']>(() => Promise.resolve(null));
  const editor = new MapEditor(() => ({ ...view, course: { ...view.course, people } }), {
    edit,
  } as unknown as MapCommands);
  render(PersonText, {
    editor,
    course: { id: view.id, client: view.client_id },
    person: 'p02',
    field: 'met_on',
    label: 'Known since',
    hint: 'as exactly as it is known',
    shape: 'line',
  });
  return { edit, field: screen.getByLabelText('Known since'), user: userEvent.setup() };
}

afterEach(() => clearMocks());

it('explains dates if the text is no date, keeps the text and saves nothing', async () => {
  const { edit, field, user } = open();
  await user.type(field, 'last spring');
  expect(screen.queryByRole('alert'), 'no error is shown while the text is typed').not.toBeInTheDocument();
  await user.tab();
  expect(await screen.findByRole('alert')).toHaveTextContent(/2024-spring/u);
  expect(field, 'the field keeps the typed text').toHaveValue('last spring');
  expect(edit, 'a text that is no date is not saved').not.toHaveBeenCalled();

  await user.clear(field);
  await user.type(field, '2024-spring');
  await user.tab();
  await vi.waitFor(() => expect(edit).toHaveBeenCalledOnce());
  expect(edit.mock.calls[0]?.[0].met_on, 'the corrected date is saved').toBe('2024-spring');
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
});

it('gives the reason for a refusal, and says when a save is repeated', async () => {
  const { edit, field, user } = open();
  edit.mockRejectedValueOnce({ code: 'read_only_because_damaged' });
  await user.type(field, '2024{Tab}');
  expect(await screen.findByText(/^The vault is damaged, so nothing/u)).toBeVisible();
  edit.mockRejectedValueOnce({ code: 'disk_full' });
  await user.type(field, '-09{Tab}');
  expect(await screen.findByText('not saved: it is tried again')).toBeVisible();
});

it('explains dates also for a stored text that is no date', () => {
  open('last spring');
  expect(screen.getByRole('alert')).toHaveTextContent(/2024-spring/u);
});
