//! Recognises the table of a row by its columns. Unused pages are zeros, so every row found is in use.

use std::collections::BTreeMap;

use course::people::Client;
use course::storage::RecordKind;

use super::cells::{Row, Value};
use crate::record::record_id::{RecordId, kind_named};

/// A client.
pub struct ClientFound {
    /// Whether the client is archived.
    pub archived: i64,
    /// JSON.
    pub body: String,
    /// The salt of the content MAC.
    pub salt: Vec<u8>,
}

/// A course.
pub struct CourseFound {
    /// The client.
    pub client: String,
    /// The number of the course among those of the client.
    pub ordinal: i64,
    /// The glance that lists show.
    pub glance: String,
    /// The salt of the content MAC.
    pub salt: Vec<u8>,
}

/// A record of a course.
pub struct RecordFound {
    /// Its position in the list it belongs to.
    pub position: i64,
    /// JSON.
    pub body: String,
    /// The salt of the content MAC.
    pub salt: Vec<u8>,
}

/// A line of the audit trail.
pub struct LineFound {
    /// The number of the change.
    pub change: i64,
    /// When.
    pub at: i64,
    /// The edit.
    pub edit: String,
    /// The kind of record.
    pub kind: String,
    /// The record.
    pub record: String,
    /// Its content MAC.
    pub content: Vec<u8>,
    /// The MAC of the line.
    pub mac: Vec<u8>,
}

/// A text in progress.
pub struct DraftFound {
    /// The client.
    pub client: Option<String>,
    /// The text.
    pub body: String,
    /// When.
    pub at: i64,
}

/// All rows that were found.
#[derive(Default)]
pub struct Found {
    /// By id.
    pub clients: BTreeMap<String, ClientFound>,
    /// By id.
    pub courses: BTreeMap<String, CourseFound>,
    /// By course, kind and key.
    pub records: BTreeMap<(String, String, String), RecordFound>,
    /// By number.
    pub trail: BTreeMap<i64, LineFound>,
    /// By key.
    pub drafts: BTreeMap<String, DraftFound>,
}

impl Found {
    /// Whether there is no client, no course and no record.
    pub fn is_empty(&self) -> bool {
        self.clients.is_empty() && self.courses.is_empty() && self.records.is_empty()
    }

    /// The id of each record that was found.
    pub fn record_ids(&self) -> impl Iterator<Item = RecordId> {
        let clients = self.clients.keys();
        let courses = self.courses.keys();
        let records = self.records.keys();
        clients
            .map(|id| record_id(RecordKind::Client, id, ""))
            .chain(courses.map(|id| record_id(RecordKind::Course, id, "")))
            .chain(records.filter_map(|(course, kind, key)| {
                let kind = kind_named(kind).ok()?;
                Some(record_id(kind, course, key))
            }))
    }

    /// The client of that id, or of the course of that id.
    pub fn client_of(&self, owner: &str) -> Option<Client> {
        let of_course = self.courses.get(owner).map(|course| course.client.as_str());
        let client = self.clients.get(of_course.unwrap_or(owner))?;
        serde_json::from_str(&client.body).ok()
    }

    /// Adds a row, if it belongs to a table that is read.
    pub fn take(&mut self, row: Row) {
        use Value::{Bytes, Null, Number, Text};
        let Row { number, mut values } = row;
        match values.as_mut_slice() {
            [
                Null,
                Text(course),
                Text(kind),
                Text(key),
                Number(position),
                Text(body),
                Bytes(salt),
            ] if kind_named(kind).is_ok() => {
                let key_of_record = [course, kind, key].map(std::mem::take);
                let record = RecordFound {
                    position: *position,
                    body: std::mem::take(body),
                    salt: std::mem::take(salt),
                };
                self.records.insert(key_of_record.into(), record);
            }
            [Text(id), Number(archived), Text(body), Bytes(salt), _] => {
                let client = ClientFound {
                    archived: *archived,
                    body: std::mem::take(body),
                    salt: std::mem::take(salt),
                };
                self.clients.insert(std::mem::take(id), client);
            }
            [
                Text(id),
                Text(client),
                Number(ordinal),
                Text(glance),
                Bytes(salt),
            ] => {
                let course = CourseFound {
                    client: std::mem::take(client),
                    ordinal: *ordinal,
                    glance: std::mem::take(glance),
                    salt: std::mem::take(salt),
                };
                self.courses.insert(std::mem::take(id), course);
            }
            [
                Null,
                Number(change),
                Number(at),
                Text(edit),
                Text(kind),
                Text(record),
                Bytes(content),
                Bytes(mac),
            ] => {
                let line = LineFound {
                    change: *change,
                    at: *at,
                    edit: std::mem::take(edit),
                    kind: std::mem::take(kind),
                    record: std::mem::take(record),
                    content: std::mem::take(content),
                    mac: std::mem::take(mac),
                };
                self.trail.insert(number, line);
            }
            [Text(key), client @ (Text(_) | Null), Text(body), Number(at)] => {
                let draft = DraftFound {
                    client: match client {
                        Text(client) => Some(std::mem::take(client)),
                        Null | Number(_) | Bytes(_) => None,
                    },
                    body: std::mem::take(body),
                    at: *at,
                };
                self.drafts.insert(std::mem::take(key), draft);
            }
            _ => {}
        }
    }
}

fn record_id(kind: RecordKind, owner: &str, key: &str) -> RecordId {
    RecordId {
        kind,
        owner: owner.to_owned(),
        key: key.to_owned(),
    }
}
