import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Fault, type CourseView, type Person } from '../../backend';
import { sampleView } from '../../test-support/sampleCourse';
import { MapEditor } from './mapEditor.svelte';
import type { MapCommands } from './commands';

/** A program that records commands, and refuses them on request. */
function program() {
  let view: CourseView = $state.raw(withMap());
  const refuse = { next: false };
  const asked: string[] = [];
  const answer = async <T>(what: string, value: T, change: (view: CourseView) => void): Promise<T> => {
    asked.push(what);
    if (refuse.next) throw new Fault({ code: 'disk_full' });
    const after = structuredClone(view);
    change(after);
    view = after;
    return value;
  };
  const commands: MapCommands = {
    add: (text) =>
      answer(`add ${text}`, 'new', (it) => {
        it.course.people?.push({ id: 'new', label: text, category: 'other', alive: 'alive' });
      }),
    edit: (person) =>
      answer(`edit ${person.id}`, null, (it) => {
        it.course.people = it.course.people?.map((old) => (old.id === person.id ? person : old)) ?? null;
      }),
    place: (id, { ring, angle }) =>
      answer(`place ${id} ${ring} ${angle}`, null, (it) => {
        it.map.positions = it.map.positions.filter(({ person_id }) => person_id !== id);
        it.map.positions.push({ person_id: id, ring, angle_deg: angle });
      }),
    unplace: (id) =>
      answer(`unplace ${id}`, null, (it) => {
        it.map.positions = it.map.positions.filter(({ person_id }) => person_id !== id);
      }),
    setQuality: (id, quality) => answer(`quality ${id} ${quality ?? 'none'}`, null, () => undefined),
    takeSnapshot: (kind, slot) => answer(`snapshot ${kind} ${slot ?? 'today'}`, null, () => undefined),
    drawTie: (tie) =>
      answer(
        `tie ${tie.one} ${tie.other} ${tie.quality ?? 'unsaid'} ${tie.words ?? ''}`.trim(),
        null,
        (it) => {
          it.map.ties = [...(it.map.ties ?? []).filter(({ other }) => other !== tie.other), tie];
        },
      ),
    dropTie: (one, other) =>
      answer(`drop tie ${one} ${other}`, null, (it) => {
        it.map.ties = null;
      }),
    addNote: (text, { angle, distance }) =>
      answer(`note ${text} ${angle} ${distance}`, null, (it) => {
        it.map.placed_notes = [{ id: 'n1', text, angle_deg: angle, distance }];
      }),
    rewriteNote: (note, text) => answer(`rewrite ${note} ${text}`, null, () => undefined),
    moveNote: (note, { angle, distance }) =>
      answer(`move ${note} ${angle} ${distance}`, null, () => undefined),
    dropNote: (note) => answer(`drop ${note}`, null, () => undefined),
  };
  return { editor: new MapEditor(() => view, commands), asked, refuse, view: () => view };
}

function withMap(): CourseView {
  const view = sampleView();
  const { ring_scheme, positions } = view.course.map_snapshots![0]!;
  return { ...view, map: { ring_scheme, positions } };
}

const settled = () => vi.waitFor(() => Promise.resolve());

