//! Generates slots, sessions and a contract that agree with one another.

use chrono::{Days, NaiveDate};
use course::plan::FormatId;
use course::plan::format::CourseFormat;
use serde_json::{Map, Value, json};

use super::Generator;

const FORMATS: [&str; 11] = [
    "ipt-16",
    "ipt-20",
    "ipt-12",
    "ipt-a-12",
    "ipt-ap-15",
    "fb-ipt-14",
    "ipt-b-8",
    "ipc-6",
    "ipt-m",
    "ipsrt-20",
    "custom",
];
const STATUSES: [&str; 10] = [
    "attended",
    "attended_partial",
    "dna",
    "cancelled_late",
    "cancelled_notice",
    "cancelled_therapist",
    "rescheduled",
    "break",
    "void",
    "planned",
];

const PHASES: [&str; 3] = ["initial", "middle", "ending"];

#[derive(Clone)]
struct Slot {
    date: NaiveDate,
    time: Option<&'static str>,
    status: &'static str,
    number: Option<i32>,
    attended: i32,
}

impl Slot {
    fn met(&self) -> bool {
        self.status.starts_with("attended")
    }
}

/// The slots of a file with their numbers, computed here without the crate under test.
#[derive(Clone, Default)]
pub struct Calendar {
    template: &'static str,
    rule: Option<&'static str>,
    first: i32,
    planned: i32,
    amended: Option<NaiveDate>,
    slots: Vec<Slot>,
    notes: Vec<usize>,
    /// Whether records of this file may name slots without a number, which needs version 3.
    pub names_slots: bool,
}

impl Calendar {
    pub fn plan(generator: &mut Generator) -> Self {
        let template = generator.pick(&FORMATS);
        let id: FormatId = serde_json::from_value(json!(template)).unwrap();
        let format = CourseFormat::of(id);
        let rule = generator.pick(&[
            None,
            Some("counts"),
            Some("moves"),
            Some("mixed"),
            Some("decide"),
        ]);
        let between = |generator: &mut Generator, low: i32, high: i32| {
            i32::try_from(generator.between(low.into(), high.into())).unwrap()
        };
        let amended = rule.is_some() && generator.chance(40);
        let first = format.usual.unwrap_or(10);
        let planned = if amended {
            format.ceiling
        } else {
            between(generator, format.least, format.ceiling)
        };
        let mut calendar = Self {
            template,
            rule,
            first,
            planned,
            names_slots: generator.chance(25),
            ..Self::default()
        };
        if !amended {
            calendar.first = planned;
        }
        let start: NaiveDate = "2025-01-06".parse().unwrap();
        calendar.amended = amended.then(|| start + Days::new(25));
        calendar.lay_out(generator, start);
        calendar
    }

    fn lay_out(&mut self, generator: &mut Generator, start: NaiveDate) {
        let (mut date, mut taken, mut attended) = (start, 0, 0);
        let mut time = Some("09:00");
        for _ in 0..generator.below(24) {
            let mut status = generator.pick(&STATUSES);
            let limit = if self.amended.is_none_or(|on| on <= date) {
                self.planned
            } else {
                self.first
            };
            let mut takes =
                takes(status, self.rule.unwrap_or("mixed")).unwrap_or_else(|| generator.chance(50));
            if takes && taken == limit {
                (status, takes) = ("planned", false);
            }
            taken += i32::from(takes);
            attended += i32::from(status.starts_with("attended"));
            self.slots.push(Slot {
                date,
                time,
                status,
                number: takes.then_some(taken),
                attended,
            });
            if time == Some("09:00") && generator.chance(10) {
                time = Some("15:30");
            } else {
                date = date + Days::new(u64::try_from(generator.between(1, 9)).unwrap());
                time = generator.pick(&[None, Some("09:00"), Some("23:59")]);
            }
        }
    }

    /// All session numbers in use.
    pub fn taken(&self) -> Vec<i32> {
        self.slots.iter().filter_map(|slot| slot.number).collect()
    }

    /// The names of the slots without a number. The first slot is called 1 where no slot has a number.
    pub fn without_number(&self) -> Vec<String> {
        let called_one = usize::from(self.taken().is_empty());
        let slots = self.slots.iter().enumerate().skip(called_one);
        slots
            .filter(|(_, slot)| slot.number.is_none())
            .map(|(index, _)| format!("slot:{}", index + 1))
            .collect()
    }

    /// The notes that an addendum may name.
    pub fn targets(&self) -> Vec<String> {
        let target = |index: &usize| match (self.slots[*index].number, self.slots[*index].status) {
            (Some(number), _) => Some(format!("session:{number}")),
            (None, "void") => Some(format!("slot:{}", index + 1)),
            (None, _) => None,
        };
        self.notes.iter().filter_map(target).collect()
    }

