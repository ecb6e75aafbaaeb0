import { expect, it } from 'vitest';
import type { MapChange } from '../../backend';
import { sampleView } from '../../test-support/sampleCourse';
import { describeChanges } from './changes';

const schemes = { then: '1=core,2=outside', now: '1=core,2=outside' };
const sentences = (...changes: readonly MapChange[]) =>
  describeChanges(changes, sampleView(), schemes).map(({ text }) => text);

it('gives the date of a death as exactly as it is known', () => {
  const died = (on: string, perhaps: boolean) => sentences({ change: 'died', person: 'p05', on, perhaps });
  expect(died('2026-05-03', false)).toEqual(['Nasreen died on 3 May 2026']);
  expect(died('2026-spring', true), 'the sentence says that the death may have been before or after').toEqual(
    ['Nasreen died in spring 2026, perhaps meanwhile'],
  );
});
