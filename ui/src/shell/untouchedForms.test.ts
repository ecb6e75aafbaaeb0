import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { Component } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import type { ClientView, CourseView, RetentionRow } from '../backend';
import ClientDetails from '../clients/ClientDetails.svelte';
import AddClient from '../clients/list/AddClient.svelte';
import AmendContract from '../courses/AmendContract.svelte';
import Conclude from '../courses/Conclude.svelte';
import ContractForm from '../courses/ContractForm.svelte';
import PhasePanel from '../courses/PhasePanel.svelte';
import ChooseFocus from '../focus/ChooseFocus.svelte';
import Formulation from '../focus/Formulation.svelte';
import GoalCard from '../focus/GoalCard.svelte';
import Goals from '../focus/Goals.svelte';
import StepBoard from '../focus/StepBoard.svelte';
import { slotIdOf } from '../lib/slots';
import NoteDialog from '../map/canvas/NoteDialog.svelte';
import { Drag } from '../map/canvas/drag.svelte';
import { commandsFor } from '../map/editing/commands';
import { MapEditor } from '../map/editing/mapEditor.svelte';
import RingNames from '../map/RingNames.svelte';
import TieTable from '../map/table/TieTable.svelte';
import Tray from '../map/Tray.svelte';
import KeepVersion from '../map/versions/KeepVersion.svelte';
import RetentionDate from '../practice/RetentionDate.svelte';
import { ringsOf } from '../rings/scheme';
import ContactDialog from '../risk/ContactDialog.svelte';
import NewRiskEntry from '../risk/NewRiskEntry.svelte';
import { draftOf, formOf } from '../risk/planForm';
import SafetyPlan from '../risk/SafetyPlan.svelte';
import { instruments } from '../scales/instruments.svelte';
import DeclinedMeasure from '../sessions/measures/DeclinedMeasure.svelte';
import RemoveSheet from '../sessions/measures/RemoveSheet.svelte';
import ScoreOnly from '../sessions/measures/ScoreOnly.svelte';
import MissedPage from '../sessions/missed/MissedPage.svelte';
import SignedNote from '../sessions/note/SignedNote.svelte';
import Tasks from '../sessions/tasks/Tasks.svelte';
import CrisisNumbersForm from '../settings/CrisisNumbersForm.svelte';
import { emptyView, sampleView } from '../test-support/sampleCourse';
import { words } from '../words';

const today = '2026-03-01';
const none = () => undefined;

/** A record in which everything that these forms show is said, with texts that a form could spoil. */
function fullView(): CourseView {
  const view = sampleView(6);
  const { course } = view;
  course.contract = {
    ...course.contract!,
    measures: ['PHQ-9', 'WSAS at 1, 8, 16'],
    place: ' Room 2 ',
    recording_consent: null,
    gp_contact_consent: false,
  };
  course.focus = { ...course.focus!, goals_due: true };
  course.safety_plan = {
    version: 1,
    created: '2026-02-01',
    warning_signs: [' Not sleeping '],
    likelihood_to_use_0_10: 7,
  };
  course.formulation = { ...course.formulation!, accepted: null, client_reply: ' Yes. ' };
  const placed_notes = [{ id: 'n1', text: ' since the move ', angle_deg: 315, distance: 1.1 }];
  const { ring_scheme, positions } = course.map_snapshots![0]!;
  return {
    ...view,
    map: { ring_scheme, positions, placed_notes },
    scores: view.scores.map((score) => ({ ...score, removal_needs_reason: true })),
  };
}

const records: readonly (() => CourseView)[] = [fullView, emptyView];

const clientOf = (view: CourseView): ClientView => ({
  id: view.client_id,
  client: { ...view.course.client, display_name: ' Ruth ', gp: '' },
  archived: false,
  courses: [{ id: view.id, glance: view.glance }],
  current: view.id,
  flags: [],
  checks: [],
});
const rowOf = (view: CourseView) =>
  ({
    client_id: view.client_id,
    course_id: view.id,
    code: 'C-001',
    name: null,
    until: view.course.sessions ? '2033-01-06' : null,
  }) as unknown as RetentionRow;