    fn planned_on(&self, date: NaiveDate) -> i32 {
        if self.amended.is_none_or(|on| on <= date) {
            self.planned
        } else {
            self.first
        }
    }

    pub fn slots(&self, generator: &mut Generator, schema: &Value) -> Value {
        let mut slots = Vec::new();
        for (index, slot) in self.slots.iter().enumerate() {
            let fixed = json!({
                "slot_index": index + 1,
                "date": slot.date,
                "start_time": slot.time,
                "status": slot.status,
                "session_number": slot.number,
                "attended_count": if generator.chance(80) { json!(slot.attended) } else { Value::Null },
            });
            slots.push(generator.object(schema, ".slots[]", fixed.as_object().unwrap().clone()));
        }
        json!(slots)
    }

    /// Notes: signed ones or drafts of held slots, drafts of some planned slots, struck ones of some void slots.
    pub fn sessions(&self, generator: &mut Generator, schema: &Value) -> Value {
        let (mut sessions, mut phase, mut notes) = (Vec::new(), 0, Vec::new());
        for (index, slot) in self.slots.iter().enumerate() {
            let noted = slot.met() || matches!(slot.status, "planned" | "void");
            if !noted || generator.chance(30) {
                continue;
            }
            phase = (phase + usize::from(generator.chance(20))).min(2);
            let struck = slot.status == "void";
            let signed = struck || (slot.met() && generator.chance(60));
            let left = slot
                .number
                .filter(|_| generator.chance(80))
                .map(|number| self.planned_on(slot.date) - number);
            let fixed = json!({
                "slot_index": index + 1,
                "date": slot.date,
                "session_number": slot.number,
                "sessions_left_after": left,
                "phase": PHASES[phase],
                "locked_at": signed.then_some("2025-09-04T18:30:00Z"),
                "number_when_signed": if signed && generator.chance(20) { json!(3) } else { Value::Null },
                "struck_reason": struck.then_some("entered in error"),
            });
            sessions.push(generator.object(
                schema,
                ".sessions[]",
                fixed.as_object().unwrap().clone(),
            ));
            if slot.met() || struck {
                notes.push(index);
            }
        }
        generator.calendar.notes = notes;
        json!(sessions)
    }

    /// Adds course and contract, amended or not, with phases that follow one another.
    pub fn fix_contract(
        &self,
        generator: &mut Generator,
        schema: &Value,
        fixed: &mut Map<String, Value>,
    ) {
        let end = "2030-01-01";
        let amendments = self.amended.map(|on| {
            let each = &schema["properties"]["contract"]["properties"]["amendments"]["items"];
            let fixed = json!({ "on": on, "planned_sessions": self.planned, "new_end_date": end });
            let one = generator.object(
                each,
                ".contract.amendments[]",
                fixed.as_object().unwrap().clone(),
            );
            json!([one])
        });
        let amendments = amendments.unwrap_or_else(|| generator.pick(&[Value::Null, json!([])]));
        let contract = self.rule.map(|rule| {
            let fixed = json!({ "missed_session_rule": rule, "amendments": amendments, "agreed_date": null, "draft_date": null });
            generator.object(&schema["properties"]["contract"], ".contract", fixed.as_object().unwrap().clone())
        });
        let n = self.planned;
        let spans = match generator.below(3) {
            0 => json!({}),
            1 => json!({ "initial": null, "middle": [1, n], "ending": null }),
            _ if n < 3 => json!({ "ending": [1, n] }),
            _ => json!({ "initial": [1, 1], "middle": [2, n - 1], "ending": [n, n] }),
        };
        let course = json!({
            "template": self.template,
            "planned_sessions": n,
            "start_date": "2025-01-06",
            "planned_end_date": end,
            "phase_bounds": spans,
            "mid_review_at": if generator.chance(50) { json!(generator.between(1, n.into())) } else { Value::Null },
        });
        let course = generator.object(
            &schema["properties"]["course"],
            ".course",
            course.as_object().unwrap().clone(),
        );
        fixed.insert("course".to_owned(), course);
        fixed.insert("contract".to_owned(), contract.unwrap_or_default());
    }
}

/// The missed-session rule, written a second time. None if the therapist decides.
fn takes(status: &str, rule: &str) -> Option<bool> {
    match (status, rule) {
        ("attended" | "attended_partial", _) => Some(true),
        ("dna" | "cancelled_late" | "cancelled_notice", "decide") => None,
        ("dna" | "cancelled_late", "counts" | "mixed") | ("cancelled_notice", "counts") => {
            Some(true)
        }
        _ => Some(false),
    }
}
