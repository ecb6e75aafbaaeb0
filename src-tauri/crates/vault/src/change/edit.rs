//! The kinds of edit: the audit trail keeps their codes, and the window labels undo with them.

use serde::Serialize;

macro_rules! edit_kinds {
    ($($(#[$doc:meta])* $kind:ident = $code:literal),+ $(,)?) => {
        /// The kind of an edit.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
        #[cfg_attr(feature = "bindings", derive(specta::Type))]
        #[serde(rename_all = "snake_case")]
        pub enum EditKind {$($(#[$doc])* $kind),+}

        impl EditKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// Its name in the vault and in the window's words.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {$(Self::$kind => $code),+}
            }
        }
    };
}

edit_kinds!(
    /// A new client.
    AddClient = "add_client",
    /// A client's name, code or contact changed.
    EditClient = "edit_client",
    /// A client put away or brought back.
    ArchiveClient = "archive_client",
    /// A course begun.
    BeginCourse = "begin_course",
    /// A course brought in from a file.
    ImportCourse = "import_course",
    /// A course written to a file.
    ExportCourse = "export_course",
    /// The outcome of a slot recorded.
    RecordSlot = "record_slot",
    /// A slot recorded otherwise, with a reason.
    CorrectSlot = "correct_slot",
    /// A slot moved to another day.
    RescheduleSlot = "reschedule_slot",
    /// One more slot.
    AddSlot = "add_slot",
    /// A break planned.
    PlanBreak = "plan_break",
    /// The page of a missed session written or changed.
    WriteMissed = "write_missed",
    /// A note written or changed.
    WriteNote = "write_note",
    /// A note signed.
    SignNote = "sign_note",
    /// An addition to a signed note.
    AddAddendum = "add_addendum",
    /// A signed note struck through.
    StrikeNote = "strike_note",
    /// A measure filled in.
    RecordMeasure = "record_measure",
    /// A measure declined.
    DeclineMeasure = "decline_measure",
    /// A measure entered by mistake removed, or struck out.
    RemoveMeasure = "remove_measure",
    /// A task done, left out or opened again.
    MarkTask = "mark_task",
    /// A risk conversation.
    SaveRiskReview = "save_risk_review",
    /// A risk flag seen.
    AcknowledgeRisk = "acknowledge_risk",
    /// The safety plan.
    SaveSafetyPlan = "save_safety_plan",
    /// The focus agreed.
    AgreeFocus = "agree_focus",
    /// The focus changed, with a reason.
    ChangeFocus = "change_focus",
    /// The shared explanation.
    SaveFormulation = "save_formulation",
    /// A goal added.
    AddGoal = "add_goal",
    /// A goal reworded.
    EditGoal = "edit_goal",
    /// A goal taken away.
    RemoveGoal = "remove_goal",
    /// A goal rated.
    RateGoal = "rate_goal",
    /// The contract drafted or edited.
    EditContract = "edit_contract",
    /// The contract agreed.
    FinaliseContract = "finalise_contract",
    /// The contract amended, with a reason.
    AmendContract = "amend_contract",
    /// The rule for missed sessions changed.
    ChangeMissedRule = "change_missed_rule",
    /// A gate passed.
    PassGate = "pass_gate",
    /// The next phase begun.
    MoveOn = "move_on",
    /// The course concluded.
    Conclude = "conclude",
    /// The course taken up again.
    UndoConclusion = "undo_conclusion",
    /// The day set from which the record may be reviewed for disposal.
    SetRetention = "set_retention",
    /// A contact after the end.
    SaveFollowUp = "save_follow_up",
    /// A person added to the inventory.
    AddPerson = "add_person",
    /// A person's entry changed.
    EditPerson = "edit_person",
    /// A person taken out.
    RemovePerson = "remove_person",
    /// A person moved on the map.
    PlacePerson = "place_person",
    /// A person put back in the tray.
    UnplacePerson = "unplace_person",
    /// The line to a person drawn otherwise.
    SetMapQuality = "set_map_quality",
    /// A version of the map kept.
    TakeSnapshot = "take_snapshot",
    /// A version of the map corrected.
    ReviseSnapshot = "revise_snapshot",
    /// The map gone on with from an earlier version.
    TakeUpSnapshot = "take_up_snapshot",
    /// The map made tidy.
    TidyMap = "tidy_map",
    /// The rings of the map named.
    NameRings = "name_rings",
    /// A tie among others drawn, or drawn otherwise.
    DrawTie = "draw_tie",
    /// A tie among others taken off.
    DropTie = "drop_tie",
    /// A note put on the map, or rewritten.
    WriteMapNote = "write_map_note",
    /// A note moved on the map.
    MoveMapNote = "move_map_note",
    /// A note taken off the map.
    DropMapNote = "drop_map_note",
    /// A removed person brought back.
    BringPersonBack = "bring_person_back",
    /// The map written to a file.
    ExportMap = "export_map",
    /// A file that was announced by the line before it, and could not be written.
    ExportFailed = "export_failed",
    /// An event of the timeline.
    SaveEvent = "save_event",
    /// A worksheet written.
    WriteWorksheet = "write_worksheet",
    /// A review or letter written.
    WriteDocument = "write_document",
    /// The background at the start.
    SaveAssessment = "save_assessment",
    /// The passphrase changed.
    ChangePassphrase = "change_passphrase",
    /// A new recovery code.
    NewRecoveryCode = "new_recovery_code",
    /// A second recovery code, for a colleague.
    AddColleagueCode = "add_colleague_code",
    /// The colleague's code taken back.
    RevokeColleagueCode = "revoke_colleague_code",
    /// A new master key, and every secret with it.
    ReplaceMasterKey = "replace_master_key",
    /// A client erased.
    EraseClient = "erase_client",
);

impl EditKind {
    /// Whether it can be undone. Undo stops at a signed note, which only grows, at an export, which has left the vault,
    /// and at an erasure.
    #[must_use]
    pub const fn is_undoable(self) -> bool {
        !matches!(
            self,
            Self::SignNote
                | Self::AddAddendum
                | Self::StrikeNote
                | Self::ExportCourse
                | Self::ExportMap
                | Self::ExportFailed
                | Self::ChangePassphrase
                | Self::NewRecoveryCode
                | Self::AddColleagueCode
                | Self::RevokeColleagueCode
                | Self::ReplaceMasterKey
                | Self::EraseClient
        )
    }

    /// The kind with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }
}

/// The kind of an edit and whom it is about. Every write names one.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Edit {
    /// Its kind.
    pub kind: EditKind,
    /// The person or thing that it is about, in the therapist's words ("Leila"). Stored only in the vault.
    pub about: Option<String>,
}

impl From<EditKind> for Edit {
    fn from(kind: EditKind) -> Self {
        Self { kind, about: None }
    }
}

impl Edit {
    /// An edit about someone or something.
    #[must_use]
    pub fn about(kind: EditKind, about: impl Into<String>) -> Self {
        Self {
            kind,
            about: Some(about.into()),
        }
    }
}

course::redacted!(Edit);

#[cfg(test)]
mod tests {
    use super::EditKind;

    #[test]
    fn every_kind_is_read_back_by_its_code() {
        for kind in EditKind::ALL {
            assert_eq!(
                serde_json::to_value(kind).unwrap(),
                kind.code(),
                "window and vault have the same code"
            );
            assert_eq!(
                EditKind::from_code(kind.code()),
                Some(*kind),
                "two kinds must not share {}",
                kind.code()
            );
        }
    }
}
