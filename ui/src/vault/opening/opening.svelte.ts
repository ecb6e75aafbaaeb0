import type { DamagedRow, Noticed, VaultLocation } from '../../backend';

/** What is said after unlocking, the gravest first, until it is put away. */
export type Notice =
  | 'altered'
  | 'older'
  | 'unhealed'
  | 'sheetUntried'
  | 'healed'
  | 'place'
  | 'strengthen'
  | 'recoveryCheck'
  | 'renewed';

/** An altered copy was made good as well; that somebody altered it is what has to be said. */
function noticesOf(noticed: Noticed): Notice[] {
  const { altered, older, unhealed, healed, place, strengthen, recovery_check } = noticed;
  const said: readonly [Notice, boolean][] = [
    ['altered', altered],
    ['older', older !== null],
    ['unhealed', unhealed],
    ['sheetUntried', recovery_check === 'never_tried'],
    ['healed', healed && !altered],
    ['place', place !== null],
    ['strengthen', strengthen],
    ['recoveryCheck', recovery_check === 'year_ago'],
  ];
  return said.filter(([, holds]) => holds).map(([notice]) => notice);
}

/** What follows an unlock: what the vault noticed, and after the recovery sheet the offer of a new passphrase. */
export class Opening {
  notices = $state.raw<readonly Notice[]>([]);
  /** Part of the vault is damaged, so nothing may be written; said as long as it is open. */
  readOnly = $state(false);
  damaged = $state.raw<readonly DamagedRow[]>([]);
  /** When a newer state of this vault was last used here, if one was. */
  older = $state.raw<string | null>(null);
  /** Where the vault lies, if it should be moved from there. */
  place = $state.raw<VaultLocation | null>(null);
  /** The recovery code that opened the vault, as long as the offer stands and no longer. */
  code = $state.raw<string | null>(null);

  unlocked(noticed: Noticed, code: string | null) {
    this.notices = noticesOf(noticed);
    this.readOnly = noticed.read_only;
    this.damaged = noticed.damaged;
    this.older = noticed.older;
    this.place = noticed.place;
    // A vault that cannot be written takes no new passphrase.
    this.code = noticed.read_only ? null : code;
  }

  putAway(notice: Notice) {
    this.notices = this.notices.filter((other) => other !== notice);
  }

  decline() {
    this.code = null;
  }

  /** The offer was taken. */
  renewed() {
    this.passphraseChanged();
    this.notices = [...this.notices, 'renewed'];
  }

  /** A passphrase set today is derived at today's cost. */
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
