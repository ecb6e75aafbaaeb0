import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { createRawSnippet, type Component } from 'svelte';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { drafts, type ClientView, type RetentionRow } from '../backend';
import BeginCourse from '../clients/begin/BeginCourse.svelte';
import ClientDetails from '../clients/ClientDetails.svelte';
import AddClient from '../clients/list/AddClient.svelte';
import AmendContract from '../courses/AmendContract.svelte';
import Conclude from '../courses/Conclude.svelte';
import ContractForm from '../courses/ContractForm.svelte';
import ContractPanel from '../courses/ContractPanel.svelte';
import PhasePanel from '../courses/PhasePanel.svelte';
import ChooseFocus from '../focus/ChooseFocus.svelte';
import Formulation from '../focus/Formulation.svelte';
import GoalForm from '../focus/GoalForm.svelte';
import StepBoard from '../focus/StepBoard.svelte';
import NoteDialog from '../map/canvas/NoteDialog.svelte';
import { commandsFor } from '../map/editing/commands';
import { MapEditor } from '../map/editing/mapEditor.svelte';
import RingNames from '../map/RingNames.svelte';
import KeepVersion from '../map/versions/KeepVersion.svelte';
import RetentionDate from '../practice/RetentionDate.svelte';
import ContactDialog from '../risk/ContactDialog.svelte';
import NewRiskEntry from '../risk/NewRiskEntry.svelte';
import { instruments } from '../scales/instruments.svelte';
import AttendanceForm from '../sessions/attendance/AttendanceForm.svelte';
import SessionList from '../sessions/list/SessionList.svelte';
import DeclinedMeasure from '../sessions/measures/DeclinedMeasure.svelte';
import RemoveSheet from '../sessions/measures/RemoveSheet.svelte';
import ScoreOnly from '../sessions/measures/ScoreOnly.svelte';
import MissedPage from '../sessions/missed/MissedPage.svelte';
import SignedNote from '../sessions/note/SignedNote.svelte';
import Tasks from '../sessions/tasks/Tasks.svelte';
import CrisisNumbersForm from '../settings/CrisisNumbersForm.svelte';
import NewSheet from '../settings/NewSheet.svelte';
import { sampleView } from '../test-support/sampleCourse';
import { words } from '../words';

const today = '2026-03-01';
const view = sampleView(6);
const { glance, course } = view;
const slot = course.slots.find(({ id }) => id === 'slot-8')!;
const session = course.sessions!.find(({ locked_at }) => locked_at)!;
const measure = course.measures!.find(({ instrument }) => instrument === 'PHQ-9')!;
const unsigned = { ...course.contract!, agreed_date: null };
const reasoned = {
  ...view,
  scores: view.scores.map((score) => ({ ...score, removal_needs_reason: true })),
};
const client: ClientView = {
  id: view.client_id,
  client: course.client,
  archived: false,
  courses: [{ id: view.id, glance }],
  current: view.id,
  flags: [],
  checks: [],
};
const row = { client_id: view.client_id, course_id: view.id, code: 'C-001', name: 'Ruth', until: null };
const editor = new MapEditor(() => view, commandsFor(view.id));
const none = () => undefined;
const snippet = createRawSnippet(() => ({ render: () => '<p>sheet</p>' }));

// By text: a search by role computes the name of every element of the page.
const pressFirst = (name: string) => async (user: UserEvent) => user.click(screen.getAllByText(name)[0]!);

/** For what is open by itself when something was typed. */
const pressOnce = (name: string) => async (user: UserEvent) => {
  const button = screen.queryByText(name);
  if (button) await user.click(button);
};

interface Form {
  component: unknown;
  props: object;
  field: string | RegExp;
  text?: string;
  /** Opens the form, where the component shows it only after a press. */
  open?: (user: UserEvent) => Promise<void>;
}

