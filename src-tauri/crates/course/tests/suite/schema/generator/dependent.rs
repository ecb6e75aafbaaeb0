//! Generates values that depend on others in the same file.

use serde_json::{Map, Value, json};

use super::Generator;

impl Generator {
    /// The name of a session: its number, or `slot:` and the index of a slot without one. The number 1 names the first
    /// slot where no slot has a number.
    fn session(&mut self) -> Value {
        let taken = self.calendar.taken();
        let names = self.calendar.without_number();
        if !names.is_empty() && self.calendar.names_slots && self.chance(50) {
            return json!(self.pick(&names));
        }
        if taken.is_empty() {
            json!(1)
        } else {
            json!(self.pick(&taken))
        }
    }

    /// The value for a place that must agree with others.
    pub fn dependent_value(&mut self, schema: &Value, path: &str) -> Option<Value> {
        let people = self.people.clone();
        let last = path.rsplit('.').next().unwrap_or_default();
        let value = match (path, last) {
            (".schema_version", _) => json!(3),
            (".client.code", _) => json!(self.pick(&["C-001", "dsp 7", "Zo\u{eb}/1", "🙂"])),
            (".client.display_name" | ".people[].label", _) => {
                json!(self.pick(&["word", "Zwei Wörter", "e\u{301}", "a\u{0}b"]))
            }
            (".people[].id", _) => json!(self.people_id()),
            (".timeline[].id", _) => json!(format!("e{:02}", self.count(path))),
            (".goals[].id", _) => json!(format!("g{:02}", self.count(path))),
            (".timeline[]", _) => return Some(self.event(schema)),
            (".map_snapshots[]", _) => return Some(self.snapshot(schema)),
            (".gates", _) => return Some(self.gates(schema)),
            (".worksheets.decision_analysis[]", _) => return Some(self.decision(schema)),
            (".course.previous_course_id" | ".course.id" | ".client.id" | ".therapist.id", _) => {
                json!(self.id("x"))
            }
            (".formulation.linked_events", _) => self.some_of(&self.events.clone()),
            (".ending_review.goals_final", _) => {
                let goals: Map<_, _> = self
                    .goals
                    .iter()
                    .map(|goal| (goal.clone(), json!(10)))
                    .collect();
                json!(goals)
            }
            (".mid_review.measures", _) => json!({ "PHQ-9": [15, null], "own": [1.5, 2] }),
            (".addenda[].target", _) => json!(self.pick(&self.calendar.targets())),
            (_, "person_ids" | "with_person_ids" | "people") => self.some_of(&people),
            (".worksheets.comm_analysis" | ".safety_plan.ask_for_help", _) if people.is_empty() => {
                json!([])
            }
            (_, "person_id") if people.is_empty() => Value::Null,
            (_, "person_id") => json!(self.pick(&people)),
            (_, "helpers" | "who_helps" | "attendees") => {
                self.pick(&[json!([]), json!(["client", "a friend of p99's", "pp"])])
            }
            (_, "session_number") => self.session(),
            (".risk_reviews[].item9", _) => json!(self.below(5)),
            (".risk_reviews[].covers[].item9", _) => json!(self.between(1, 4)),
            (
                ".risk_reviews[].time"
                | ".slots[].missed.notice_time"
                | ".slots[].missed.contacts[].time",
                _,
            ) => {
                json!("23:05")
            }
            (".followups[].phq9_total", _) => json!(self.below(28)),
            (".safety_plan.likelihood_to_use_0_10", _) => json!(self.below(11)),
            (".sessions[].mood_event.mood_effect", _) => {
                let effect = self.between(-2, 2);
                self.sometimes_none(json!(effect))
            }
            (".sessions[].mood_event.effect_said", _) => {
                self.pick(&[Value::Null, Value::Null, Value::Null, json!(true)])
            }
            (_, "id") => json!(self.id("i")),
            (_, "locked_at" | "created_at" | "acknowledged_at") => {
                json!("2026-01-02T03:04:05.678Z")
            }
            (".worksheets.comm_analysis[].try_by", _) => json!("when she is back"),
            (
                _,
                "date"
                | "draft_date"
                | "agreed_date"
                | "on"
                | "shared_on"
                | "agreed_on"
                | "retention_until"
                | "actual_end_date"
                | "created"
                | "reviewed[]"
                | "planned_breaks[]"
                | "reported_on"
                | "moved_to"
                | "told_on"
                | "supervisor_informed_on"
                | "insurer_informed_on"
                | "check_on",
            ) => json!(self.day()),
            (_, "date_of_birth" | "episode_onset" | "death_date" | "met_on" | "end_date") => {
                json!(self.pick(&["1967-06-21", "2025-09", "2025", "2025-Q3", "2025-summer"]))
            }
            _ => return None,
        };
        Some(value)
    }

