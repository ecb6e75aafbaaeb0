import { expect, test } from 'vitest';
import type { TodaySession } from '../backend';
import { sampleView } from '../test-support/sampleCourse';
import { currentSession } from './currentSession';

const { glance } = sampleView(6);

function at(start_time: string | null, status: 'planned' | 'attended' = 'planned'): TodaySession {
  const pip = { ...glance.pips[0]!, start_time, status };
  return {
    client_id: 'c',
    course_id: 'k',
    name: 'n',
    glance,
    pip,
    risk: 'none',
    days_since_last: 7,
    gate_due: null,
  };
}

test('the current session began within the last hour', () => {
  const nine = at('09:00');
  const ten = at('10:00');
  expect(currentSession([nine, ten], '09:59'), 'the session at nine is current until ten').toBe(nine);
  expect(currentSession([nine, ten], '10:00'), 'the session at ten is current at ten').toBe(ten);
  expect(currentSession([nine, ten], '11:00'), 'the session is not current after an hour').toBeNull();
  expect(currentSession([nine, ten], '08:59'), 'the session is not current before it begins').toBeNull();
});

test('a session that is recorded or has no time is not current', () => {
  expect(currentSession([at('09:00', 'attended'), at(null)], '09:10'), 'no session is current').toBeNull();
});
