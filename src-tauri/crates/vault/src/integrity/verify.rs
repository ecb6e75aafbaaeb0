//! Verifies the whole vault in named steps.

mod pages;
mod records;

use serde::Serialize;

use crate::change::audit_chain::{self, Newest};
use crate::error::VaultError;
use crate::header::copies::Copies;
use crate::search::index;
use crate::seeded;
use crate::storage::damage_report::DamageReport;
use crate::storage::vault::{Open, Vault};
use pages::pragma_says;
use records::{against, courses_readable};

/// One step of a verification. Names and numbers only, nothing of a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Step {
    /// The name of the step.
    pub name: &'static str,
    /// Whether it passed.
    pub ok: bool,
    /// The finding.
    pub detail: String,
}

impl Step {
    fn new(name: &'static str, found: Result<(bool, String), VaultError>) -> Self {
        let (ok, detail) = found.unwrap_or_else(|error| (false, error.to_string()));
        let ok = ok || seeded::fault("nobody sees damage");
        Self { name, ok, detail }
    }
}

impl Vault {
    /// Verifies headers, pages, tables, references, the audit trail and every record.
    ///
    /// # Errors
    /// Only [`VaultError::Locked`]: the steps name what is wrong with the vault.
    pub async fn verify(&self) -> Result<Vec<Step>, VaultError> {
        let mut inside = self.inside().await?;
        let open = inside.open()?;
        if let Some(found) = &self.read_only {
            let headers = Step::new("header_copies", self.header_copies(open));
            let readable = courses_readable(&mut open.connection).await;
            let readable = Step::new("courses_readable", readable);
            return Ok([vec![headers], steps_of(found), vec![readable]].concat());
        }
        let connection = &mut open.connection;
        // Empties the cache: pages in memory may be intact though those in the file are damaged.
        sqlx::query("PRAGMA shrink_memory")
            .execute(&mut *connection)
            .await
            .ok();
        let mut steps = vec![
            Step::new("file_length", self.file_length(connection).await),
            Step::new(
                "cipher_integrity",
                pragma_says(connection, "PRAGMA cipher_integrity_check", None).await,
            ),
            Step::new(
                "integrity",
                pragma_says(connection, "PRAGMA integrity_check", Some("ok")).await,
            ),
            Step::new(
                "foreign_keys",
                pragma_says(connection, "PRAGMA foreign_key_check", None).await,
            ),
        ];
        steps.insert(0, Step::new("header_copies", self.header_copies(open)));
        let trail = audit_chain::walk(&mut open.connection, &open.keys.audit).await;
        let (chain, newest) = match trail {
            Ok(Some((rows, newest))) => (Ok((true, format!("{rows} entries"))), newest),
            Ok(None) => (
                Ok((
                    false,
                    "an entry does not follow from the one before".to_owned(),
                )),
                Newest::new(),
            ),
            Err(error) => (Err(error), Newest::new()),
        };
        steps.push(Step::new("audit_chain", chain));
        steps.push(Step::new(
            "records_against_audit",
            against(open, newest).await,
        ));
        steps.push(Step::new(
            "courses_readable",
            courses_readable(&mut open.connection).await,
        ));
        steps.push(Step::new(
            "search_index",
            index::against_records(&mut open.connection).await,
        ));
        Ok(steps)
    }

    fn header_copies(&self, open: &Open) -> Result<(bool, String), VaultError> {
        let copies = Copies::read(&self.path).map_err(VaultError::Secret)?;
        let alike = copies.count_of(&open.header);
        let sealed = open.header.is_sealed_by(&open.keys.header);
        Ok((alike == 2 && sealed, format!("{alike} of 2 copies whole")))
    }
}

/// The steps for a file with damaged pages.
fn steps_of(report: &DamageReport) -> Vec<Step> {
    let lost = format!("{} records are lost", report.lost.len());
    let gaps = if report.more {
        ", and entries that may name more"
    } else {
        ""
    };
    let length = match report.expected {
        Some(expected) => format!("{} of {expected} pages", report.pages),
        None => format!("{} pages", report.pages),
    };
    let said = |name, ok, detail| Step { name, ok, detail };
    vec![
        said("opens_for_writing", false, "opened read-only".to_owned()),
        said("file_length", report.expected == Some(report.pages), length),
        said(
            "cipher_integrity",
            report.damaged == 0,
            format!("{} faults", report.damaged),
        ),
        said(
            "records_against_audit",
            report.lost.is_empty() && !report.more,
            lost + gaps,
        ),
    ]
}

#[cfg(test)]
mod tests {
    use sqlx::AssertSqlSafe;
    use tempfile::tempdir;

    use crate::error::VaultError;
    use crate::practice::*;