const forms: Record<string, Form> = {
  'details of a client': {
    component: ClientDetails,
    props: { client, onclose: none },
    field: words.clients.gp,
  },
  'a new client': {
    component: AddClient,
    props: { onclose: none, onadded: none },
    field: words.clients.name,
  },
  'a new course': {
    component: BeginCourse,
    props: { client, today, onbegun: none },
    field: words.contract.place,
  },
  'the choice of a focus': {
    component: ChooseFocus,
    props: { view, today, changing: true, onclose: none },
    field: words.focus.choose.reason,
    open: async (user) => {
      const area = screen.getByLabelText(words.focus.choose.pick(words.phases.focus.grief));
      if (area.getAttribute('aria-pressed') === 'false') await user.click(area);
    },
  },
  'a formulation': {
    component: Formulation,
    props: { view, today },
    field: words.focus.formulation.reply,
    open: async (user) => {
      const edit = screen.queryByText(words.focus.formulation.edit);
      if (edit) await user.click(edit);
    },
  },
  'a goal': {
    component: GoalForm,
    props: { course: view, today, onsave: none, onclose: none },
    field: words.focus.goals.indicator,
  },
  'a step set aside': {
    component: StepBoard,
    props: { view, area: 'transition' },
    field: words.focus.board.reason,
    open: async (user) => {
      await user.click(screen.getAllByLabelText(/^Move/u)[0]!);
      await user.click(screen.getByText(words.focus.board.moveTo(words.focus.board.column.not_applicable)));
    },
  },
  'a note on the map': {
    component: NoteDialog,
    props: { editor, noting: {}, onclose: none },
    field: words.map.notes.text,
  },
  'names of rings': {
    component: RingNames,
    props: { editor, course: view, onclose: none },
    field: words.mapHistory.rings.ring(1),
  },
  'a version of the map': {
    component: KeepVersion,
    props: { editor, course: view, onclose: none },
    field: words.mapHistory.keep.notes,
  },
  'an amendment': {
    component: AmendContract,
    props: { view, today, onclose: none },
    field: words.courses.contract.reason,
  },
  'the day of an agreement': {
    component: ContractPanel,
    props: { view: { ...view, course: { ...course, contract: unsigned } }, today },
    field: words.courses.contract.agreedOn,
    text: '12/02/2026',
  },
  'the day of an amendment': {
    component: AmendContract,
    props: { view, today, onclose: none },
    field: words.courses.contract.agreedOn,
    text: '12/02/2026',
  },
  'the day of a goal': {
    component: GoalForm,
    props: { course: view, today, onsave: none, onclose: none },
    field: words.focus.goals.agreedOn,
    text: '12/02/2026',
  },
  'the day of a conclusion': {
    component: Conclude,
    props: { view, today, open: true, onclose: none },
    field: words.courses.conclude.concludedOn,
    text: '12/02/2026',
  },
  'the day of a gate': {
    component: PhasePanel,
    props: { view, today, onconclude: none },
    field: words.courses.gates.on,
    text: '12/02/2026',
    open: pressFirst(words.courses.gates.pass),
  },
  'a conclusion': {
    component: Conclude,
    props: { view, today, open: true, onclose: none },
    field: words.courses.conclude.risk,
  },
  'a contract': {
    component: ContractForm,
    props: { view, onclose: none },
    field: words.courses.contract.rows.cancellation,
  },
  'a passed gate': {
    component: PhasePanel,
    props: { view, today, onconclude: none },
    field: words.courses.gates.reason,
    open: pressFirst(words.courses.gates.pass),
  },
  'a date of retention': {
    component: RetentionDate,
    props: { row: row as unknown as RetentionRow, onclose: none },
    field: words.practice.retention.date,
    text: '31/12/2031',
  },
  'a missed session': {
    component: AttendanceForm,
    props: {
      view,
      status: 'dna',
      asked: { minutes: false, counts: false, date: false, reason: 'required' },
      slot,
      sentence: '',
      busy: false,
      onrecord: none,
      oncancel: none,
    },
    field: words.sessions.attendance.reasons.required,
  },
  'a slot': {
    component: SessionList,
    props: { view, today, onopen: none },
    field: words.sessions.attendance.moveTime,
    text: '14:30',
    open: pressFirst(words.sessions.list.addSlot),
  },
  'a risk entry': {
    component: NewRiskEntry,
    props: { view, today },
    field: words.risk.entry.text,
    open: pressOnce(words.risk.entry.add),
  },
  'whom to ring in an emergency': {
    component: ContactDialog,
    props: { client: view.client_id, contact: null, onclose: none },
    field: words.risk.help.relation,
  },
  'an attempt to reach the client': {
    component: MissedPage,
    props: { view, slot, today, sameDay: null, readonly: false },
    field: words.missed.text,
    open: pressOnce(words.missed.add),
  },
  'numbers in a crisis': {
    component: CrisisNumbersForm,
    props: {},
    field: words.settings.crisis.label,
  },
  'a declined measure': {
    component: DeclinedMeasure,
    props: { courseId: view.id, client: view.client_id, slot: slot.id!, instrument: 'PHQ-9' },
    field: words.measures.sheet.declineReason,
    open: async (user) => {
      const open = screen.queryByLabelText(words.measures.sheet.declineNamed('PHQ-9'));
      if (open) await user.click(open);
    },
  },
  'a sheet struck out': {
    component: RemoveSheet,
    props: { view: reasoned, measure, name: 'PHQ-9' },
    field: words.measures.remove.why('PHQ-9'),
    open: async (user) => {
      const open = screen.queryByLabelText(words.measures.remove.strikeNamed('PHQ-9'));
      if (open) await user.click(open);
    },
  },
  'a total from paper': {
    component: ScoreOnly,
    props: { view, slot, instrument: instruments.of('K10'), disabled: false, onempty: none },
    field: words.measures.scoreOnly.label(instruments.of('K10').name),
    text: '31',
  },
  'an addendum': {
    component: SignedNote,
    props: { view, slot: session.slot!, session },
    field: words.sessions.addendum.reason,
    open: async (user) => {
      const add = screen.queryByText(words.sessions.addendum.add);
      if (add) await user.click(add);
    },
  },
  'a note struck through': {
    component: SignedNote,
    props: { view, slot: session.slot!, session },
    field: words.sessions.strike.reason,
    open: pressFirst(words.sessions.strike.open),
  },
  'a task set aside': {
    component: Tasks,
    props: { view, slot: slot.id!, number: 7, disabled: false },
    field: words.sessions.tasks.reason,
    open: async (user) => user.click(screen.getAllByTitle(words.sessions.tasks.notNeeded)[0]!),
  },
  'a recovery sheet of a colleague': {
    component: NewSheet,
    props: { kind: 'colleague', sheet: snippet, ondone: none },
    field: words.settings.colleagueLabel,
  },
};

