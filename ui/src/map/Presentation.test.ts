import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { fireEvent, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterAll, expect, it, vi } from 'vitest';
import type { EditKind } from '../backend';
import { Attempt } from '../backend';
import { sampleView } from '../test-support/sampleCourse';
import Map from './Map.svelte';

// Missing in the test environment: `elementFromPoint` finds nothing.
Object.assign(SVGElement.prototype, { getScreenCTM: () => null });
let beneath: Element | null = null;
Object.assign(document, { elementFromPoint: () => beneath });

afterAll(() => clearMocks());

function present(last: EditKind = 'place_person', refuse = false, presenting = true) {
  const view = sampleView();
  const { ring_scheme, positions } = view.course.map_snapshots![0]!;
  const asked: string[] = [];
  mockIPC((command) => {
    asked.push(command);
    if (refuse) throw { code: 'disk_full' };
    return { touched: [], saved_at: '' };
  });
  const state = { undo: { kind: last, about: 'Leila' }, redo: null, undo_loss: null, redo_loss: null };
  const undo = { attempt: new Attempt(), state, undo: vi.fn(), redo: vi.fn() };
  const { rerender } = render(Map, {
    view: {
      ...view,
      glance: { ...view.glance, status: 'active' },
      map: { ring_scheme, positions },
    },
    undo,
    presenting,
  });
  return { asked, undo, rerender, user: userEvent.setup() };
}

const leila = () => screen.getByLabelText(/^Leila, /u);

async function carryTo(target: Element) {
  const press = { button: 0, buttons: 1, pointerId: 1, clientX: 100, clientY: 100 };
  await fireEvent.pointerDown(leila(), press);
  await fireEvent.pointerMove(leila(), { ...press, clientX: 180 });
  beneath = target;
  await fireEvent.pointerUp(leila(), { ...press, clientX: 180 });
}

it('does not move a person who is dropped beside the drawing', async () => {
  const { asked } = present();
  await carryTo(screen.getByText('Leave'));
  expect(asked, 'a drop on the footer moves nobody').toEqual([]);
  await carryTo(document.querySelector('.canvas svg')!);
  await vi.waitFor(() => expect(asked).toEqual(['place_person']));
});

it('undoes changes of the drawing, by button and by keys, without naming anybody', async () => {
  const { undo, user } = present();
  await user.click(screen.getByLabelText('Undo'));
  leila().focus();
  await user.keyboard('{Control>}z{/Control}');
  expect(undo.undo).toHaveBeenCalledTimes(2);
  expect(document.querySelector('dialog [aria-live]')).toHaveTextContent(/^Undone$/u);
  expect(screen.getByLabelText('Redo'), 'nothing can be redone before an undo').toBeDisabled();
});

it('undoes one change for each press, however long the keys are held', async () => {
  const { undo } = present();
  await fireEvent.keyDown(leila(), { key: 'z', ctrlKey: true, repeat: true });
  expect(undo.undo).not.toHaveBeenCalled();
});

it('says that it shows a version, and that some people are hidden', async () => {
  const { rerender, user } = present('place_person', false, false);
  await user.selectOptions(screen.getByLabelText('Who is shown'), 'work');
  await user.click(screen.getByRole('radio', { name: /^baseline/u }));
  await rerender({ presenting: true });
  const shown = document.querySelector('dialog .notice');
  expect(shown).toHaveTextContent(/The map as it was in session 3, .*people not shown/u);
});

it('announces a new tie with the names used on the drawing', async () => {
  const { asked, user } = present();
  await user.click(screen.getByLabelText('Initials'));
  const [one, other] = document.querySelectorAll<SVGElement>('dialog .someone');
  one!.focus();
  await user.keyboard('{Enter}');
  const press = { button: 0, buttons: 1, pointerId: 1, clientX: 100, clientY: 100 };
  const handle = document.querySelector('dialog .handle')!;
  await fireEvent.pointerDown(handle, press);
  await fireEvent.pointerMove(handle, { ...press, clientX: 180 });
  Object.assign(document, { elementsFromPoint: () => [other!] });
  await fireEvent.pointerUp(handle, { ...press, clientX: 180 });
  await vi.waitFor(() => expect(asked).toContain('draw_tie'));
  const shown = document.querySelector('dialog [aria-live]');
  await vi.waitFor(() => expect(shown).toHaveTextContent(/tie drawn/u));
  expect(shown, 'people are named by their initials').not.toHaveTextContent(/Gareth|Leila/u);
});

it('does not undo changes that the drawing does not show', async () => {
  const { undo, user } = present('write_note');
  expect(screen.getByLabelText('Undo')).toBeDisabled();
  leila().focus();
  await user.keyboard('{Control>}z{/Control}');
  expect(undo.undo).not.toHaveBeenCalled();
});

it('shows a failed save in front of the presentation', async () => {
  present('place_person', true);
  await carryTo(document.querySelector('.canvas svg')!);
  const shown = await screen.findAllByText('Leila was put back: the change was not saved.');
  expect(shown.some((it) => it.closest('dialog'))).toBe(true);
});
