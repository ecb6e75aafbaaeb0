//! Adds, saves and deletes clients and courses within a change.

use std::collections::BTreeMap;

use course::Course;
use course::people::{Client, same_code};
use course::storage::RecordKind;

use super::Change;
use crate::change::drafts;
use crate::error::VaultError;
use crate::record::clients;
use crate::record::courses;
use crate::record::ids::{ClientId, CourseId};
use crate::record::record_id::{Image, RecordId};

impl Change<'_> {
    /// A course as this change sees it.
    ///
    /// # Errors
    /// [`VaultError::NotFound`], [`VaultError::Damaged`].
    pub async fn load_course(&mut self, id: CourseId) -> Result<Course, VaultError> {
        courses::load_course(self.connection()?, id).await
    }

    /// Adds a client under a new id.
    ///
    /// # Errors
    /// [`VaultError::AlreadyThere`] if the code is another client's, in upper or lower case.
    pub async fn add_client(&mut self, id: ClientId, client: &Client) -> Result<(), VaultError> {
        if RecordId::client(id)
            .read(self.connection()?)
            .await?
            .is_some()
        {
            return Err(VaultError::AlreadyThere(RecordKind::Client));
        }
        self.check_code_free(id, &client.code).await?;
        self.put(id, RecordId::client(id), Some(client_image(client, false)?))
            .await
    }

    /// Saves a client.
    ///
    /// # Errors
    /// [`VaultError::AlreadyThere`] if the code is new and another client's, in upper or lower case.
    pub async fn save_client(&mut self, id: ClientId, client: &Client) -> Result<(), VaultError> {
        let (archived, body) = clients::client_row(self.connection()?, id).await?;
        if clients::parse_client(id, &body).is_ok_and(|before| before.code != client.code) {
            self.check_code_free(id, &client.code).await?;
        }
        self.put(
            id,
            RecordId::client(id),
            Some(client_image(client, archived)?),
        )
        .await
    }

    /// Refuses a code that another client has. Upper and lower case make no difference: on paper and in file names the
    /// two would be mistaken for one another.
    async fn check_code_free(&mut self, id: ClientId, code: &str) -> Result<(), VaultError> {
        let select = sqlx::query_scalar("SELECT code FROM client WHERE id <> ?1");
        let others: Vec<String> = select
            .bind(id.to_string())
            .fetch_all(self.connection()?)
            .await?;
        if others.iter().any(|other| same_code(other, code)) {
            return Err(VaultError::AlreadyThere(RecordKind::Client));
        }
        Ok(())
    }

    /// Archives a client, or restores them from the archive.
    ///
    /// # Errors
    /// [`VaultError::NotFound`].
    pub async fn archive_client(&mut self, id: ClientId, archived: bool) -> Result<(), VaultError> {
        let (_, body) = clients::client_row(self.connection()?, id).await?;
        self.put(
            id,
            RecordId::client(id),
            Some(Image::Client { archived, body }),
        )
        .await
    }

    /// Adds a course under a new id, the newest of this client.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] if the client is not there.
    pub async fn add_course(
        &mut self,
        id: CourseId,
        client: ClientId,
        course: &Course,
    ) -> Result<(), VaultError> {
        if RecordId::course(id)
            .read(self.connection()?)
            .await?
            .is_some()
        {
            return Err(VaultError::AlreadyThere(RecordKind::Course));
        }
        clients::client_row(self.connection()?, client).await?;
        let ordinal = courses::next_ordinal(self.connection()?, client).await?;
        self.put(
            client,
            RecordId::course(id),
            Some(Image::Course { client, ordinal }),
        )
        .await?;
        for row in course.to_rows() {
            let (record, image) = RecordId::record(id, row);
            self.put(client, record, Some(image)).await?;
        }
        Ok(())
    }

    /// Saves a course: writes, journals and audits the records that differ.
    ///
    /// # Errors
    /// [`VaultError::ChangedMeanwhile`] if the course is no longer as `before`.
    pub async fn save_course(
        &mut self,
        id: CourseId,
        before: &Course,
        after: &Course,
    ) -> Result<(), VaultError> {
        let client = courses::client_of(self.connection()?, id).await?;
        let stored = courses::course_rows(self.connection()?, id).await?;
        if courses::course_of(self.connection()?, id, client, &stored).await? != *before {
            return Err(VaultError::ChangedMeanwhile(RecordKind::Course));
        }
        let mut old: BTreeMap<RecordId, Image> = stored
            .into_iter()
            .map(|row| RecordId::record(id, row))
            .collect();
        for row in after.to_rows() {
            let (record, image) = RecordId::record(id, row);
            if old.remove(&record).as_ref() != Some(&image) {
                self.put(client, record, Some(image)).await?;
            }
        }
        for record in old.into_keys() {
            self.put(client, record, None).await?;
        }
        if before.client != after.client {
            self.save_client(client, &after.client).await?;
        }
        Ok(())
    }

    /// Deletes a client with all their courses and drafts. As an
    /// [`EraseClient`](crate::EditKind::EraseClient) it also empties their undo journal; the audit trail keeps that
    /// the records existed, but none of their content.
    ///
    /// # Errors
    /// [`VaultError::NotFound`].
    pub async fn erase_client(&mut self, id: ClientId) -> Result<(), VaultError> {
        clients::client_row(self.connection()?, id).await?;
        for course in courses::course_ids(self.connection()?, id).await? {
            for row in courses::course_rows(self.connection()?, course).await? {
                self.put(id, RecordId::record(course, row).0, None).await?;
            }
            self.put(id, RecordId::course(course), None).await?;
        }
        self.put(id, RecordId::client(id), None).await?;
        let drafts = sqlx::query("DELETE FROM draft WHERE client_id = ?1").bind(id.to_string());
        drafts.execute(self.connection()?).await?;
        let open = self.inside.open()?;
        drafts::seal(&mut open.connection, &open.keys.audit).await
    }
}

fn client_image(client: &Client, archived: bool) -> Result<Image, VaultError> {
    let body = serde_json::to_string(client).map_err(|_| VaultError::DatabaseDamaged)?;
    Ok(Image::Client { archived, body })
}