let rows: Map<string, string>;

beforeEach(() => {
  rows = new Map();
  mockIPC((command, payload) => {
    const { key, text } = payload as { key: string; text: string };
    if (command === 'save_draft') rows.set(key, text);
    if (command === 'drop_draft') rows.delete(key);
    if (command === 'load_drafts') return [...rows].map(([key, text]) => ({ key, text }));
    if (command === 'crisis_numbers') return [];
    if (command === 'formats')
      return [
        {
          id: 'ipt-16',
          least: 16,
          usual: 16,
          ceiling: 20,
          minutes: [50, 60],
          cadence: 'weekly',
          bounds: null,
        },
      ];
    return null;
  });
});

afterEach(() => {
  cleanup();
  clearMocks();
});

async function open({ component, props, open: press, field }: Form, user: UserEvent) {
  render(component as Component, props);
  await press?.(user);
  return screen.findByLabelText<HTMLInputElement>(field);
}

describe.each(Object.entries(forms))('%s', (_, form) => {
  test('is there again after the form was closed, after a lock and after a reload', async () => {
    const user = userEvent.setup();
    const field = await open(form, user);
    const before = field.value;
    await user.clear(field);
    await user.type(field, form.text ?? 'half a sen');
    const typed = field.value;
    expect(typed, 'something is typed').not.toBe(before);
    cleanup();
    expect(await open(form, user), 'closed in any way').toHaveValue(
      field.type === 'number' ? Number(typed) : typed,
    );

    await drafts.flush();
    drafts.forget();
    cleanup();
    await drafts.restore();
    expect((await open(form, user)).value, 'after a lock').toBe(typed);

    await user.click(screen.getByText(words.design.discardDraft));
    // Without a choice a form may not show the field.
    const left = screen.queryByLabelText<HTMLInputElement>(form.field);
    expect(left?.value ?? '', 'discarded').toBe(before);
    expect([...rows.keys()], 'nothing is left on disk').toEqual([]);
  });
});
