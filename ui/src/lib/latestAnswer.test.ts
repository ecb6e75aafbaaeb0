import { expect, test } from 'vitest';
import { LatestAnswer } from './latestAnswer';

test('an answer is out of date once a newer question is asked, or all are dropped', () => {
  const latest = new LatestAnswer();
  const firstOvertaken = latest.ask();
  expect(firstOvertaken(), 'the newest question is not overtaken').toBe(false);
  const secondOvertaken = latest.ask();
  expect(firstOvertaken(), 'the first question is overtaken by the second').toBe(true);
  expect(secondOvertaken()).toBe(false);
  latest.drop();
  expect(secondOvertaken(), 'a dropped question is overtaken').toBe(true);
});
