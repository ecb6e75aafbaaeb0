import type { DamagedRow, Instant, Noticed, VaultLocation } from '../../backend';

/** Notices shown after unlocking, the gravest first, until they are dismissed. */
export type Notice =
  | 'altered'
  | 'older'
  | 'notRepaired'
  | 'sheetUntried'
  | 'repaired'
  | 'place'
  | 'strengthen'
  | 'recoveryCheck'
  | 'renewed';

/** An altered copy is repaired too. Then only the alteration is reported. */
function noticesOf(noticed: Noticed): Notice[] {
  const { altered, older, not_repaired, repaired, place, strengthen, recovery_check } = noticed;
  const shown: readonly [Notice, boolean][] = [
    ['altered', altered],
    ['older', older !== null],
    ['notRepaired', not_repaired],
    ['sheetUntried', recovery_check === 'never_tried'],
    ['repaired', repaired && !altered],
    ['place', place !== null],
    ['strengthen', strengthen],
    ['recoveryCheck', recovery_check === 'year_ago'],
  ];
  return shown.filter(([, holds]) => holds).map(([notice]) => notice);
}

/** The notices after an unlock and, if the recovery code unlocked it, the offer of a new passphrase. */
export class Opening {
  notices = $state.raw<readonly Notice[]>([]);
  /** Part of the vault is damaged, so that nothing may be written. Shown while the vault is open. */
  readOnly = $state(false);
  damaged = $state.raw<readonly DamagedRow[]>([]);
  /** The time at which a newer state of this vault was last used here; null if there is none. */
  older = $state.raw<Instant | null>(null);
  /** The place of the vault, if it should be moved away from there. */
  place = $state.raw<VaultLocation | null>(null);
  /** The recovery code that opened the vault, kept only while a new passphrase is offered. */
  code = $state.raw<string | null>(null);

  unlocked(noticed: Noticed, code: string | null) {
    this.notices = noticesOf(noticed);
    this.readOnly = noticed.read_only;
    this.damaged = noticed.damaged;
    this.older = noticed.older;
    this.place = noticed.place;
    // A read-only vault takes no new passphrase.
    this.code = noticed.read_only ? null : code;
  }

  putAway(notice: Notice) {
    this.notices = this.notices.filter((other) => other !== notice);
  }

  decline() {
    this.code = null;
  }

  /** The new passphrase was set. */
  renewed() {
    this.passphraseChanged();
    this.notices = [...this.notices, 'renewed'];
  }

  /** A new passphrase gets the present cost of key derivation. */
  passphraseChanged() {
    this.code = null;
    this.putAway('strengthen');
  }

  forget() {
    this.code = this.older = this.place = null;
    this.notices = [];
    this.damaged = [];
    this.readOnly = false;
  }
}
