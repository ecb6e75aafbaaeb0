import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Debounce } from './debounce';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('the last task runs after a pause without another one', () => {
  const [first, last] = [vi.fn(), vi.fn()];
  const debounce = new Debounce(100);
  debounce.run(first);
  vi.advanceTimersByTime(90);
  debounce.run(last);
  vi.advanceTimersByTime(90);
  expect(last, 'the second task begins the pause anew').not.toHaveBeenCalled();
  vi.advanceTimersByTime(10);
  expect(last).toHaveBeenCalledOnce();
  expect(first, 'the first task never runs').not.toHaveBeenCalled();
});

test('a task runs after the longest wait even if tasks keep coming', () => {
  const task = vi.fn();
  const debounce = new Debounce(100, 150);
  for (let asked = 0; asked < 4; asked += 1) {
    debounce.run(task);
    vi.advanceTimersByTime(50);
  }
  expect(task, 'the task runs 150 milliseconds after the first call').toHaveBeenCalled();
});

test('flush runs the waiting task once, and cancel drops it', () => {
  const task = vi.fn();
  const debounce = new Debounce(100);
  debounce.run(task);
  debounce.flush();
  vi.runAllTimers();
  expect(task).toHaveBeenCalledOnce();
  debounce.run(task);
  debounce.cancel();
  debounce.flush();
  vi.runAllTimers();
  expect(task, 'the cancelled task does not run').toHaveBeenCalledOnce();
});
