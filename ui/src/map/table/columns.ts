import type { Person } from '../../backend';
import type { Ring } from '../../rings/scheme';
import { words } from '../../words';
import { questions, type PersonTextField } from '../model/personFields';
import { optionsOf, ringChoices } from '../model/options';

interface Option {
  readonly value: string;
  readonly label: string;
}

/**
 * A column of the table: the place on the map, or a field of the inventory that is text, a choice, several choices, or
 * a tick box.
 */
export type Column = { readonly name: string } & (
  | { readonly kind: 'closeness' }
  | { readonly kind: 'direction' }
  | { readonly kind: 'quality' }
  | { readonly kind: 'text'; readonly field: PersonTextField }
  | {
      readonly kind: 'one';
      readonly options: readonly Option[];
      /** An option is always chosen; it cannot be cleared. */
      readonly always?: boolean;
      readonly of: (person: Person) => string | null;
      readonly change: (value: string | null) => Partial<Person>;
    }
  | {
      readonly kind: 'several';
      readonly options: readonly Option[];
      readonly field: 'contact_mode' | 'support_received' | 'support_given';
    }
  | { readonly kind: 'yes'; readonly field: 'focus_person' | 'possible_ally' | 'sensitive' }
);

/** The parts of the inventory that the table shows one at a time. All of it would be thirty columns wide. */
export const parts = ['map', 'contact', 'support', 'words', 'about'] as const;
export type Part = (typeof parts)[number];

const texts = words.map.panel;
const named = words.map.table;

/** One value of a field, as an option of a select. */
function one<
  F extends 'category' | 'context' | 'alive' | 'confides' | 'knows_about_illness' | 'contact_frequency',
>(
  name: string,
  field: F,
  names: Readonly<Record<NonNullable<Person[F]> & string, string>>,
  always = false,
): Column {
  const options = optionsOf(names);
  return {
    kind: 'one',
    name,
    options,
    always,
    of: (person) => person[field] ?? null,
    change: (value) => ({ [field]: options.find((option) => option.value === value)?.value ?? null }),
  };
}

function ring(name: string, field: 'closeness_felt' | 'closeness_wanted', rings: readonly Ring[]): Column {
  return {
    kind: 'one',
    name,
    options: ringChoices(rings),
    of: (person) => (person[field] == null ? null : String(person[field])),
    change: (value) => ({ [field]: value === null ? null : Number(value) }),
  };
}

function balance(): Column {
  const options = optionsOf(words.map.reciprocity);
  return {
    kind: 'one',
    name: texts.reciprocity,
    options,
    of: ({ reciprocity }) => (reciprocity == null ? null : (options[reciprocity + 2]?.value ?? null)),
    change: (value) => ({
      reciprocity: value === null ? null : options.findIndex((option) => option.value === value) - 2,
    }),
  };
}

/** The columns of a part. */
export function columnsOf(part: Part, rings: readonly Ring[]): readonly Column[] {
  switch (part) {
    case 'map':
      return [
        { kind: 'text', name: named.relation, field: 'relation' },
        { kind: 'closeness', name: named.closeness },
        { kind: 'direction', name: named.direction },
        { kind: 'quality', name: named.quality },
        one(named.contact, 'contact_frequency', words.map.frequencies),
      ];
    case 'contact':
      return [
        { kind: 'several', name: texts.modes, field: 'contact_mode', options: optionsOf(words.map.modes) },
        one(texts.confides, 'confides', words.map.partly),
        one(texts.knows, 'knows_about_illness', words.map.partly),
      ];
    case 'support':
      return [
        {
          kind: 'several',
          name: texts.received,
          field: 'support_received',
          options: optionsOf(words.map.supports),
        },
        {
          kind: 'several',
          name: texts.given,
          field: 'support_given',
          options: optionsOf(words.map.supports),
        },
        balance(),
      ];
    case 'words':
      return questions.map((field) => ({ kind: 'text', name: texts.questions[field], field }));
    case 'about':
      return [
        one(texts.category, 'category', words.map.categories, true),
        one(texts.context, 'context', words.map.contexts),
        one(texts.alive, 'alive', words.map.alive, true),
        { kind: 'text', name: texts.deathDate, field: 'death_date' },
        { kind: 'text', name: texts.metOn, field: 'met_on' },
        ring(texts.felt, 'closeness_felt', rings),
        ring(texts.wanted, 'closeness_wanted', rings.slice(0, -1)),
        { kind: 'yes', name: texts.focus, field: 'focus_person' },
        { kind: 'yes', name: texts.ally, field: 'possible_ally' },
        { kind: 'yes', name: texts.sensitive, field: 'sensitive' },
      ];
  }
}
