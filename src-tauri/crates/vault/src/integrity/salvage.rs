//! Reads all records that a damaged vault still contains, course by course, and lists the lost ones.

use std::collections::BTreeMap;

use course::Course;
use course::people::Client;
use course::storage::RecordKind;
use course::storage::Row;

use crate::change::drafts::Draft;
use crate::error::VaultError;
use crate::record::courses;
use crate::record::ids::{ClientId, CourseId};
use crate::storage::damage_report::LostRecord;
use crate::storage::vault::Vault;

/// A course, or the records left of it.
pub struct Salvaged {
    /// The client's code and the number of the course; none if the client is lost.
    pub called: Option<(String, u32)>,
    /// The course's id in the vault.
    pub id: String,
    /// The records left.
    pub left: Left,
}

/// How complete a salvaged course is.
pub enum Left {
    /// The complete course.
    Whole(Box<Course>),
    /// A course without its lost records.
    Incomplete(Box<Course>),
    /// Records that cannot be read as a course.
    Records(Vec<Row>),
}

impl LostRecord {
    /// A whole record that the trail does not name.
    fn whole(kind: RecordKind, id: String, client: Option<Client>) -> Self {
        Self {
            kind,
            id,
            key: String::new(),
            client,
            written: None,
        }
    }

    fn sort_key(&self) -> (RecordKind, &str, &str) {
        (self.kind, &self.id, &self.key)
    }
}

/// All records that a vault still contains.
pub struct Salvage {
    /// Every course with any record left.
    pub courses: Vec<Salvaged>,
    /// Drafts.
    pub drafts: Vec<Draft>,
    /// The lost records.
    pub lost: Vec<LostRecord>,
    /// More records may be lost than are named.
    pub more: bool,
}

course::redacted!(Salvaged, Left, Salvage);

impl Vault {
    /// Reads all that can be read. A record that cannot be parsed affects its own course only.
    ///
    /// # Errors
    /// [`VaultError::Locked`], or an error of the file system.
    pub async fn salvage(&self) -> Result<Salvage, VaultError> {
        let mut lost: Vec<LostRecord> = self.lost().cloned().collect();
        let mut courses = Vec::new();
        for (id, owner) in self.courses_with_records().await? {
            let whose = match owner {
                Some((client, ordinal)) => {
                    let row = self.client(client).await.ok();
                    row.map(|row| (row.client, ordinal))
                }
                None => None,
            };
            let complete = lost.iter().all(|lost| lost.id != id);
            let left = match self.left_of(&id).await? {
                Ok(course) if complete => Left::Whole(course),
                Ok(course) => Left::Incomplete(course),
                Err((kind, rows)) => {
                    let client = whose.as_ref().map(|(client, _)| client.clone());
                    lost.extend(complete.then(|| LostRecord::whole(kind, id.clone(), client)));
                    Left::Records(rows)
                }
            };
            let called = whose.map(|(client, ordinal)| (client.code, ordinal));
            courses.push(Salvaged { called, id, left });
        }
        for damaged in self.clients().await?.damaged {
            lost.push(LostRecord::whole(damaged.kind, damaged.id, None));
        }
        // Entries from the trail come first, because they have more details.
        lost.sort_by(|one, other| one.sort_key().cmp(&other.sort_key()));
        lost.dedup_by(|later, earlier| later.sort_key() == earlier.sort_key());
        Ok(Salvage {
            courses,
            drafts: self.drafts("").await?,
            lost,
            more: self.may_lack_more(),
        })
    }

    /// Every course that has a row or a record, with its client if that is known.
    async fn courses_with_records(
        &self,
    ) -> Result<BTreeMap<String, Option<(ClientId, u32)>>, VaultError> {
        let mut inside = self.inside().await?;
        let select = "SELECT id, client_id, ordinal FROM course
                      UNION ALL SELECT DISTINCT course_id, '', 0 FROM record";
        let rows: Vec<(String, String, i64)> = sqlx::query_as(select)
            .fetch_all(inside.connection()?)
            .await?;
        let mut courses = BTreeMap::new();
        for (id, client, ordinal) in rows {
            let owner = client.parse().ok().zip(u32::try_from(ordinal).ok());
            let known = courses.entry(id).or_insert(owner);
            *known = known.or(owner);
        }
        Ok(courses)
    }

    /// The course; or the kind of the record that is wrong, and all its records.
    async fn left_of(
        &self,
        id: &str,
    ) -> Result<Result<Box<Course>, (RecordKind, Vec<Row>)>, VaultError> {
        let Ok(id) = id.parse::<CourseId>() else {
            return Ok(Err((RecordKind::Course, Vec::new())));
        };
        let kind = match self.load_course(id).await {
            Ok(course) => return Ok(Ok(Box::new(course))),
            Err(VaultError::Damaged(damaged)) => damaged.kind,
            Err(VaultError::NotFound(kind)) => kind,
            Err(error) => return Err(error),
        };
        let mut inside = self.inside().await?;
        let rows = courses::course_rows(inside.connection()?, id).await?;
        Ok(Err((kind, rows)))
    }
}
