import type { Contract, ContractEdit, MissedSessionRule } from '../backend';

/** The terms of a contract as its form shows them. Null is a term that nobody said. */
export interface Terms {
  minutes: number | null;
  place: string;
  fee: number | null;
  cancellation: string;
  /** One measure on each line. */
  measures: string;
  recording: boolean | null;
  gp: boolean | null;
  rule: MissedSessionRule | null;
}

export const termsOf = (contract: Contract | null | undefined): Terms => ({
  minutes: contract?.session_minutes ?? null,
  place: contract?.place ?? '',
  fee: contract?.fee_gbp ?? null,
  cancellation: contract?.cancellation ?? '',
  measures: contract?.measures?.join('\n') ?? '',
  recording: contract?.recording_consent ?? null,
  gp: contract?.gp_contact_consent ?? null,
  rule: contract?.missed_session_rule ?? null,
});

/** Whether the form shows the contract as it is recorded. */
export const sameTerms = (terms: Terms, contract: Contract | null | undefined): boolean =>
  Object.entries(termsOf(contract)).every(([term, recorded]) => terms[term as keyof Terms] === recorded);

/** The terms for the record. A text that is as it was shown stays as it is recorded. */
export function editOf(terms: Terms, minutes: number, contract: Contract | null | undefined): ContractEdit {
  const shown = termsOf(contract);
  const lines = terms.measures.split('\n').flatMap((line) => line.trim() || []);
  return {
    session_minutes: minutes,
    place: terms.place === shown.place ? (contract?.place ?? null) : terms.place.trim() || null,
    fee_gbp: terms.fee,
    cancellation:
      terms.cancellation === shown.cancellation
        ? (contract?.cancellation ?? null)
        : terms.cancellation.trim() || null,
    measures:
      terms.measures === shown.measures ? (contract?.measures ?? null) : lines.length > 0 ? lines : null,
    recording_consent: terms.recording,
    gp_contact_consent: terms.gp,
  };
}