    fn people_id(&mut self) -> String {
        format!("p{:02}", self.count(".people[].id"))
    }

    /// The number of times that a place was filled, from 1.
    fn count(&mut self, path: &str) -> usize {
        let filled = (1..).find(|number| self.used.insert(format!("{path} #{number}")));
        filled.unwrap()
    }

    fn event(&mut self, schema: &Value) -> Value {
        let forms = [
            ("day", "2024-02-29"),
            ("month", "2024-12"),
            ("quarter", "2024-Q4"),
            ("season", "2024-autumn"),
            ("season", "1999-spring"),
            ("year", "1951"),
            ("approx", "1980"),
            ("approx", "1980-07"),
        ];
        let (precision, date) = self.pick(&forms);
        let fixed = json!({ "precision": precision, "date": date });
        self.object(schema, ".timeline[]", fixed.as_object().unwrap().clone())
    }

    fn snapshot(&mut self, schema: &Value) -> Value {
        let (scheme, outermost) = self.pick(&[
            ("1=core,2=close,3=matters,4=distant,5=outside", 5),
            ("1=in,2=out", 2),
            ("no numbers at all", 6),
        ]);
        let people = self.people.clone();
        let each = &schema["properties"]["positions"]["items"];
        let mut positions = Vec::new();
        for person in &people {
            if self.chance(30) {
                continue;
            }
            let fixed = json!({
                "person_id": person,
                "ring": self.between(1, outermost),
                "angle_deg": self.pick(&[json!(0), json!(359.9), json!(123.456_789), json!(75.0)]),
            });
            positions.push(self.object(
                each,
                ".map_snapshots[].positions[]",
                fixed.as_object().unwrap().clone(),
            ));
        }
        let (ties, notes) = self.drawn_by_hand(schema);
        let fixed = json!({
            "ring_scheme": scheme, "positions": positions, "ties": ties, "placed_notes": notes,
        });
        self.object(
            schema,
            ".map_snapshots[]",
            fixed.as_object().unwrap().clone(),
        )
    }

    /// Ties between each person and the next, and notes.
    fn drawn_by_hand(&mut self, schema: &Value) -> (Value, Value) {
        let people = self.people.clone();
        let each = |name: &str| &schema["properties"][name]["items"];
        let mut ties = Vec::new();
        for (one, other) in people.iter().zip(people.iter().skip(1)) {
            if self.chance(90) {
                let fixed = json!({ "one": one, "other": other });
                let fixed = fixed.as_object().unwrap().clone();
                ties.push(self.object(each("ties"), ".map_snapshots[].ties[]", fixed));
            }
        }
        let mut notes = Vec::new();
        for _ in 0..self.below(3) {
            let note = self.any(each("placed_notes"), ".map_snapshots[].placed_notes[]");
            notes.push(note);
        }
        let often_none = |generator: &mut Self, list| {
            if generator.chance(50) {
                Value::Null
            } else {
                json!(list)
            }
        };
        (often_none(self, ties), often_none(self, notes))
    }

    fn gates(&mut self, schema: &Value) -> Value {
        let mut gates = Vec::new();
        for gate in ["G1", "G2", "G3", "G4"] {
            if self.chance(40) {
                let fixed = json!({ "gate": gate });
                gates.push(self.object(
                    &schema["items"],
                    ".gates[]",
                    fixed.as_object().unwrap().clone(),
                ));
            }
        }
        json!(gates)
    }

    fn decision(&mut self, schema: &Value) -> Value {
        let each = &schema["properties"]["options"]["items"];
        let many = self.below(3);
        let options: Vec<Value> = (0..many)
            .map(|_| self.any(each, ".worksheets.decision_analysis[].options[]"))
            .collect();
        let chosen = if many == 0 || self.chance(30) {
            Value::Null
        } else {
            json!(self.below(many))
        };
        let fixed = json!({ "options": options, "chosen": chosen });
        self.object(
            schema,
            ".worksheets.decision_analysis[]",
            fixed.as_object().unwrap().clone(),
        )
    }
}
