import type { Noticed } from '../backend';

/** What is said after unlocking, the gravest first, until it is put away. */
export type Notice = 'altered' | 'unhealed' | 'healed' | 'strengthen' | 'renewed';

/** An altered copy was made good as well; that somebody altered it is what has to be said. */
function noticesOf({ altered, unhealed, healed, strengthen }: Noticed): Notice[] {
  const header: Notice[] = altered ? ['altered'] : healed ? ['healed'] : [];
  return [
    ...header,
    ...(unhealed ? ['unhealed' as const] : []),
    ...(strengthen ? ['strengthen' as const] : []),
  ];
}

/** What follows an unlock: what the vault noticed, and after the recovery sheet the offer of a new passphrase. */
export class Opening {
  notices = $state.raw<readonly Notice[]>([]);
  /** The recovery code that opened the vault, as long as the offer stands and no longer. */
  code = $state.raw<string | null>(null);

  unlocked(noticed: Noticed, code: string | null) {
    this.notices = noticesOf(noticed);
    this.code = code;
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
    this.code = null;
    this.notices = [];
  }
}
