//! Writes the page of a session that did not take place.

use serde::Serialize;

use crate::Course;
use crate::dates::calendar::in_range;
use crate::ids::SlotId;
use crate::rule_broken::{RuleBroken, parse_time_of_day, require_text};
use crate::session::{ContactAttempt, ContactResult, MissedSession, Slot, SlotStatus};

/// Whether the client was contacted on the day of a missed session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum SameDayContact {
    /// No attempt is recorded.
    NotYet,
    /// Attempts are recorded, and none says that the client was reached.
    Tried,
    /// The client was reached.
    Reached,
}

impl SlotStatus {
    /// Whether a session was missed, cancelled or moved.
    #[must_use]
    pub const fn did_not_take_place(self) -> bool {
        match self {
            Self::Dna
            | Self::CancelledNotice
            | Self::CancelledLate
            | Self::CancelledTherapist
            | Self::Rescheduled => true,
            Self::Planned | Self::Attended | Self::AttendedPartial | Self::Break | Self::Void => {
                false
            }
        }
    }
}

impl Slot {
    /// Whether the client was reached after this missed session, by the recorded attempts.
    #[must_use]
    pub fn client_was_reached(&self) -> bool {
        let attempts = self.missed.iter().flat_map(|missed| &missed.contacts);
        let mut results = attempts.flatten().map(|attempt| attempt.result);
        results.any(|result| result == Some(ContactResult::Reached))
    }

    /// Whether the client was contacted on the day of this slot, by the recorded attempts.
    #[must_use]
    pub fn same_day_contact(&self) -> SameDayContact {
        let attempts = self.missed.iter().flat_map(|missed| &missed.contacts);
        let mut found = SameDayContact::NotYet;
        for attempt in attempts
            .flatten()
            .filter(|attempt| attempt.date == self.date)
        {
            if attempt.result == Some(ContactResult::Reached) {
                return SameDayContact::Reached;
            }
            found = SameDayContact::Tried;
        }
        found
    }
}

impl MissedSession {
    /// Trims the texts and writes times as `HH:MM`. Empty texts count as not said.
    fn checked(self) -> Result<Self, RuleBroken> {
        let contact = |attempt: ContactAttempt| {
            require_text(&attempt.text)?;
            Ok(ContactAttempt {
                date: in_range(attempt.date)?,
                time: attempt.time.map(parse_time_of_day).transpose()?,
                ..attempt
            })
        };
        let contacts = self.contacts.into_iter().flatten().map(contact);
        let mut contacts = contacts.collect::<Result<Vec<_>, RuleBroken>>()?;
        contacts.sort_by(|one, other| (one.date, &one.time).cmp(&(other.date, &other.time)));
        Ok(Self {
            notice: self.notice,
            notice_time: self.notice_time.map(parse_time_of_day).transpose()?,
            cause: self.cause,
            reason: said(self.reason),
            contacts: Some(contacts).filter(|contacts| !contacts.is_empty()),
            remarks: said(self.remarks),
        })
    }
}

/// A text; none if it is blank.
fn said(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// A session that did not take place, for the window.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct MissedSlot {
    /// Its slot.
    pub slot: SlotId,
    /// Whether the client was contacted on its day.
    pub same_day: SameDayContact,
}

crate::redacted!(MissedSlot);

impl Course {
    /// The sessions that did not take place, in the order of the slots.
    #[must_use]
    pub fn missed_slots(&self) -> Vec<MissedSlot> {
        let missed = self
            .slots
            .iter()
            .filter(|slot| slot.status.did_not_take_place());
        let missed = missed.filter_map(|slot| {
            Some(MissedSlot {
                slot: slot.id.clone()?,
                same_day: slot.same_day_contact(),
            })
        });
        missed.collect()
    }

    /// Writes the page of a session that did not take place. Nothing on it is required.
    ///
    /// # Errors
    /// The course is concluded; the slot is unknown, planned, held, a break or entered in error; an attempt has no
    /// text; a day or time is invalid.
    pub fn write_missed(self, id: &SlotId, page: MissedSession) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let slot = course.slot_mut(id)?;
        if !slot.status.did_not_take_place() {
            return Err(RuleBroken::NotMissed);
        }
        slot.missed = Some(page.checked()?).filter(|missed| *missed != MissedSession::default());
        Ok(course.recomputed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day, ids, refusal};
    use crate::session::SlotOutcome;

