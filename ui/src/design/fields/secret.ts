/** A secret that opens a vault: the passphrase, or the code on a recovery sheet. */
export type Secret =
  { passphrase: string; recovery_code?: never } | { recovery_code: string; passphrase?: never };
