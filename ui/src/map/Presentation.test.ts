import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { fireEvent, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterAll, expect, it, vi } from 'vitest';
import type { EditKind } from '../backend';
import { Attempt } from '../backend';
import { sampleView } from '../test-support/sampleCourse';
import Map from './Map.svelte';

// What the test environment lacks of a window: no pointer is captured, and nothing lies anywhere.
vi.stubGlobal('CSS', { escape: (text: string) => text });
Element.prototype.setPointerCapture = () => undefined;
Object.assign(SVGElement.prototype, { getScreenCTM: () => null });
let beneath: Element | null = null;
Object.assign(document, { elementFromPoint: () => beneath });

afterAll(() => clearMocks());

function present(last: EditKind = 'place_person', refuse = false) {
  const view = sampleView();
  const { ring_scheme, positions } = view.course.map_snapshots![0]!;
  const asked: string[] = [];
  mockIPC((command) => {
    asked.push(command);
    if (refuse) throw { code: 'disk_full' };
    return { touched: [], saved_at: '' };
  });
  const undo = { attempt: new Attempt(), undo: vi.fn(), redo: vi.fn() };
  render(Map, {
    view: {
      ...view,
      glance: { ...view.glance, status: 'active' },
      map: { ring_scheme, positions },
      undo: { undo: { kind: last, about: 'Leila' }, redo: null },
    },
    undo,
    presenting: true,
  });
  return { asked, undo, user: userEvent.setup() };
}

const leila = () => screen.getByLabelText(/^Leila, /u);

async function carryTo(target: Element) {
  const press = { button: 0, pointerId: 1, clientX: 100, clientY: 100 };
  await fireEvent.pointerDown(leila(), press);
  await fireEvent.pointerMove(leila(), { ...press, clientX: 180 });
  beneath = target;
  await fireEvent.pointerUp(leila(), { ...press, clientX: 180 });
}

it('puts nobody outside who is let go beside the drawing', async () => {
  const { asked } = present();
  await carryTo(screen.getByText('Leave'));
  expect(asked, 'the footer is no place on the map').toEqual([]);
  await carryTo(document.querySelector('.canvas svg')!);
  await vi.waitFor(() => expect(asked).toEqual(['place_person']));
});

it('takes back what is seen on the drawing, by its button and by the keys, and names nobody', async () => {
  const { undo, user } = present();
  await user.click(screen.getByLabelText('Undo'));
  leila().focus();
  await user.keyboard('{Control>}z{/Control}');
  expect(undo.undo).toHaveBeenCalledTimes(2);
  expect(document.querySelector('dialog [aria-live]')).toHaveTextContent(/^Undone$/u);
  expect(screen.getByLabelText('Redo'), 'nothing was taken back').toBeDisabled();
});

it('takes back nothing that is not seen there', async () => {
  const { undo, user } = present('write_note');
  expect(screen.getByLabelText('Undo')).toBeDisabled();
  leila().focus();
  await user.keyboard('{Control>}z{/Control}');
  expect(undo.undo).not.toHaveBeenCalled();
});

it('says in front what was not saved', async () => {
  present('place_person', true);
  await carryTo(document.querySelector('.canvas svg')!);
  const said = await screen.findAllByText('Leila was put back: the change was not saved.');
  expect(said.some((it) => it.closest('dialog'))).toBe(true);
});
