import { describe, expect, it } from 'vitest';
import type { Evidence, Fact } from '../backend';
import { sampleView } from '../test-support/sampleCourse';
import { nameIn, textOf, toldIn } from './evidence';

const of = (id: string): Evidence =>
  sampleView()
    .evidence.flatMap(({ found }) => found)
    .find((one) => one.id === id)!;

const text = (...facts: Fact[]) => textOf({ id: 'p1', person: null, facts, told: [], onset: false });

describe('the words for evidence', () => {
  it('names the person, the tie and what was said', () => {
    const colin = of('p07');
    expect([nameIn(colin), textOf(colin), ...toldIn(colin)]).toEqual([
      'Colin (chair of governors)',
      'strained',
      'The client expects: A proper goodbye',
      'They expect: A quiet handover',
    ]);
  });

  it('has words for each fact', () => {
    expect(text({ fact: 'event', year: '2025', title: 'Moved house' })).toBe('2025: Moved house');
    expect(text({ fact: 'died', on: '2025-spring' })).toBe('died in spring 2025');
    expect(text({ fact: 'died', on: null }), 'nobody said when').toBe('died');
    expect(text({ fact: 'tie', quality: 'distant' }, { fact: 'not_confided' })).toBe(
      'distant, not confided in',
    );
    expect(text({ fact: 'wanted_closer', felt: 'close', wanted: 'core' })).toBe('felt close, wanted core');
    expect(text({ fact: 'few_people', people: 1 })).toBe('One person in the inventory');
    expect(text({ fact: 'few_people', people: 4 })).toBe('4 people in the inventory');
  });

  it('leaves no piece of evidence of the sample case without words', () => {
    const all = sampleView().evidence.flatMap(({ found }) => found);
    expect(all.length).toBeGreaterThan(5);
    for (const one of all) {
      expect([nameIn(one), textOf(one), ...toldIn(one)].join(), one.id).not.toMatch(/undefined|null|^,?$/u);
    }
  });
});
