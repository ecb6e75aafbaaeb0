import { expect, test } from 'vitest';
import { LatestAnswer } from './latestAnswer';

test('an answer is out of date once a newer question is asked, or all are dropped', () => {
  const latest = new LatestAnswer();
  const firstOvertaken = latest.ask();
  expect(firstOvertaken(), 'it is the newest').toBe(false);
  const secondOvertaken = latest.ask();
  expect(firstOvertaken(), 'a second question was asked').toBe(true);
  expect(secondOvertaken()).toBe(false);
  latest.drop();
  expect(secondOvertaken(), 'nobody waits for it any more').toBe(true);
});
