//! Opening a locked vault with a secret.

use std::path::Path;

use tempfile::{TempDir, tempdir};
use vault::{OpenError, Opening, RecoveryCode, Secret};

use crate::practice::*;

/// The practice with one client, locked.
pub async fn locked_vault() -> (TempDir, RecoveryCode) {
    let home = tempdir().unwrap();
    let (vault, code) = new_vault(home.path()).await;
    add_course(&vault, 1).await;
    vault.lock().await.unwrap();
    (home, code)
}

/// The error of opening the vault in `home` with a secret; none if it opens.
pub async fn refusal(home: &Path, secret: Secret) -> Option<OpenError> {
    match unlock(home, secret).await {
        Ok(vault) => {
            vault.lock().await.unwrap();
            None
        }
        Err(error) => Some(error),
    }
}

/// Opens the vault in `home`, and locks it again.
pub async fn opens(home: &Path, secret: Secret) -> Opening {
    let vault = unlock(home, secret).await.unwrap();
    let opening = vault.opening();
    assert!(
        vault.load_course(course_id(1)).await.is_ok(),
        "all records are there"
    );
    vault.lock().await.unwrap();
    opening
}
