//! Opens the database of a vault whose header a secret has opened.

use std::path::PathBuf;
use std::sync::Arc;

use sqlx::sqlite::SqliteConnection;
use tokio::task::spawn_blocking;

use crate::change::drafts;
use crate::change::erasing;
use crate::crypto::keys::Keys;
use crate::error::{OpenError, VaultError};
use crate::header::copies::{self, Copies, Unlocked};
use crate::header::format::Header;
use crate::integrity::damage;
use crate::location::path::VaultPath;
use crate::location::platform::FileIdentity;
use crate::location::single_opener::SingleOpener;
use crate::open::torn_pages;
use crate::record::courses;
use crate::seeded;
use crate::storage::database::{self, Expect};
use crate::storage::freshness::Mark;
use crate::storage::schema::{self, MIN_READER};
use crate::storage::vault::{Healing, Open, Opening, Vault};
use crate::timestamp::Timestamp;

/// The first schema whose rows are known by their shape, so that a damaged database can be read without SQLite.
const FIRST_READABLE_IN_PIECES: u16 = 2;

/// Opens the database of an unlocked vault; one with damaged pages for reading alone.
pub async fn open_database(
    path: VaultPath,
    opener: SingleOpener,
    unlocked: Unlocked,
) -> Result<Vault, OpenError> {
    let Unlocked {
        mut header,
        keys,
        other_was_altered,
    } = unlocked;
    let file = path.database();
    let (mut connection, read_only) = match open_whole(&path, &mut header, &keys).await {
        Ok(connection) => (connection, None),
        Err(error @ (OpenError::DatabaseDamaged | OpenError::Io(_)))
            if header.min_reader() >= FIRST_READABLE_IN_PIECES =>
        {
            let (connection, found) = damage::read_after(error, &file, &keys.database).await?;
            (connection, Some(found))
        }
        Err(error) => return Err(error),
    };
    let rest = FileIdentity::of(&file)
        .map_err(OpenError::from)
        .and_then(|identity| Ok((identity, heal(&path, &header)?)));
    let (identity, healing) = match rest {
        Ok(rest) => rest,
        Err(error) => {
            database::close(connection).await?;
            return Err(error);
        }
    };
    // What is left of a damaged trail is no measure.
    let older = match read_only {
        None => older(&mut connection, &path, &header, &keys).await,
        Some(_) => None,
    };
    let opening = Opening {
        strengthen: header.is_weak(),
        healing,
        altered: other_was_altered,
        older,
    };
    let open = Open {
        connection,
        header,
        keys,
    };
    let vault = Vault::new(path, opening, identity, opener, open);
    Ok(vault.read_only_if(read_only))
}

/// Opens a database of which every page is whole, and makes it one of today.
async fn open_whole(
    path: &VaultPath,
    header: &mut Header,
    keys: &Arc<Keys>,
) -> Result<SqliteConnection, OpenError> {
    let file = path.database();
    let left_open = torn_pages::was_left_open(path);
    if left_open {
        // Before a journal is played back, pages may be half written.
        let connection = database::open(&file, &keys.database, Expect::Schema).await?;
        database::close(connection).await?;
    }
    let whole = seeded::fault("nobody sees damage")
        || has_whole_pages(file.clone(), Arc::clone(keys)).await;
    let mut connection = database::open(&file, &keys.database, Expect::Schema).await?;
    let made = async {
        if left_open && !whole && database::has_damaged_pages(&mut connection).await? {
            // What cannot be put right is seen at once.
            torn_pages::rewrite_free_pages(&mut connection).await.ok();
        }
        if !whole && database::has_damaged_pages(&mut connection).await? {
            return Err(OpenError::DatabaseDamaged);
        }
        database::check_name(&mut connection, &header.vault_id()).await?;
        if database::is_earlier(&mut connection).await? {
            schema::bring_up_to_date(&mut connection).await?;
        }
        raise_min_reader(path, header, keys);
        let refreshed = async {
            courses::refresh_glances(&mut connection).await?;
            drafts::seal_if_never(&mut connection, &keys.audit).await?;
            erasing::finish(&mut connection, &keys.audit).await
        };
        match refreshed.await {
            // Nor is a full disk a reason to keep anyone out.
            Ok(()) | Err(VaultError::ReadOnly | VaultError::DiskFull) => Ok(()),
            Err(error) => Err(error.into()),
        }
    };
    match made.await {
        Ok(()) => Ok(connection),
        Err(error) => {
            database::close(connection).await?;
            Err(error)
        }
    }
}

/// Whether every page fits, seen on all cores; whatever does not is looked at once more by SQLite, which knows better.
async fn has_whole_pages(file: PathBuf, keys: Arc<Keys>) -> bool {
    spawn_blocking(move || damage::pages::all_fit(&file, &keys.database))
        .await
        .unwrap_or(false)
}

/// When what was last used here was last changed, if this is not that, nor went on from there.
async fn older(
    connection: &mut SqliteConnection,
    path: &VaultPath,
    header: &Header,
    keys: &Keys,
) -> Option<Timestamp> {
    let mark = Mark::kept(path, &header.vault_id(), &keys.state)?;
    // What cannot be read now is found damaged by whoever reads it.
    let reached = mark.is_reached(connection).await.unwrap_or(true);
    mark.at().filter(|_| !reached)
}

/// Tells earlier programs by the header that they cannot read the vault; the database tells them too. It comes
/// after the database: killed between, or without room for it, no one is kept out of what they can still read.
fn raise_min_reader(path: &VaultPath, header: &mut Header, keys: &Keys) {
    let Some(mut raised) = header.for_readers_of(MIN_READER) else {
        return;
    };
    raised.seal(&keys.header);
    if copies::replace(path, header, &raised, |_| Ok(())).is_ok() {
        *header = raised;
    }
}

/// Makes both copies bear the header that opened. That it cannot is no reason to keep anyone out.
fn heal(path: &VaultPath, header: &Header) -> Result<Healing, OpenError> {
    if Copies::read(path)?.both_are(header) {
        return Ok(Healing::NotNeeded);
    }
    Ok(copies::write_both(path, header).map_or(Healing::Failed, |()| Healing::Done))
}
