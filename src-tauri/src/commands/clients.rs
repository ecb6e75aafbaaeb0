//! Clients: the list, one client, and their details.

use std::collections::BTreeMap;

use course::guidance::{ClientRisk, Glance, OpenRisk};
use course::people::{Client, EmergencyContact, client_code, same_code};
use course::plan::CourseStatus;
use course::storage::RecordKind;
use serde::{Deserialize, Serialize};
use specta::Type;
use vault::{ClientId, CourseId, CourseRow, Edit, EditKind, Saved};

use crate::change::SavedId;
use crate::commands::risk::{ClientCheck, OpenFlag, open_flags, risk_checks};
use crate::environment::clock::Clock;
use crate::error::CommandError;
use crate::lock::OpenVault;

/// A client in the list, with their newest course under way, or their newest course if none is, and with what is open
/// in any of their courses.
#[derive(Serialize, Type)]
pub struct ClientRow {
    pub id: ClientId,
    pub code: String,
    pub display_name: Option<String>,
    pub archived: bool,
    pub fictional: bool,
    pub course: Option<CourseId>,
    pub glance: Option<Glance>,
    /// The highest open flag of all their courses.
    pub risk: OpenRisk,
    /// Notes to be signed, of all their courses.
    pub unsigned: i32,
}

/// A client and their courses, oldest first.
#[derive(Serialize, Type)]
pub struct ClientView {
    pub id: ClientId,
    pub client: Client,
    pub archived: bool,
    pub courses: Vec<CourseSummary>,
    /// The newest course under way, or the newest where none is.
    pub current: Option<CourseId>,
    /// The open flags of all their courses, the most urgent first.
    pub flags: Vec<OpenFlag>,
    /// The days on which to ask about risk again, of all their courses, the earliest first.
    pub checks: Vec<ClientCheck>,
}

/// A course in the list of a client's courses.
#[derive(Serialize, Type)]
pub struct CourseSummary {
    pub id: CourseId,
    pub glance: Glance,
}

/// A new client, with a name or a code.
#[derive(Deserialize, Type)]
pub struct NewClient {
    pub name: Option<String>,
    pub code: Option<String>,
}

/// The details of a client that can be changed.
#[derive(Deserialize, Type)]
pub struct ClientEdit {
    pub display_name: Option<String>,
    pub code: String,
    pub pronouns: Option<String>,
    pub date_of_birth: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub address_area: Option<String>,
    pub gp: Option<String>,
}

/// All clients, by code.
#[tauri::command]
#[specta::specta]
pub async fn clients(vault: OpenVault) -> Result<Vec<ClientRow>, CommandError> {
    let courses = vault.glances().await?.whole;
    let mut of_client: BTreeMap<ClientId, Vec<&CourseRow>> = BTreeMap::new();
    for row in &courses {
        of_client.entry(row.client_id).or_default().push(row);
    }
    let clients = vault.clients().await?.whole.into_iter();
    let row = |found: vault::ClientRow| {
        let own = of_client.get(&found.id).map_or(&[][..], Vec::as_slice);
        let unsigned: usize = own.iter().map(|row| row.glance.unsigned.len()).sum();
        let shown = current_course(own.iter().copied());
        ClientRow {
            id: found.id,
            code: found.client.code,
            display_name: found.client.display_name,
            archived: found.archived,
            fictional: shown.is_some_and(|row| row.glance.fictional),
            course: shown.map(|row| row.id),
            glance: shown.map(|row| row.glance.clone()),
            risk: ClientRisk::of(own.iter().map(|row| &row.glance)).level(),
            unsigned: i32::try_from(unsigned).unwrap_or(i32::MAX),
        }
    };
    Ok(clients.map(row).collect())
}

/// Of a client's courses the newest under way, or the newest where none is.
pub fn current_course<'a>(
    courses: impl IntoIterator<Item = &'a CourseRow>,
) -> Option<&'a CourseRow> {
    let under_way = |row: &CourseRow| row.glance.status != CourseStatus::Closed;
    courses
        .into_iter()
        .max_by_key(|row| (under_way(row), row.ordinal))
}

