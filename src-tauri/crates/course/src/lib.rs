//! The rules of a time-limited course of Interpersonal Psychotherapy, and the shape of its record.
//!
//! Nothing here reads a file, a clock or a random number: time and ids are arguments, and a refusal is
//! a value. [`Course`] is one course of one client, whole; its verbs take it and return it changed, or
//! say which rule was broken. Its serde shape is the course file itself (`tests/golden/course-file.schema.json`).
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod course;
pub mod dates {
    //! Calendar days and instants.
    pub mod calendar;
    mod instant;

    pub use instant::{Instant, NotAnInstant};
}
pub mod ending {
    //! The end of a course: concluding it, letters, follow-ups, how long the record is kept.
    pub(crate) mod conclude;
    mod letters;
    mod retention;

    pub use conclude::Conclusion;
}
pub mod file;
pub mod focus {
    //! The focus, its goals and the formulation.
    mod agreement;
    mod formulation;
    mod goals;

    pub use agreement::FocusDraft;
    pub use formulation::FormulationDraft;
    pub use goals::MOST_GOALS;
}
pub mod guidance {
    //! What a therapist may do and think of now.
    mod glance;
    mod next_steps;
    mod preview;
    mod reminders;
    mod tasks;

    pub use glance::{Glance, NextSlot, OpenRisk, Pip};
    pub use next_steps::NextStep;
    pub use preview::Foresight;
    pub use reminders::Reminder;
    pub use tasks::TaskView;
}
pub mod ids;
pub mod map {
    //! The relationship map.
    pub mod changes;
    mod deaths;
    pub mod history;
    mod notes;
    mod placing;
    mod quality;
    pub mod rings;
    pub mod sessions;
    mod ties;
    mod versions;

    pub use placing::Turning;
    pub use versions::SnapshotDraft;
}
pub mod measures {
    //! Measures: instruments, answers, scores, outcomes.
    mod amount;
    mod entry;
    pub mod instruments;
    mod outcomes;
    pub mod scale;
    pub mod score;

    pub use amount::Amount;
    pub use entry::MeasureEntry;
    pub use outcomes::{Change, Item9Flag, Outcomes, ProRated};
}
pub mod people {
    //! The people in the client's life.
    mod inventory;
    mod mentions;
    mod relation;

    pub(crate) use inventory::MOST_RINGS;
    pub use mentions::{Mention, MentionKind};
}
pub mod plan {
    //! The plan of a course: format, contract, slots, phases, gates.
    pub(crate) mod begin;
    pub mod contract {
        //! The contract with the client.
        mod amending;
        mod missed_rule;
        mod terms;

        pub use terms::ContractEdit;
    }
    pub mod format;
    pub mod gate {
        //! The gates between phases.
        mod missing;
        mod passing;
        pub(crate) mod state;

        pub use passing::GatePass;
        pub use state::{GATES, GateStage, GateState};
    }
    pub mod numbering;
    mod phase;
    mod series;

    pub use begin::BeginPlan;
}
pub mod record;
pub mod risk {
    //! Risk conversations and flags.
    mod reviews;
}
pub mod rule_broken;
pub mod session {
    //! Sessions: slots recorded, notes written and signed.
    mod notes;
    mod references;
    mod signing;
    mod slots;

    pub use notes::NoteDraft;
    pub use signing::AddendumDraft;
    pub use slots::SlotOutcome;
}
pub mod settle;
pub mod storage;
#[cfg(test)]
mod testing;
mod timeline {
    mod events;
}

pub use course::Course;
pub use rule_broken::RuleBroken;
