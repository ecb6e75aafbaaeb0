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
use crate::storage::vault::{HeaderRepair, Open, Opening, Vault};
use crate::timestamp::Timestamp;

/// The first schema whose rows are recognised by their columns, so that a damaged database can be read without SQLite.
const FIRST_READABLE_IN_PIECES: u16 = 2;

/// Opens the database of an unlocked vault; one with damaged pages is opened read-only.
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
        .and_then(|identity| Ok((identity, repair_header(&path, &header)?)));
    let (identity, header_repair) = match rest {
        Ok(rest) => rest,
        Err(error) => {
            database::close(connection).await?;
            return Err(error);
        }
    };
    // A damaged trail cannot be compared with the mark.
    let older = match read_only {
        None => older(&mut connection, &path, &header, &keys).await,
        Some(_) => None,
    };
    let opening = Opening {
        strengthen: header.is_weak(),
        header_repair,
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

/// Opens a database whose pages are all undamaged, and upgrades it to the current schema.
async fn open_whole(
    path: &VaultPath,
    header: &mut Header,
    keys: &Arc<Keys>,
) -> Result<SqliteConnection, OpenError> {
    let file = path.database();
    let left_open = torn_pages::was_left_open(path);
    if left_open {
        // SQLite first rolls the journal back; before that, pages may be half written.
        let connection = database::open(&file, &keys.database, Expect::Schema).await?;
        database::close(connection).await?;
    }
    let whole = seeded::fault("nobody sees damage")
        || has_whole_pages(file.clone(), Arc::clone(keys)).await;
    let mut connection = database::open(&file, &keys.database, Expect::Schema).await?;
    let made = async {
        if left_open && !whole && database::has_damaged_pages(&mut connection).await? {
            // The next check finds pages that could not be repaired.
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
            // A full or read-only disk must not prevent opening.
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

/// Whether every page's MAC is right, checked on several cores. If not, SQLite checks again and decides.
async fn has_whole_pages(file: PathBuf, keys: Arc<Keys>) -> bool {
    spawn_blocking(move || damage::pages::all_fit(&file, &keys.database))
        .await
        .unwrap_or(false)
}

/// If this vault is older than the one last used here, the time of that one's last change.
async fn older(
    connection: &mut SqliteConnection,
    path: &VaultPath,
    header: &Header,
    keys: &Keys,
) -> Option<Timestamp> {
    let mark = Mark::kept(path, &header.vault_id(), &keys.state)?;
    // A trail that cannot be read is reported when it is read next.
    let reached = mark.is_reached(connection).await.unwrap_or(true);
    mark.at().filter(|_| !reached)
}

/// Writes into the header that earlier programs cannot read the vault; the database says so too. The header comes after
/// the database: if the program is killed in between, or the disk is full, no program is refused a vault it can read.
fn raise_min_reader(path: &VaultPath, header: &mut Header, keys: &Keys) {
    let Some(mut raised) = header.for_readers_of(MIN_READER) else {
        return;
    };
    raised.seal(&keys.header);
    if copies::replace(path, header, &raised, |_| Ok(())).is_ok() {
        *header = raised;
    }
}

/// Writes the header that opened over a copy that differs. A failure does not prevent opening.
fn repair_header(path: &VaultPath, header: &Header) -> Result<HeaderRepair, OpenError> {
    if Copies::read(path)?.both_are(header) {
        return Ok(HeaderRepair::NotNeeded);
    }
    Ok(copies::write_both(path, header).map_or(HeaderRepair::Failed, |()| HeaderRepair::Done))
}