describe('moving a person', () => {
  let stage: ReturnType<typeof program>;
  beforeEach(() => (stage = program()));

  it('is shown at once and saved by the program', async () => {
    const { editor, asked } = stage;
    editor.place('p02', { ring: 3, angle: 10 });
    expect(editor.find('p02'), 'the move is shown before the program answers').toMatchObject({
      ring: 3,
      angle: 10,
    });
    await settled();
    expect(asked).toEqual(['place p02 3 10']);
    expect(editor.find('p02')).toMatchObject({ ring: 3, angle: 10 });
  });

  it('shows the quality of the inventory at once, also while dragging', () => {
    const { editor } = stage;
    expect(editor.visitor('p13')?.tie).toBe('supportive');
    editor.place('p13', { ring: 3, angle: 10 });
    expect(editor.find('p13')?.tie).toBe('supportive');
  });

  it('is undone and announced when it is refused', async () => {
    const { editor, refuse } = stage;
    refuse.next = true;
    editor.place('p02', { ring: 3, angle: 10 });
    await vi.waitFor(() => expect(editor.refused?.fault.code).toBe('disk_full'));
    expect(editor.find('p02'), 'the person is where the record has her').toMatchObject({
      ring: 1,
      angle: 330,
    });
    expect(editor.refused?.name).toBe('Leila');
  });

  it('by several arrow keys is one change, saved after a pause', async () => {
    vi.useFakeTimers();
    const { editor, asked } = stage;
    for (const angle of [335, 340, 345]) editor.nudge('p02', { ring: 1, angle });
    expect(editor.find('p02')?.angle, 'the drawing follows every key').toBe(345);
    expect(asked, 'nothing is saved before the pause').toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual(['place p02 1 345']);
    vi.useRealTimers();
  });

  it('by arrow keys is saved at once when another person is chosen', async () => {
    const { editor, asked } = stage;
    editor.nudge('p02', { ring: 2, angle: 330 });
    editor.select('p01');
    await settled();
    expect(asked).toEqual(['place p02 2 330']);
  });

  it('by arrow keys is saved before the next command', async () => {
    const { editor, asked } = stage;
    editor.nudge('p02', { ring: 2, angle: 330 });
    editor.unplace('p02');
    await editor.allSaved();
    expect(asked, 'the move is saved before the next command').toEqual(['place p02 2 330', 'unplace p02']);
    expect(editor.find('p02')).toBeUndefined();
  });

  it('announces the ring and the life context', () => {
    stage.editor.place('p02', { ring: 2, angle: 60 });
    expect(stage.editor.announcement).toBe('Leila: close, friends');
  });

  it('to the tray and back keeps the order of the record', async () => {
    const { editor } = stage;
    editor.unplace('p01');
    expect(editor.view.tray[0]?.label, 'Gareth comes first in the tray').toBe('Gareth');
    await settled();
    editor.place('p01', { ring: 1, angle: 270 });
    expect(editor.view.people[0]?.label).toBe('Gareth');
  });
});

describe('writing about a person', () => {
  it('loses nothing when two fields are saved one after the other', async () => {
    const { editor, asked, view } = program();
    const kept = Promise.all([
      editor.edit('p02', { satisfying: 'Sunday calls' }),
      editor.change('p02', { confides: 'yes' }),
    ]);
    expect(editor.textOf('p02', 'satisfying')).toBe('Sunday calls');
    await kept;
    const leila = view().course.people?.find(({ id }) => id === 'p02');
    expect(leila).toMatchObject({ satisfying: 'Sunday calls', confides: 'yes' });
    expect(asked).toEqual(['edit p02', 'edit p02']);
  });

  it('fails when it is refused, so that the field keeps the text', async () => {
    const { editor, refuse } = program();
    refuse.next = true;
    await expect(editor.edit('p02', { satisfying: 'x' })).rejects.toThrow('disk_full');
    expect(editor.textOf('p02', 'satisfying'), 'the record is unchanged').toBe('Warm weekly calls');
  });

  it('saves the quality in the map for a person on it, and else in the inventory', async () => {
    const { editor, asked } = program();
    const [leila, tray] = [editor.find('p02')!.person, editor.view.tray[0] as Person];
    await editor.setQuality(leila, 'mixed');
    await editor.setQuality(tray, 'strained');
    expect(asked).toEqual(['quality p02 mixed', `edit ${tray.id}`]);
  });
});

describe('adding people', () => {
  it('puts them into the tray and announces it', async () => {
    const { editor } = program();
    expect(await editor.add(' Ruth, neighbour ')).toBe(true);
    expect(editor.view.tray.at(-1)?.label).toBe('Ruth, neighbour');
    expect(editor.announcement).toBe('Ruth added to the tray');
  });

  it('announces a refusal', async () => {
    const { editor, refuse } = program();
    refuse.next = true;
    expect(await editor.add('Ruth')).toBe(false);
    expect(editor.refused?.name).toBe('Ruth');
  });

  it('finds a free place in their life context when a ring is chosen', async () => {
    const { editor } = program();
    const ellis = editor.view.tray.find(({ label }) => label === 'Ellis')!;
    editor.placeInRing(ellis, 3);
    const { ring, angle } = editor.find(ellis.id)!;
    expect(ring).toBe(3);
    expect(angle, 'the place is in the sector of the community').toBeGreaterThanOrEqual(180);
    expect(angle).toBeLessThan(227);
  });
});

