//! Opens the vault and runs the command.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;
use vault::{BeforeUpgrade, KdfCost, LockedVault, OpenError, Vault, VaultPath};

use crate::arguments::{Arguments, Command};
use crate::clock::{local_now, now};
use crate::output::Output;
use crate::refusal::Refusal;
use crate::verification::report_steps;
use crate::{backup, clients, export, import, salvage, secrets};

pub async fn run(arguments: Arguments) -> Result<ExitCode, Refusal> {
    let Arguments {
        command,
        vault,
        recovery,
        json,
    } = arguments;
    let output = Output::new(json);
    let path = VaultPath::at(&vault);
    // Course files are checked before the vault is opened, so that a wrong file is refused without the second that
    // unlocking takes.
    let (opened, done) = match command {
        Command::Create => {
            let (opened, done) = create(path, &output).await?;
            (opened, Ok(done))
        }
        Command::Import { files } => {
            let courses = import::read_all(&files)?;
            let opened = open(path, recovery).await?;
            let done = import::add(&opened, courses, &output).await;
            (opened, done)
        }
        Command::ChangePassphrase => {
            let opened = open_to_change(path, recovery).await?;
            (opened, Ok(ExitCode::SUCCESS))
        }
        Command::Clients => {
            let opened = open(path, recovery).await?;
            let done = clients::list(&opened, &output).await;
            (opened, done)
        }
        Command::Outcomes { client, course } => {
            let opened = open(path, recovery).await?;
            let done = clients::outcomes(&opened, &client, course.as_deref(), &output).await;
            (opened, done)
        }
        Command::Export { client, to } => {
            let opened = open(path, recovery).await?;
            let done = export::write(&opened, &client, &to, &output).await;
            (opened, done)
        }
        Command::Restore { to } => {
            return backup::put_back(&vault, &to, recovery, &output).await;
        }
        Command::Salvage { to } => {
            let opened = open(path, recovery).await?;
            let done = salvage::write(&opened, &to, &output).await;
            (opened, done)
        }
        Command::Verify if vault.is_file() => {
            return backup::verify(&vault, recovery, &output).await;
        }
        Command::Verify => {
            let opened = open(path, recovery).await?;
            let done = match opened.verify().await {
                Ok(steps) => report_steps(steps, &output),
                Err(error) => Err(error.into()),
            };
            (opened, done)
        }
        Command::Backup { to } => {
            let opened = open(path, recovery).await?;
            let done = backup::make(&opened, &to, &output).await;
            (opened, done)
        }
    };
    opened.lock().await?;
    done
}

/// The vault at this path.
fn find(path: &VaultPath) -> Result<LockedVault, Refusal> {
    let locked = LockedVault::at(path.clone()).map_err(|error| {
        if error == OpenError::NotAVault && has_database(path.folder()) {
            OpenError::HeaderDamaged.into()
        } else {
            Refusal::from(error)
        }
    })?;
    let beside = path.folder().parent().unwrap_or(path.folder());
    Ok(locked.backing_up(BeforeUpgrade {
        backups: beside.join("backups"),
        at: now(),
        local: local_now(),
    }))
}

/// If the database exists, two files that are no headers are damaged headers.
fn has_database(folder: &Path) -> bool {
    folder.join("vault.db").is_file()
}

async fn open(path: VaultPath, recovery: bool) -> Result<Vault, Refusal> {
    let locked = find(&path)?;
    Ok(locked.unlock(secrets::opening(recovery)?).await?)
}

#[derive(Serialize)]
struct Created<'a> {
    recovery_code: &'a str,
}

async fn create(path: VaultPath, output: &Output) -> Result<(Vault, ExitCode), Refusal> {
    let passphrase = secrets::new_passphrase()?;
    if LockedVault::at(path.clone()).is_ok() {
        return Err(OpenError::AlreadyExists.into());
    }
    let (vault, code) =
        LockedVault::create(path, &passphrase, KdfCost::calibrated()?, now()).await?;
    let code = code.groups().join("-");
    output.answer(
        &Created {
            recovery_code: &code,
        },
        [code.clone()],
    )?;
    Ok((vault, ExitCode::SUCCESS))
}

/// Opens the vault and changes its passphrase. The new passphrase is checked first.
async fn open_to_change(path: VaultPath, recovery: bool) -> Result<Vault, Refusal> {
    let locked = find(&path)?;
    let (to_open, to_change) = secrets::opening_twice(recovery)?;
    let new = secrets::new_passphrase()?;
    let vault = locked.unlock(to_open).await?;
    vault
        .change_passphrase(to_change, new, KdfCost::calibrated()?, now())
        .await?;
    Ok(vault)
}
