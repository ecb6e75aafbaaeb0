//! The secrets that open a vault.

use crate::crypto::passphrase::Passphrase;
use crate::crypto::recovery_code::RecoveryCode;

/// A secret that opens a vault.
pub enum Secret {
    /// The passphrase.
    Passphrase(Passphrase),
    /// The recovery code.
    Recovery(RecoveryCode),
}
