import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { sampleView } from '../../test-support/sampleCourse';
import { MapEditor } from '../editing/mapEditor.svelte';
import { commandsFor } from '../editing/commands';
import ExportDialog from './ExportDialog.svelte';

HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};

const sample = sampleView();
const course = { ...sample, map: sample.course.map_snapshots!.at(-1)! };

function open() {
  const asked = vi.fn<(command: string, payload: unknown) => unknown>(() => true);
  mockIPC(asked);
  const editor = new MapEditor(() => course, commandsFor(course.id));
  editor.filter = 'family';
  editor.display.now = course.course.map_snapshots![1]!.id;
  render(ExportDialog, { editor, course, onclose: () => undefined });
  return { asked, user: userEvent.setup() };
}

vi.setConfig({ testTimeout: 60_000 });
afterEach(() => clearMocks());

it('says how many people the filter leaves out', () => {
  open();
  expect(screen.getByText(/^\d+ people are left out: the map is filtered\.$/u)).toBeInTheDocument();
});

it('begins with the pair that is chosen on screen', async () => {
  const { user } = open();
  await user.click(screen.getByLabelText('Then and now'));
  expect(screen.getByLabelText('Then')).toHaveDisplayValue('baseline, session 3, 27 January');
  expect(screen.getByLabelText('Now')).toHaveDisplayValue('mid-course, session 8, 10 March');
});

it('reports that no picture can be made, and writes no other file', async () => {
  const { asked, user } = open();
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  await user.click(screen.getByLabelText(/^PNG/u));
  await user.click(screen.getByText('Write file…'));
  expect(screen.getByText(/nothing was written/u)).toBeVisible();
  expect(screen.queryByText('Write the map to a file')).not.toBeInTheDocument();
  expect(asked).not.toHaveBeenCalled();
});

it('says that the file is written until an option changes', async () => {
  const { asked, user } = open();
  await user.click(screen.getByLabelText(/^SVG/u));
  await user.click(screen.getByText('Write file…'));
  await user.type(screen.getByLabelText('Passphrase'), 'correct horse{Enter}');
  expect(await screen.findByText('The file is written.')).toBeInTheDocument();
  expect(asked.mock.calls.map(([command]) => command)).toEqual(['export_map']);
  await user.click(screen.getByLabelText('Letter'));
  expect(screen.queryByText('The file is written.')).not.toBeInTheDocument();
});
