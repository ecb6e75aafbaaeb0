use std::ops::Deref;

use chrono::NaiveDate;
use course::focus::FocusArea;
use course::focus::FocusDraft;
use course::focus::FormulationDraft;
use course::guidance::TaskState;
use course::ids::{PersonId, SlotId};
use course::measures::MeasureEntry;
use course::plan::BeginPlan;
use course::plan::FormatId;
use course::plan::gate::Gate;
use course::plan::gate::GatePass;
use course::session::NoteDraft;
use course::session::SlotOutcome;
use course::session::{Slot, SlotStatus};
use kith::commands::{courses, focus, map, measures, notes, sessions, tasks};
use kith::error::CommandError;
use testkit::new_course;
use vault::{ClientId, CourseId, Saved};

use crate::{Practice, day};

/// One client's therapy in a practice.
pub struct Therapy {
    practice: Practice,
    /// The client of the therapy.
    pub client: ClientId,
    course: Option<CourseId>,
}

impl Deref for Therapy {
    type Target = Practice;

    fn deref(&self) -> &Practice {
        &self.practice
    }
}

/// The outcome of a slot, with the status only.
#[must_use]
pub fn outcome(status: SlotStatus) -> SlotOutcome {
    SlotOutcome {
        status,
        minutes_held: None,
        reason: None,
        counts: None,
        attendees: None,
        conjoint: None,
    }
}

/// A course of a format, weekly from the first Tuesday of the stories, at ten.
#[must_use]
pub fn plan(format: FormatId) -> BeginPlan {
    new_course::plan(format, day("2026-01-06"))
}

impl Therapy {
    pub(crate) const fn of(practice: Practice, client: ClientId) -> Self {
        Self {
            practice,
            client,
            course: None,
        }
    }

    /// Begins a course.
    pub async fn begun(mut self, plan: BeginPlan) -> Self {
        let saved = courses::begin_course(self.vault(), self.client, plan)
            .await
            .expect("a course can begin");
        self.course = Some(saved.id.parse().expect("the program's ids are ids"));
        self
    }

    /// Standard IPT, sixteen sessions, nothing held yet.
    pub async fn in_initial_phase(self) -> Self {
        self.begun(plan(FormatId::Ipt16)).await
    }

    /// Four sessions held, all that belongs to the initial phase done, moved on.
    pub async fn in_middle_phase(self) -> Self {
        let therapy = self.in_initial_phase().await;
        therapy.hold(1..=4).await;
        therapy.do_what_the_initial_phase_asks().await;
        courses::move_on(therapy.vault(), therapy.id(), therapy.today())
            .await
            .expect("nothing is missing");
        therapy
    }

    /// Twelve sessions held, all that belongs to the middle phase done, moved on.
    pub async fn in_ending_phase(self) -> Self {
        let therapy = self.in_middle_phase().await;
        therapy.hold(5..=12).await;
        therapy.mark(&["mid.review", "mid.foreshadow"]).await;
        therapy
            .pass(Gate::G2, None)
            .await
            .expect("the review was done");
        courses::move_on(therapy.vault(), therapy.id(), therapy.today())
            .await
            .expect("nothing is missing");
        therapy
    }

    /// The course.
    #[must_use]
    pub fn id(&self) -> CourseId {
        self.course.expect("the course has begun")
    }

    /// The course page.
    pub async fn view(&self) -> courses::CourseView {
        self.practice.course(self.id()).await
    }

    /// The slot of this rank, from 1.
    pub async fn slot(&self, rank: usize) -> Slot {
        let view = self.view().await;
        view.course
            .slots
            .into_iter()
            .nth(rank - 1)
            .expect("the series has such a slot")
    }

    /// The id of the slot of this rank.
    pub async fn slot_id(&self, rank: usize) -> SlotId {
        self.slot(rank).await.id.expect("slots in a vault have ids")
    }

    /// Records the status of a slot, on its day.
    ///
    /// # Errors
    /// The error of the command.
    pub async fn record(&self, rank: usize, status: SlotStatus) -> Result<Saved, CommandError> {
        let slot = self.slot(rank).await;
        self.on(slot.date);
        sessions::record_slot(
            self.vault(),
            self.vault_lock(),
            self.id(),
            slot.id.expect("slots have ids"),
            outcome(status),
        )
        .await
    }

    /// Holds the sessions of these slots, each on its day.
    pub async fn hold(&self, ranks: std::ops::RangeInclusive<usize>) {
        for rank in ranks {
            self.record(rank, SlotStatus::Attended)
                .await
                .expect("the session can be held");
        }
    }

    /// Marks tasks as done.
    pub async fn mark(&self, done: &[&str]) {
        for task in done {
            let marked = tasks::mark_task(
                self.vault(),
                self.id(),
                (*task).to_owned(),
                TaskState::Done,
                None,
                None,
            );
            marked.await.expect("the task is one of the checklist");
        }
    }