/// One client.
#[tauri::command]
#[specta::specta]
pub async fn client(vault: OpenVault, client_id: ClientId) -> Result<ClientView, CommandError> {
    let found = vault.client(client_id).await?;
    let courses = vault.courses_of(client_id).await?.whole;
    let named = || courses.iter().map(|row| (row, found.client.called()));
    let flags = open_flags(named());
    let checks = risk_checks(named(), vault.clock().today());
    let current = current_course(&courses).map(|row| row.id);
    let courses = courses.into_iter();
    let courses = courses
        .map(|course| CourseSummary {
            id: course.id,
            glance: course.glance,
        })
        .collect();
    Ok(ClientView {
        id: client_id,
        client: found.client,
        archived: found.archived,
        courses,
        current,
        flags,
        checks,
    })
}

/// Adds a client; makes a code if none is given.
#[tauri::command]
#[specta::specta]
pub async fn add_client(vault: OpenVault, client: NewClient) -> Result<SavedId, CommandError> {
    let _alone = vault.alone().await;
    let name = client.name.filter(|name| !name.trim().is_empty());
    let given = client.code.map(|code| client_code(&code));
    let code = match given.filter(|code| !code.is_empty()) {
        Some(code) => code,
        None if name.is_some() => free_code(&vault).await?,
        None => return Err(CommandError::NameOrCodeNeeded),
    };
    let id = Clock::client_id();
    let client = Client::new(Clock::id(), code, name).checked()?;
    let mut change = vault
        .begin(
            Edit::about(EditKind::AddClient, client.called()),
            vault.clock().timestamp(),
        )
        .await?;
    change.add_client(id, &client).await?;
    Ok(SavedId::new(id, change.commit().await?))
}

/// The first of C-001, C-002 … that no client has.
async fn free_code(vault: &OpenVault) -> Result<String, CommandError> {
    let clients = vault.clients().await?.whole;
    let taken = |code: &String| clients.iter().any(|row| same_code(&row.client.code, code));
    let code = (1..)
        .map(|number| format!("C-{number:03}"))
        .find(|code| !taken(code));
    code.ok_or(CommandError::AlreadyThere {
        kind: RecordKind::Client,
    })
}

/// Changes the details of a client.
#[tauri::command]
#[specta::specta]
pub async fn edit_client(
    vault: OpenVault,
    client_id: ClientId,
    edit: ClientEdit,
) -> Result<Saved, CommandError> {
    let _alone = vault.alone().await;
    if client_code(&edit.code).is_empty() {
        return Err(CommandError::NameOrCodeNeeded);
    }
    let client = Client {
        code: edit.code,
        display_name: edit.display_name,
        pronouns: edit.pronouns,
        date_of_birth: edit.date_of_birth,
        phone: edit.phone,
        email: edit.email,
        address_area: edit.address_area,
        gp: edit.gp,
        ..vault.client(client_id).await?.client
    }
    .checked()?;
    let mut change = vault
        .begin(
            Edit::about(EditKind::EditClient, client.called()),
            vault.clock().timestamp(),
        )
        .await?;
    change.save_client(client_id, &client).await?;
    Ok(change.commit().await?)
}

/// Sets the person to call in an emergency, or takes them out.
#[tauri::command]
#[specta::specta]
pub async fn save_emergency_contact(
    vault: OpenVault,
    client_id: ClientId,
    contact: Option<EmergencyContact>,
) -> Result<Saved, CommandError> {
    let _alone = vault.alone().await;
    let client = vault.client(client_id).await?.client;
    let client = client.with_emergency_contact(contact)?;
    let edit = Edit::about(EditKind::EditClient, client.called());
    let mut change = vault.begin(edit, vault.clock().timestamp()).await?;
    change.save_client(client_id, &client).await?;
    Ok(change.commit().await?)
}

/// Archives a client, or restores them from the archive.
#[tauri::command]
#[specta::specta]
pub async fn archive_client(
    vault: OpenVault,
    client_id: ClientId,
    archived: bool,
) -> Result<Saved, CommandError> {
    let _alone = vault.alone().await;
    let called = vault.client(client_id).await?.client.called().to_owned();
    let mut change = vault
        .begin(
            Edit::about(EditKind::ArchiveClient, called),
            vault.clock().timestamp(),
        )
        .await?;
    change.archive_client(client_id, archived).await?;
    Ok(change.commit().await?)
}
