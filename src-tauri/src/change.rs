//! Every change to a course: load, apply one verb, save the difference.

use course::Course;
use course::dates::Instant;
use course::rule_broken::RuleBroken;
use course::storage::RecordKind;
use serde::Serialize;
use specta::Type;
use vault::{CourseId, Edit, EditKind};

use crate::environment::clock::Now;
use crate::error::CommandError;
use crate::lock::OpenVault;

/// What was saved: the kinds of record to reload, and when.
#[derive(Serialize, Type)]
pub struct Saved {
    pub touched: Vec<RecordKind>,
    pub saved_at: Instant,
}

/// What was saved, and the id of what is new.
#[derive(Serialize, Type)]
pub struct SavedId {
    pub id: String,
    pub touched: Vec<RecordKind>,
    pub saved_at: Instant,
}

impl Saved {
    /// Saved just now.
    #[must_use]
    pub fn now(saved: vault::Saved, now: &Now) -> Self {
        Self {
            touched: saved.touched,
            saved_at: now.instant(),
        }
    }

    /// With the id of what is new.
    #[must_use]
    pub fn with_id(self, id: impl Into<String>) -> SavedId {
        SavedId {
            id: id.into(),
            touched: self.touched,
            saved_at: self.saved_at,
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
        verb: impl FnOnce(Course, &Now) -> Result<Course, RuleBroken>,
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
        verb: impl FnOnce(Course, &Now) -> Result<Course, RuleBroken>,
    ) -> Result<Saved, CommandError> {
        let _alone = self.alone().await;
        let before = self.load_course(id).await?;
        let edit = Edit {
            kind,
            about: about(&before),
        };
        let after = verb(before.clone(), self.now())?;
        let mut change = self.begin(edit, self.now().timestamp()).await?;
        change.save_course(id, &before, &after).await?;
        Ok(Saved::now(change.commit().await?, self.now()))
    }
}
