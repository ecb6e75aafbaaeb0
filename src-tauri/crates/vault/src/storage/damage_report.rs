//! The report on a vault with damaged pages.

use course::people::Client;
use course::storage::RecordKind;

use crate::timestamp::Timestamp;

/// The state of a vault that opened with damaged pages.
pub struct DamageReport {
    /// How many pages there are.
    pub pages: usize,
    /// How many there should be, if the first page can be read.
    pub expected: Option<usize>,
    /// How many have a wrong MAC.
    pub damaged: usize,
    /// Records that the audit trail names and that are on no readable page.
    pub lost: Vec<LostRecord>,
    /// The trail itself has gaps: more records may be lost than it names.
    pub more: bool,
}

/// A record that cannot be read: it is on no readable page of a damaged vault, or does not parse.
#[derive(Clone)]
pub struct LostRecord {
    /// The kind of record.
    pub kind: RecordKind,
    /// The id of the client or course it belongs to.
    pub id: String,
    /// The key within its course; empty where there is only one, or it is unknown.
    pub key: String,
    /// Its client, if that can still be read.
    pub client: Option<Client>,
    /// When it was last written, if the audit trail says so.
    pub written: Option<Timestamp>,
}
