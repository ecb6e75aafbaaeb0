//! What is lost of a vault with damaged pages.

use course::record::RecordKind;
use course::record::client::Client;

use crate::timestamp::Timestamp;

/// What is known of a vault that opened damaged.
pub struct DamageReport {
    /// How many pages there are.
    pub pages: usize,
    /// How many there should be, if the first one tells.
    pub expected: Option<usize>,
    /// How many do not fit their MAC.
    pub damaged: usize,
    /// Records the audit trail names that are on no readable page.
    pub lost: Vec<LostRecord>,
    /// The trail itself has gaps: more may be lost than it names.
    pub more: bool,
}

/// A record that cannot be read: it is on no readable page of a damaged vault, or does not parse.
#[derive(Clone)]
pub struct LostRecord {
    /// What kind of record.
    pub kind: RecordKind,
    /// The id of the client or course it belongs to.
    pub id: String,
    /// Which of theirs; empty where there is only one, or it cannot be told.
    pub key: String,
    /// Whose it is, where that can still be read.
    pub client: Option<Client>,
    /// When it was last written, where the audit trail tells.
    pub written: Option<Timestamp>,
}