    /// Passes a gate.
    ///
    /// # Errors
    /// The error of the command.
    pub async fn pass(&self, gate: Gate, reason: Option<&str>) -> Result<Saved, CommandError> {
        let pass = GatePass {
            reason: reason.map(str::to_owned),
            end_type: None,
        };
        courses::pass_gate(self.vault(), self.id(), gate, pass, self.today()).await
    }

    /// Fills in a PHQ-9 at a slot.
    ///
    /// # Errors
    /// The error of the command.
    pub async fn phq9(&self, rank: usize, answers: [i32; 9]) -> Result<Saved, CommandError> {
        let slot = self.slot(rank).await;
        let entry = MeasureEntry {
            instrument: "PHQ-9".to_owned(),
            date: slot.date,
            slot: slot.id,
            completed_by: None,
            items: Some(answers.map(|answer| Some(answer.into())).to_vec()),
            function_item: None,
            total: None,
            item9: None,
            value: None,
            work_not_applicable: None,
            subscales: None,
        };
        measures::record_measure(self.vault(), self.id(), entry).await
    }

    /// Writes a note with this summary.
    ///
    /// # Errors
    /// The error of the command.
    pub async fn write(&self, rank: usize, summary: &str) -> Result<Saved, CommandError> {
        let note = NoteDraft {
            summary: Some(summary.to_owned()),
            mood_event: None,
            techniques: None,
            between_task: None,
            previous_task_outcome: None,
            tasks_done: None,
            every_done: None,
            every_missed: None,
            risk_note: Some("Asked; no thoughts of harm.".to_owned()),
            risk_asked: Some(true),
            client_words: None,
            attendees: None,
        };
        notes::write_note(self.vault(), self.id(), self.slot_id(rank).await, note).await
    }

    /// Signs a note.
    ///
    /// # Errors
    /// The error of the command.
    pub async fn sign(&self, rank: usize) -> Result<Saved, CommandError> {
        notes::sign_note(self.vault(), self.id(), self.slot_id(rank).await).await
    }

    /// Agrees a role transition as the focus.
    ///
    /// # Errors
    /// The error of the command.
    pub async fn agree_focus(&self) -> Result<Saved, CommandError> {
        let draft = FocusDraft {
            area: FocusArea::Transition,
            situation: Some("The youngest left home.".to_owned()),
            person_ids: Vec::new(),
            secondary_noted: None,
        };
        focus::agree_focus(self.vault(), self.id(), draft, self.today()).await
    }

    /// Shares a formulation, to which the client replied.
    pub async fn share_formulation(&self, on: NaiveDate) {
        let draft = FormulationDraft {
            text: "Since the youngest left, the house is quiet and so are you.".to_owned(),
            shared_on: Some(on),
            accepted: Some(true),
            client_reply: Some("That is how it is.".to_owned()),
            linked_events: None,
        };
        focus::save_formulation(self.vault(), self.id(), draft)
            .await
            .expect("a formulation can be shared");
    }

    async fn do_what_the_initial_phase_asks(&self) {
        self.mark(&INITIAL_TASKS).await;
        self.phq9(1, [2, 2, 2, 2, 2, 2, 2, 1, 0])
            .await
            .expect("a PHQ-9 can be filled in");
        self.write(1, "First meeting.")
            .await
            .expect("a note can be written");
        self.share_formulation(day("2026-01-27")).await;
        self.agree_focus().await.expect("a focus can be agreed");
        let goal = focus::add_goal(
            self.vault(),
            self.id(),
            "Ask Tom for one evening a week".to_owned(),
            None,
            self.today(),
        );
        goal.await.expect("a goal can be added");
        courses::finalise_contract(self.vault(), self.id(), self.today())
            .await
            .expect("the contract can be agreed");
    }
}

/// The tasks of the checklist that gate G1 needs.
const INITIAL_TASKS: [&str; 15] = [
    "init.consent",
    "init.symptoms",
    "init.diagnosis",
    "init.baseline",
    "init.risk",
    "init.psychoed",
    "init.sick-role",
    "init.rationale",
    "init.timeline",
    "init.inventory",
    "init.map",
    "init.mood-link",
    "init.formulation",
    "init.focus",
    "init.goals",
];

/// The map.
impl Therapy {
    /// Adds somebody as a therapist types it: `Leila, daughter`.
    pub async fn add_person(&self, text: &str) -> PersonId {
        let added = map::add_person(self.vault(), self.id(), text.to_owned()).await;
        PersonId::new(added.expect("the story adds people who can be added").id)
    }

    /// Puts somebody on a ring, at an angle in degrees.
    pub async fn place(&self, person: &PersonId, ring: i32, degrees: i32) {
        map::place_person(
            self.vault(),
            self.id(),
            person.clone(),
            ring,
            degrees.into(),
        )
        .await
        .expect("the story puts people where they may be");
    }
}