    fn attempt(date: &str, time: &str, result: Option<ContactResult>) -> ContactAttempt {
        ContactAttempt {
            date: day(date),
            time: Some(time.to_owned()),
            text: "Rang".to_owned(),
            result,
        }
    }

    fn page(contacts: Vec<ContactAttempt>) -> MissedSession {
        MissedSession {
            reason: Some("Sat in the van.".to_owned()),
            contacts: Some(contacts),
            ..MissedSession::default()
        }
    }

    fn missed() -> (Course, SlotId, String) {
        let course = begun().with(1, SlotStatus::Dna).unwrap();
        let (id, date) = (course.nth(1), course.slots[0].date.to_string());
        (course, id, date)
    }

    #[test]
    fn the_page_of_a_missed_session_is_kept_with_its_attempts_in_order() {
        let (course, id, date) = missed();
        let attempts = vec![
            attempt(&date, "15:10", Some(ContactResult::Reached)),
            attempt(&date, "9:05", Some(ContactResult::NoAnswer)),
        ];
        let course = course.write_missed(&id, page(attempts)).unwrap();
        let slot = course.slot(&id).unwrap();
        let missed = slot.missed.as_ref().unwrap();
        assert_eq!(missed.reason.as_deref(), Some("Sat in the van."));
        let contacts = missed.contacts.as_ref().unwrap();
        let times: Vec<_> = contacts
            .iter()
            .filter_map(|one| one.time.as_deref())
            .collect();
        assert_eq!(times, ["09:05", "15:10"]);
    }

    #[test]
    fn an_empty_page_records_nothing() {
        let (course, id, _) = missed();
        let before = course.clone();
        let blank = MissedSession {
            reason: Some("  ".to_owned()),
            contacts: Some(Vec::new()),
            remarks: Some(String::new()),
            ..MissedSession::default()
        };
        assert!(course.write_missed(&id, blank).unwrap() == before);
    }

    #[test]
    fn a_correction_keeps_the_words_of_the_client() {
        let (course, id, _) = missed();
        let course = course.write_missed(&id, page(vec![])).unwrap();
        let outcome = SlotOutcome::of(SlotStatus::Attended);
        let corrected = course
            .correct_slot(&id, outcome, None, day("2030-01-01"), &mut ids())
            .unwrap();
        let missed = corrected.slot(&id).unwrap().missed.clone();
        assert_eq!(missed.unwrap().reason.as_deref(), Some("Sat in the van."));
    }

    #[test]
    fn only_an_attempt_of_the_same_day_is_a_contact_of_that_day() {
        let (course, id, date) = missed();
        let contact = |attempts| {
            let course = course.clone().write_missed(&id, page(attempts)).unwrap();
            course.slot(&id).unwrap().same_day_contact()
        };
        let reached = Some(ContactResult::Reached);
        assert_eq!(contact(vec![]), SameDayContact::NotYet);
        assert_eq!(
            contact(vec![attempt("2026-03-01", "10:00", reached)]),
            SameDayContact::NotYet
        );
        assert_eq!(
            contact(vec![attempt(&date, "10:20", None)]),
            SameDayContact::Tried
        );
        let both = vec![
            attempt(&date, "10:20", None),
            attempt(&date, "15:10", reached),
        ];
        assert_eq!(contact(both), SameDayContact::Reached);
    }

    #[test]
    fn a_page_is_refused_for_a_session_that_is_planned_or_was_held_and_for_invalid_attempts() {
        let course = begun();
        let id = course.nth(1);
        assert_eq!(
            refusal(course.write_missed(&id, page(vec![]))),
            RuleBroken::NotMissed
        );
        let course = begun().held(1);
        let id = course.nth(1);
        assert_eq!(
            refusal(course.write_missed(&id, page(vec![]))),
            RuleBroken::NotMissed
        );
        let (course, id, date) = missed();
        let unnamed = ContactAttempt {
            text: " ".to_owned(),
            ..attempt(&date, "10:20", None)
        };
        let refused = |attempt| refusal(course.clone().write_missed(&id, page(vec![attempt])));
        assert_eq!(refused(unnamed), RuleBroken::TextNeeded);
        assert_eq!(refused(attempt(&date, "late", None)), RuleBroken::NotATime);
    }
}
