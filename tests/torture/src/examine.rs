//! Checks that a vault opens and has the expected contents.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::Path;
use std::sync::LazyLock;

use course::Course;
use vault::{
    LockedBackup, LockedVault, OpenError, RecoveryCode, Secret, Vault, VaultError, VaultPath,
    list_backups,
};

use crate::act::{Backup, Code, Model};
use crate::practice::{client, course_id, faults, note, unlock};
use crate::user::{backups, secret, wall};

/// The contents of a vault: the note of each client, whether redo is possible, and the text in progress.
#[derive(PartialEq, Eq)]
struct Found {
    clients: BTreeMap<String, (String, bool)>,
    draft: Option<String>,
}

impl Found {
    fn expected(model: &Model) -> Self {
        let clients = model.clients.iter().map(|(number, kept)| {
            let found = (kept.note.clone(), !kept.future.is_empty());
            (format!("C-{number:03}"), found)
        });
        let mut clients: BTreeMap<_, _> = clients.collect();
        if model.golden {
            clients.insert(FROM_FILE.to_owned(), (GOLDEN_NOTE.clone(), false));
        }
        Self {
            clients,
            draft: model.draft.clone(),
        }
    }

    async fn read(vault: &Vault) -> Result<Self, VaultError> {
        let mut clients = BTreeMap::new();
        for row in vault.clients().await?.whole {
            let code = row.client.code;
            let number = number_of(&code);
            let course = vault.load_course(course_id(number)).await?;
            let redo = vault.undo_state(client(number)).await?.redo;
            clients.insert(code, (note(&course).to_owned(), redo.is_some()));
        }
        let draft = vault.drafts("note").await?.pop().map(|draft| draft.body);
        Ok(Self { clients, draft })
    }
}

/// The client of the golden vault whose course came out of a file, the second.
const FROM_FILE: &str = "TRN-01";

fn number_of(code: &str) -> u128 {
    match code {
        FROM_FILE => 2,
        code => code.trim_start_matches("C-").parse().unwrap_or_default(),
    }
}

/// The first note of that course. Reading the file takes as long as opening a vault.
static GOLDEN_NOTE: LazyLock<String> = LazyLock::new(|| {
    let case = include_bytes!("../../golden/cases/case-transition.json");
    let course: Option<Course> = course::file::read(case, &mut String::new).ok();
    course.as_ref().map(note).unwrap_or_default().to_owned()
});

/// The number of the model in `allowed` that the vault in `home` matches, or the reason why it matches none.
pub async fn examine(home: &Path, allowed: &[Model]) -> Result<usize, String> {
    if let Some(none) = allowed.iter().position(|model| !model.made)
        && matches!(
            LockedVault::at(VaultPath::in_home(home)).err(),
            Some(OpenError::Missing)
        )
    {
        return Ok(none);
    }
    let mut refused = Vec::new();
    // Models with one passphrase are compared with the same contents: opening a vault is most of the work.
    let mut read = BTreeMap::new();
    for (number, model) in allowed.iter().enumerate().filter(|(_, model)| model.made) {
        let found = match read.entry(model.passphrase) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(missing) => missing.insert(open_and_read(home, model).await?),
        };
        match found {
            Ok(found) if *found == Found::expected(model) => {}
            Ok(_) => {
                refused.push("the contents differ".to_owned());
                continue;
            }
            Err(error) => {
                refused.push(error.to_string());
                continue;
            }
        }
        let mut rest = opens_with_code(home, model).await;
        for backup in model.backups.iter().rev().take(2) {
            if rest.is_ok() {
                rest = holds(home, backup).await;
            }
        }
        match rest {
            Ok(()) => return Ok(number),
            Err(why) => refused.push(why),
        }
    }
    Err(refused.join("; "))
}

/// Opens the vault with the passphrase of the model, verifies it and reads its contents. A fault found by the
/// verification is an error of its own; the inner error says why the vault does not open.
async fn open_and_read(home: &Path, model: &Model) -> Result<Result<Found, OpenError>, String> {
    let vault = match unlock(home, secret(model)).await {
        Ok(vault) => vault,
        Err(error) => return Ok(Err(error)),
    };
    let found = verify_and_read(&vault).await;
    vault
        .lock()
        .await
        .map_err(|error| format!("does not lock: {error}"))?;
    found.map(Ok)
}

/// The contents of a vault; a fault found by the verification is an error.
async fn verify_and_read(vault: &Vault) -> Result<Found, String> {
    if let Some(fault) = faults(vault).await.first() {
        return Err(format!("{}: {}", fault.name, fault.detail));
    }
    Found::read(vault).await.map_err(|error| error.to_string())
}

async fn opens_with_code(home: &Path, model: &Model) -> Result<(), String> {
    let Code::Told(code) = &model.code else {
        return Ok(());
    };
    let code = RecoveryCode::parse(code).map_err(|_| "no recovery code".to_owned())?;
    let vault = unlock(home, Secret::Recovery(code)).await;
    let vault = vault.map_err(|error| format!("by the recovery code: {error}"))?;
    vault.lock().await.map_err(|error| error.to_string())
}

/// Whether a backup opens with the passphrase of its day and has the contents of that day. A vault that was replaced by a
/// backup and could not be backed up itself lies among the backups as a folder.
async fn holds(home: &Path, backup: &Backup) -> Result<(), String> {
    let wrong = |why: &dyn std::fmt::Display| format!("backup of minute {}: {why}", backup.minute);
    let lies = wall(backup.minute)
        .format("vault-%Y-%m-%d-%H%M")
        .to_string();
    let lies = backups(home).join(lies);
    if lies.is_dir() {
        let locked = LockedVault::at(VaultPath::at(lies)).map_err(|error| wrong(&error))?;
        let vault = locked.unlock(secret(&backup.holds)).await;
        let vault = vault.map_err(|error| wrong(&error))?;
        let found = verify_and_read(&vault).await;
        vault.lock().await.map_err(|error| wrong(&error))?;
        return match found {
            Ok(found) if found == Found::expected(&backup.holds) => Ok(()),
            Ok(_) => Err(wrong(&"the contents differ")),
            Err(why) => Err(wrong(&why)),
        };
    }
    let file = list_backups(&backups(home))
        .into_iter()
        .find(|file| file.made == Some(wall(backup.minute)))
        .ok_or_else(|| wrong(&"it is missing"))?;
    let locked = LockedBackup::at(&file.path).map_err(|error| wrong(&error))?;
    let open = locked.open(secret(&backup.holds), home).await;
    let open = open.map_err(|error| wrong(&error))?;
    let mut found = BTreeMap::new();
    for row in open.clients().await.map_err(|error| wrong(&error))?.whole {
        let courses = open.courses(row.id).await.map_err(|error| wrong(&error))?;
        let written = courses.first().map(note).unwrap_or_default().to_owned();
        found.insert(row.client.code, written);
    }
    open.close().await.map_err(|error| wrong(&error))?;
    let expected = Found::expected(&backup.holds).clients;
    if found.len() == expected.len()
        && found
            .iter()
            .all(|(code, written)| expected.get(code).is_some_and(|(text, _)| text == written))
    {
        Ok(())
    } else {
        Err(wrong(&"the contents differ"))
    }
}