    /// Changes by someone who has the key but not Kith, each with the step that must notice it.
    const TAMPERINGS: [(&str, &str); 16] = [
        (
            "UPDATE record SET body = json_set(body, '$.summary', 'never said') WHERE kind = 'session'",
            "records_against_audit",
        ),
        (
            "UPDATE record SET position = 7 WHERE key = 'p2'",
            "records_against_audit",
        ),
        ("UPDATE client SET archived = 1", "records_against_audit"),
        (
            "UPDATE record SET salt = randomblob(32) WHERE kind = 'slot'",
            "records_against_audit",
        ),
        (
            "DELETE FROM record WHERE key = 'p2'",
            "records_against_audit",
        ),
        (
            "INSERT INTO record (course_id, kind, key, position, body, salt)
             SELECT course_id, 'goal', 'g', 0, '{}', salt FROM record WHERE kind = 'plan'",
            "records_against_audit",
        ),
        (
            "UPDATE journal SET about = 'somebody else'",
            "records_against_audit",
        ),
        (
            "DELETE FROM journal WHERE change = 2",
            "records_against_audit",
        ),
        ("UPDATE audit SET at = at + 1 WHERE seq = 3", "audit_chain"),
        ("DELETE FROM audit WHERE seq = 5", "audit_chain"),
        ("UPDATE course SET glance = 'null'", "courses_readable"),
        (
            "UPDATE record SET body = '{}' WHERE kind = 'plan'",
            "courses_readable",
        ),
        (
            "UPDATE record SET kind = 'dream' WHERE key = 'p2'",
            "records_against_audit",
        ),
        (
            "INSERT INTO note_text (rowid, text) VALUES (1, 'never said')",
            "search_index",
        ),
        (
            "INSERT INTO note_text (note_text, rowid, text)
             SELECT 'delete', number, text FROM written WHERE text LIKE '%really said%'",
            "search_index",
        ),
        ("UPDATE client SET number = -7", "search_index"),
    ];

    #[tokio::test]
    async fn each_tampering_is_noticed_by_its_step() {
        for (tampering, step) in TAMPERINGS {
            let home = tempdir().unwrap();
            let (vault, _) = new_vault(home.path()).await;
            add_course(&vault, 1).await;
            write_note(&vault, 1, "really said", minute(2))
                .await
                .unwrap();
            assert_eq!(faults(&vault).await, [], "intact before: {tampering}");
            let mut inside = vault.inside().await.unwrap();
            let done = sqlx::query(AssertSqlSafe(tampering))
                .execute(inside.connection().unwrap())
                .await
                .unwrap();
            assert!(done.rows_affected() > 0, "{tampering} did nothing");
            drop(inside);
            let found = faults(&vault).await;
            assert!(
                found.iter().any(|found| found.name == step),
                "{tampering}: {found:?}"
            );
            vault.lock().await.unwrap();
        }
    }

    #[tokio::test]
    async fn glances_of_an_earlier_version_are_updated() {
        let home = tempdir().unwrap();
        let (vault, _) = new_vault(home.path()).await;
        add_course(&vault, 1).await;
        let glance = vault.glances().await.unwrap();
        let mut inside = vault.inside().await.unwrap();
        for statement in [
            "UPDATE course SET glance = '{}'",
            "UPDATE meta SET value = '0' WHERE name = 'glance_edition'",
        ] {
            sqlx::query(statement)
                .execute(inside.connection().unwrap())
                .await
                .unwrap();
        }
        drop(inside);
        vault.lock().await.unwrap();
        let vault = unlock(home.path(), secret()).await.unwrap();
        assert!(
            vault.glances().await.unwrap() == glance,
            "it is read by this Kith"
        );
        assert_eq!(faults(&vault).await, [], "the vault is intact");
        vault.lock().await.unwrap();
    }

    #[tokio::test]
    async fn a_shortened_trail_and_a_lost_slot_are_noticed() {
        let home = tempdir().unwrap();
        let (vault, _) = new_vault(home.path()).await;
        add_course(&vault, 1).await;
        for (tampering, step) in [
            (
                "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)",
                "records_against_audit",
            ),
            ("PRAGMA foreign_keys = OFF", ""),
            (
                "DELETE FROM record WHERE key = 's1' AND kind = 'slot'",
                "foreign_keys",
            ),
        ] {
            let mut inside = vault.inside().await.unwrap();
            sqlx::query(AssertSqlSafe(tampering))
                .execute(inside.connection().unwrap())
                .await
                .unwrap();
            drop(inside);
            let found = faults(&vault).await;
            assert!(
                step.is_empty() || found.iter().any(|found| found.name == step),
                "{tampering}: {found:?}"
            );
        }
        vault.lock().await.unwrap();
    }

    #[tokio::test]
    async fn a_damaged_record_is_named_and_the_rest_still_opens() {
        let home = tempdir().unwrap();
        let (vault, _) = new_vault(home.path()).await;
        add_course(&vault, 1).await;
        let whole = add_course(&vault, 2).await;
        let mut inside = vault.inside().await.unwrap();
        for harm in [
            "UPDATE record SET body = '{}' WHERE kind = 'session' AND course_id = ?1",
            "UPDATE course SET glance = '3' WHERE id = ?1",
        ] {
            sqlx::query(harm)
                .bind(course_id(1).to_string())
                .execute(inside.connection().unwrap())
                .await
                .unwrap();
        }
        sqlx::query("UPDATE client SET body = json_remove(body, '$.id') WHERE id = ?1")
            .bind(client(1).to_string())
            .execute(inside.connection().unwrap())
            .await
            .unwrap();
        drop(inside);
        let refused = vault.load_course(course_id(1)).await.err();
        assert!(
            matches!(refused, Some(VaultError::Damaged(_))),
            "a damaged course is refused: {refused:?}"
        );
        assert!(
            vault.load_course(course_id(2)).await.unwrap() == whole,
            "the other course opens"
        );
        let clients = vault.clients().await.unwrap();
        assert_eq!(
            (clients.whole.len(), clients.damaged.len()),
            (1, 1),
            "the list has the others and names the damaged one"
        );
        vault.lock().await.unwrap();
    }
}