const editorOf = (view: CourseView) => new MapEditor(() => view, commandsFor(view.id));
const slotOf = (view: CourseView) => view.course.slots.find(({ id }) => id === 'slot-2')!;

type Payload = Record<string, unknown>;

interface Form {
  component: unknown;
  props: (view: CourseView) => object | null;
  /** Opens the form, where the component shows it only after a press. */
  open?: (user: UserEvent) => Promise<void>;
  /** Whether what was sent is what is recorded; the program then saves nothing. */
  same?: (payload: Payload, view: CourseView) => boolean;
}

const press = (name: string | RegExp) => async (user: UserEvent) => {
  const [button] = screen.queryAllByRole('button', { name });
  if (button) await user.click(button);
};
const recorded = (value: unknown) => value ?? null;
/** `what` of the record; null where the record has none, so that there is no such form. */
const withOne = <T>(one: T | undefined, props: (one: T) => object) => (one === undefined ? null : props(one));

/** The forms of each component with a form. A text says why the button of a form is no save of a record. */
const forms: Record<string, readonly Form[] | string> = {
  ClientDetails: [{ component: ClientDetails, props: (view) => ({ client: clientOf(view), onclose: none }) }],
  AddClient: [{ component: AddClient, props: () => ({ onclose: none, onadded: none }) }],
  ContractForm: [{ component: ContractForm, props: (view) => ({ view, onclose: none }) }],
  AmendContract: [{ component: AmendContract, props: (view) => ({ view, today, onclose: none }) }],
  Conclude: [{ component: Conclude, props: (view) => ({ view, today, open: true, onclose: none }) }],
  PhasePanel: [
    {
      component: PhasePanel,
      props: (view) => ({ view, today, onconclude: none }),
      open: press(words.courses.gates.pass),
    },
  ],
  ChooseFocus: [
    { component: ChooseFocus, props: (view) => ({ view, today, changing: true, onclose: none }) },
    { component: ChooseFocus, props: (view) => ({ view, today, changing: false, onclose: none }) },
  ],
  Formulation: [
    {
      component: Formulation,
      props: (view) => ({ view, today }),
      open: async (user) => {
        await press(words.focus.formulation.edit)(user);
        await press(words.focus.formulation.write)(user);
      },
      same: ({ formulation }, { course }) => {
        const kept = course.formulation;
        const { text, shared_on, accepted, client_reply, linked_events } = formulation as Payload;
        return (
          text === kept?.text &&
          shared_on === recorded(kept?.shared_on) &&
          accepted === recorded(kept?.accepted) &&
          client_reply === recorded(kept?.client_reply) &&
          JSON.stringify(linked_events) === JSON.stringify(recorded(kept?.linked_events))
        );
      },
    },
  ],
  GoalForm: [
    {
      component: GoalCard,
      props: (view) => withOne(view.course.goals?.[0], (goal) => ({ view, goal })),
      open: press(/^Edit/u),
      same: ({ text, indicator }, { course }) => {
        const goal = course.goals?.[0];
        return text === goal?.text && indicator === recorded(goal?.indicator);
      },
    },
    { component: Goals, props: (view) => ({ view, today }), open: press(words.focus.goals.add) },
  ],
  StepBoard: [
    {
      component: StepBoard,
      props: (view) => ({ view, area: 'transition' }),
      open: async (user) => {
        await press(/^Move/u)(user);
        const aside = words.focus.board.moveTo(words.focus.board.column.not_applicable);
        const item = screen.queryByRole('menuitem', { name: aside });
        if (item) await user.click(item);
      },
    },
  ],
  NoteDialog: [
    {
      component: NoteDialog,
      props: (view) =>
        withOne(view.map.placed_notes?.[0], ({ id }) => ({
          editor: editorOf(view),
          noting: { note: id },
          onclose: none,
        })),
      same: ({ text }, { map }) => text === map.placed_notes?.[0]?.text,
    },
    {
      component: NoteDialog,
      props: (view) => ({ editor: editorOf(view), noting: {}, onclose: none }),
    },
  ],
  RingNames: [
    {
      component: RingNames,
      props: (view) => ({ editor: editorOf(view), course: view, onclose: none }),
      same: ({ names }, { map }) =>
        JSON.stringify(names) === JSON.stringify(ringsOf(map.ring_scheme).map(({ name }) => name)),
    },
  ],
  Tray: [
    {
      component: Tray,
      props: (view) => ({
        editor: editorOf(view),
        drag: new Drag(none),
        mode: 'drawing',
        here: true,
        onplaced: none,
      }),
    },
  ],
  TieTable: [
    {
      component: TieTable,
      props: (view) => (view.course.people ? { editor: editorOf(view), course: view } : null),
    },
  ],
  KeepVersion: [
    {
      component: KeepVersion,
      props: (view) =>
        withOne(view.course.map_snapshots?.[0], (version) => ({
          editor: editorOf(view),
          course: view,
          version,
          onclose: none,
        })),
      same: ({ kind, slot, notes, redrawn }, { course, glance }) => {
        const version = course.map_snapshots?.[0];
        return (
          kind === version?.kind &&
          slot === slotIdOf(glance.pips, version?.session_number) &&
          notes === recorded(version?.notes) &&
          redrawn === false
        );
      },
    },
  ],
  RetentionDate: [{ component: RetentionDate, props: (view) => ({ row: rowOf(view), onclose: none }) }],
  RiskEntry: [
    { component: NewRiskEntry, props: (view) => ({ view, today }), open: press(words.risk.entry.add) },
  ],
  ContactDialog: [
    {
      component: ContactDialog,
      props: ({ client_id, course }) => ({
        client: client_id,
        contact: recorded(course.client.emergency_contact),
        onclose: none,
      }),
      open: press(words.risk.help.change),
      same: ({ contact }, { course }) => {
        const { name, relation, phone } = (contact ?? {}) as Payload;
        const kept = course.client.emergency_contact;
        return (
          name === kept?.name && relation === recorded(kept?.relation) && phone === recorded(kept?.phone)
        );
      },
    },
  ],
  SafetyPlan: [
    {
      component: SafetyPlan,
      props: (view) => ({ view, onclose: none }),
      open: async (user) => {
        await press(words.risk.plan.change)(user);
        await press(words.risk.plan.write)(user);
      },
      same: ({ plan }, { course }) =>
        JSON.stringify(plan) === JSON.stringify(draftOf(formOf(course.safety_plan))),
    },
  ],
  ContactAttempts: [
    {
      component: MissedPage,
      props: (view) => ({ view, slot: slotOf(view), today, sameDay: null, readonly: false }),
      open: press(words.missed.add),
    },
  ],
  CrisisNumbersForm: [{ component: CrisisNumbersForm, props: () => ({}) }],
  DeclinedMeasure: [
    {
      component: DeclinedMeasure,
      props: (view) => ({
        courseId: view.id,
        client: view.client_id,
        slot: slotOf(view).id,
        instrument: 'PHQ-9',
      }),
      open: press(words.measures.sheet.declineNamed('PHQ-9')),
    },
  ],
  RemoveSheet: [
    {
      component: RemoveSheet,
      props: (view) => withOne(view.course.measures?.[0], (measure) => ({ view, measure, name: 'PHQ-9' })),
      open: press(words.measures.remove.strikeNamed('PHQ-9')),
    },
  ],
  ScoreOnly: [
    {
      component: ScoreOnly,
      props: (view) => ({
        view,
        slot: slotOf(view),
        instrument: instruments.of('K10'),
        disabled: false,
        onempty: none,
      }),
    },
    {
      component: ScoreOnly,
      props: (view) => ({
        view,
        slot: view.course.slots[0],
        instrument: instruments.of('WSAS'),
        disabled: false,
        onempty: none,
      }),
    },
  ],
  SignedNote: [words.sessions.addendum.add, words.sessions.strike.open].map((name) => ({
    component: SignedNote,
    props: (view) =>
      withOne(
        view.course.sessions?.find(({ locked_at }) => locked_at),
        (session) => ({ view, slot: session.slot, session }),
      ),
    open: press(name),
  })),
  Tasks: [
    {
      component: Tasks,
      props: (view) => ({ view, slot: 'slot-8', number: 7, disabled: false }),
      open: press(/not needed/iu),
    },
  ],
  AttendanceForm: 'it opens once a status was chosen, which is what it records',
  BeginCourse: 'its button begins a course of the plan that is shown',
  SessionList: 'its button adds a slot on the day that is shown',
  SignBar: 'its button signs the note',
  RemovePerson: 'its button removes a person',
  ContractPanel: 'its button agrees the contract on the day that is shown',
  EraseClient: 'its button erases a client',
  ExportDialog: 'its button writes a file',
  BackupDialog: 'it acts on a backup',
  AuditTrail: 'it is a filter',
  Dialog: 'it is the frame of other forms',
  SecretDialog: 'it asks for a secret',
  LockScreen: 'it asks for a secret',
  NewVault: 'it makes a vault',
  NewPassphraseOffer: 'it changes the passphrase',
  ChangePassphrase: 'it changes the passphrase',
  ReplaceKey: 'it replaces the key',
  Rehearsal: 'it compares what is typed with the sheet',
};

