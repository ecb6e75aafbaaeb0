import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import Field from './Field.svelte';

afterEach(cleanup);

function open(of: { type: string; value?: string; min?: string; max?: string }) {
  let kept = of.value ?? '';
  render(Field, {
    label: 'When',
    ...of,
    get value() {
      return kept;
    },
    set value(next: string) {
      kept = next;
    },
  });
  const field = screen.getByLabelText<HTMLInputElement>('When');
  return { field, kept: () => kept, type: (text: string) => userEvent.type(field, text) };
}

const said = () => screen.queryByRole('alert')?.textContent ?? null;

describe('a field for a day', () => {
  it('is empty while no day is chosen', () => {
    expect(open({ type: 'date' }).field.value).toBe('');
  });

  it('shows and takes the day before the month', async () => {
    const { field, kept, type } = open({ type: 'date', value: '2026-04-03' });
    expect(field.value).toBe('03/04/2026');
    await userEvent.clear(field);
    await type('12/5/2026');
    expect(kept()).toBe('2026-05-12');
    await userEvent.tab();
    expect(field.value, 'the field shows the kept day').toBe('12/05/2026');
  });

  it('keeps what was there, says why and is not sent while the text is no day', async () => {
    const { field, kept, type } = open({ type: 'date', value: '2026-04-03' });
    await userEvent.clear(field);
    await type('31/2/2026');
    expect(said(), 'no error is shown while a day is typed').toBeNull();
    await userEvent.tab();
    expect(said()).toBe('A day, such as 31/12/2026.');
    expect([field.value, field.validity.valid]).toEqual(['31/2/2026', false]);
    await userEvent.clear(field);
    await type('28/2/2026');
    expect([said(), field.validity.valid, kept()]).toEqual([null, true, '2026-02-28']);
  });

  it.each([
    ['31/12/1899', 'Not before 1 January 1900.'],
    ['1/1/20265', 'A day, such as 31/12/2026.'],
  ])('sends %s from no field', async (typed, refusal) => {
    const { field, type } = open({ type: 'date' });
    await type(typed);
    await userEvent.tab();
    expect([said(), field.validity.valid]).toEqual([refusal, false]);
  });

  it('says which day is the last', async () => {
    const { kept, type } = open({ type: 'date', max: '2026-04-03' });
    await type('4/4/2026');
    await userEvent.tab();
    expect(said()).toBe('Not after 3 April 2026.');
    expect(kept()).toBe('');
  });
});

describe('a field for a time', () => {
  it('is empty while no time is chosen', () => {
    expect(open({ type: 'time' }).field.value).toBe('');
  });

  it('takes an hour alone once it is left', async () => {
    const { field, kept, type } = open({ type: 'time' });
    await type('9');
    expect(kept(), 'an hour alone is not kept before the field is left').toBe('');
    await userEvent.tab();
    expect([field.value, kept()]).toEqual(['09:00', '09:00']);
  });
});
