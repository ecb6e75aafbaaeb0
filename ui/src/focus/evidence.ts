import type { Evidence, Fact, Told } from '../backend';
import { whenRoughly, words } from '../words';

const texts = words.focus.choose;

function factWords(fact: Fact): string {
  switch (fact.fact) {
    case 'event':
      return texts.event(fact.year, fact.title);
    case 'tie':
      return words.focus.quality[fact.quality];
    case 'died':
      return words.focus.died(fact.on === null ? null : whenRoughly(fact.on));
    case 'not_confided':
      return texts.notConfided;
    case 'wanted_closer':
      return texts.gap(words.map.ring(fact.felt), words.map.ring(fact.wanted));
    case 'few_people':
      return texts.few(fact.people);
  }
}

const toldWords: Record<Told['about'], (text: string) => string> = {
  expects: texts.expects,
  expected: texts.expected,
  around_onset: texts.around,
};

/** The evidence for an area, in one line. */
export const textOf = ({ facts }: Evidence): string => facts.map(factWords).join(', ');

/** The client's words about it, a line each. */
export const toldIn = ({ told }: Evidence): string[] => told.map(({ about, text }) => toldWords[about](text));

/** The person whom it is about, with the relation to the client. */
export const nameIn = ({ person }: Evidence): string =>
  person === null ? '' : texts.named(person.label, person.relation);