const sources = import.meta.glob<string>('../**/*.svelte', { query: '?raw', import: 'default', eager: true });
const withForm = Object.entries(sources)
  .filter(([, source]) => /<form\b|\bonsubmit=/u.test(source))
  .map(([file]) => file.slice(file.lastIndexOf('/') + 1).replace('.svelte', ''));

afterEach(() => {
  cleanup();
  clearMocks();
});

test('each component with a form is walked through, or listed with a reason', () => {
  expect(Object.keys(forms).sort()).toEqual(withForm.sort());
});

/** Commands that change no record; a draft is dropped once a form is saved. */
const asks = /^(?:preview_|load_)|^(?:formats|clients|crisis_numbers|person_history|drop_draft)$/u;

/** Opens a form and presses its save. Answers whether there was a form, and the commands that were sent. */
async function saveUntouched({ component, props, open }: Form, view: CourseView) {
  const sent: [string, Payload][] = [];
  mockIPC((command, payload) => {
    if (!asks.test(command)) sent.push([command, payload as Payload]);
    if (command === 'formats') {
      const [minutes, cadence] = [[50, 60], 'weekly'];
      return [{ id: 'ipt-16', least: 16, usual: 16, ceiling: 20, minutes, cadence, bounds: null }];
    }
    if (command === 'crisis_numbers') return [];
    return { touched: [], saved_at: '', id: 'new' };
  });
  const given = props(view);
  if (!given) return { found: false, sent };
  const user = userEvent.setup();
  render(component as Component, given);
  await open?.(user);
  const shown = [...document.querySelectorAll('form')];
  for (const form of shown) {
    const button = form.querySelector<HTMLButtonElement>('button[type="submit"]');
    // Without a button Enter sends the form.
    if (!button) await fireEvent.submit(form);
    else if (!button.disabled) await user.click(button);
  }
  await new Promise((done) => setTimeout(done, 20));
  return { found: shown.length > 0, sent };
}

const walked = Object.entries(forms).flatMap(([name, ways]) =>
  typeof ways === 'string' ? [] : ways.map((form, nth) => ({ name, nth: nth + 1, form })),
);

test.each(walked)('$name, form $nth, changes nothing when it was only opened', async ({ form }) => {
  let opened = false;
  for (const view of records) {
    const { found, sent } = await saveUntouched(form, view());
    opened ||= found;
    const changes = sent.filter(([, payload]) => !form.same?.(payload, view()));
    expect(changes).toEqual([]);
    cleanup();
  }
  expect(opened, 'there was a form').toBe(true);
});
