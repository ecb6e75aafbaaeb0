//! Every change to a course: load, apply one verb, save the difference.

use course::Course;
use course::dates::Instant;
use course::rule_broken::RuleBroken;
use course::storage::RecordKind;
use serde::Serialize;
use specta::Type;
use vault::{CourseId, Edit, EditKind, Saved, Timestamp};

use crate::environment::clock::Clock;
use crate::error::CommandError;
use crate::lock::OpenVault;

/// The result of a saved change that added something, with the id of the new record.
#[derive(Serialize, Type)]
pub struct SavedId {
    pub id: String,
    pub touched: Vec<RecordKind>,
    #[specta(type = Instant)]
    pub saved_at: Timestamp,
}

impl SavedId {
    /// The result of a change that added the record with this id.
    #[must_use]
    pub fn new(id: impl Into<String>, saved: Saved) -> Self {
        Self {
            id: id.into(),
            touched: saved.touched,
            saved_at: saved.saved_at,
        }
    }
}

impl OpenVault {
    /// Loads a course, applies one verb of it and saves what differs.
    ///
    /// # Errors
    /// When the course cannot be loaded, a rule says no, or the change cannot be saved; nothing is changed then.
    pub async fn change(
        &self,
        id: CourseId,
        kind: EditKind,
        verb: impl FnOnce(Course, &Clock) -> Result<Course, RuleBroken>,
    ) -> Result<Saved, CommandError> {
        self.change_about(id, kind, |_| None, verb).await
    }

    /// The same, named after whom it is about: "Undo move Leila".
    ///
    /// # Errors
    /// As [`Self::change`].
    pub async fn change_about(
        &self,
        id: CourseId,
        kind: EditKind,
        about: impl FnOnce(&Course) -> Option<String>,
        verb: impl FnOnce(Course, &Clock) -> Result<Course, RuleBroken>,
    ) -> Result<Saved, CommandError> {
        let _alone = self.alone().await;
        let before = self.load_course(id).await?;
        let edit = Edit {
            kind,
            about: about(&before),
        };
        let after = verb(before.clone(), self.clock())?.within_text_limit(Some(&before))?;
        let mut change = self.begin(edit, self.clock().timestamp()).await?;
        change.save_course(id, &before, &after).await?;
        Ok(change.commit().await?)
    }
}
