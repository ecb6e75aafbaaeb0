//! Restores one client from a backup, beside the clients of the vault.

use course::Course;
use course::storage::RecordKind;
use uuid::Uuid;

use crate::backup::open::OpenBackup;
use crate::change::edit::{Edit, EditKind};
use crate::error::backup::BackupError;
use crate::record::clients::ClientRow;
use crate::record::ids::{ClientId, CourseId};
use crate::storage::vault::Vault;
use crate::timestamp::Timestamp;

impl OpenBackup {
    /// A client by code.
    async fn client_of_code(&self, code: &str) -> Result<ClientRow, BackupError> {
        let clients = self.vault.clients().await?;
        let damaged = !clients.damaged.is_empty();
        let found = clients
            .whole
            .into_iter()
            .find(|row| row.client.code == code);
        found.ok_or(if damaged {
            BackupError::RecordDamaged
        } else {
            BackupError::NotFound(RecordKind::Client)
        })
    }

    /// A client's courses, oldest first.
    ///
    /// # Errors
    /// [`BackupError::RecordDamaged`] if one of them does not read.
    pub async fn courses(&self, client: ClientId) -> Result<Vec<Course>, BackupError> {
        let rows = self.vault.courses_of(client).await?;
        if !rows.damaged.is_empty() {
            return Err(BackupError::RecordDamaged);
        }
        let mut courses = Vec::new();
        for row in rows.whole {
            courses.push(self.vault.load_course(row.id).await?);
        }
        Ok(courses)
    }
}

impl Vault {
    /// Restores the client with this code, and all their courses, from a backup, under new ids and if need be under
    /// another code. Nothing in the vault changes; undo removes the client again, unless a flag of risk came along.
    ///
    /// # Errors
    /// [`BackupError::AlreadyThere`] if a client of the vault has the code; nothing was restored then.
    pub async fn restore_client(
        &self,
        backup: &OpenBackup,
        code: &str,
        new_code: Option<&str>,
        at: Timestamp,
        mut ids: impl FnMut() -> Uuid,
    ) -> Result<ClientId, BackupError> {
        let row = backup.client_of_code(code).await?;
        let mut courses = backup.courses(row.id).await?;
        let mut client = row.client;
        if let Some(code) = new_code {
            code.clone_into(&mut client.code);
            for course in &mut courses {
                course.client = client.clone();
            }
        }
        let id = ClientId::new(ids());
        let edit = Edit::about(EditKind::ImportCourse, client.code.clone());
        let mut change = self.begin(edit, at).await?;
        change.add_client(id, &client).await?;
        for course in &courses {
            change.add_course(CourseId::new(ids()), id, course).await?;
        }
        if row.archived {
            change.archive_client(id, true).await?;
        }
        change.commit().await?;
        Ok(id)
    }
}