describe('versions', () => {
  it('show the earlier map and cannot be changed', () => {
    const { editor } = program();
    editor.version = 'map-3';
    expect(editor.fixed).toBe(true);
    expect(editor.view.people).toHaveLength(15);
    expect(editor.find('p05')?.ring, 'the earlier map shows Nasreen nearer').toBe(2);
  });

  it('belong to the slot in which they are taken', async () => {
    const { editor, asked } = program();
    await editor.takeSnapshot('mid', 'slot-8');
    expect(asked).toEqual(['snapshot mid slot-8']);
    expect(editor.announcement).toBe('The mid-course version is kept.');
  });
});

it('a filter hides people and moves nobody', () => {
  const { editor } = program();
  const before = editor.view.people;
  editor.filter = 'focus';
  expect(editor.people.map(({ label }) => label)).toEqual(['Gareth', 'Mrs Rahmani']);
  expect(editor.view.people).toEqual(before);
});

describe('drawing by hand', () => {
  it('makes one tie, from whichever end it is drawn', async () => {
    const { editor, asked } = program();
    await editor.tiesAndNotes.tie('p01', 'p02');
    await editor.tiesAndNotes.tie('p02', 'p01');
    await editor.tiesAndNotes.tie('p01', 'p01');
    expect(asked).toEqual(['tie p01 p02 unsaid']);
    expect(editor.view.between).toMatchObject([{ one: 'p01', other: 'p02', tie: 'unsaid' }]);
    await editor.tiesAndNotes.draw({ one: 'p01', other: 'p02', quality: 'strained', words: null });
    await editor.tiesAndNotes.word({ one: 'p01', other: 'p02', quality: null, words: null }, ' sisters ');
    expect(asked.at(-1), 'a new word keeps the quality').toBe('tie p01 p02 strained sisters');
    const tie = { one: 'p01', other: 'p02', quality: null, words: null };
    await Promise.all([
      editor.tiesAndNotes.quality(tie, 'conflict'),
      editor.tiesAndNotes.word(tie, 'rivals'),
    ]);
    expect(asked.at(-1), 'a new word keeps a quality that is being saved').toBe(
      'tie p01 p02 conflict rivals',
    );
  });

  it('shows a moved note at once, and at its old place after a refusal', async () => {
    const { editor, refuse } = program();
    await editor.tiesAndNotes.addNote(' Since the move ', { angle: 300, distance: 1 });
    expect(editor.view.notes).toMatchObject([{ text: 'Since the move', angle_deg: 300 }]);
    refuse.next = true;
    const moving = editor.tiesAndNotes.moveNote('n1', { angle: 10, distance: 0.5 });
    expect(editor.view.notes[0]).toMatchObject({ angle_deg: 10, distance: 0.5 });
    await moving;
    expect(editor.view.notes[0]).toMatchObject({ angle_deg: 300, distance: 1 });
    expect(editor.refused?.name).toBe('note');
  });

  it('saves several arrow keys on a note as one move', async () => {
    vi.useFakeTimers();
    const { editor, asked } = program();
    await editor.tiesAndNotes.addNote('Since the move', { angle: 300, distance: 1 });
    for (const angle of [305, 310, 315]) editor.tiesAndNotes.nudgeNote('n1', { angle, distance: 1 });
    expect(editor.view.notes, 'the drawing follows every key').toMatchObject([{ angle_deg: 315 }]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked.slice(1)).toEqual(['move n1 315 1']);
    vi.useRealTimers();
  });

  it('keeps refused words in their field', async () => {
    const { editor, refuse } = program();
    refuse.next = true;
    await expect(editor.tiesAndNotes.word({ one: 'p01', other: 'p02' }, 'sisters')).rejects.toBeDefined();
    await expect(editor.tiesAndNotes.rewriteNote('n1', 'later')).rejects.toBeDefined();
  });
});
