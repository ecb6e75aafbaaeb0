//! Random files of the schema: the schema is walked, and what must agree between records is planned first.

#[path = "calendar.rs"]
mod calendar;
#[path = "coverage.rs"]
mod coverage;
#[path = "sheets.rs"]
mod sheets;

pub use coverage::everything;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use calendar::Calendar;
use serde_json::{Map, Value, json};

static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!(
        "../../../../../tests/golden/course-file-2.schema.json"
    ))
    .unwrap()
});

/// Takes out what stands for absent.
pub fn without_nulls(mut value: Value) -> Value {
    fn drop(value: &mut Value) {
        match value {
            Value::Object(entries) => {
                entries.retain(|_, value| !value.is_null());
                entries.values_mut().for_each(drop);
            }
            Value::Array(elements) => elements.iter_mut().for_each(drop),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    drop(&mut value);
    value
}

/// Makes one file from a seed.
#[derive(Default)]
pub struct Generator {
    state: u64,
    next_id: u32,
    calendar: Calendar,
    people: Vec<String>,
    events: Vec<String>,
    goals: Vec<String>,
    used: BTreeSet<String>,
}

impl Generator {
    pub fn new(seed: u64) -> Self {
        let state = (seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Self {
            state,
            ..Self::default()
        }
    }

    pub fn used(&self) -> &BTreeSet<String> {
        &self.used
    }

    pub fn file(&mut self) -> Value {
        self.calendar = Calendar::plan(self);
        let count = |generator: &mut Self, prefix: &str| {
            let many = generator.below(4);
            (1..=many)
                .map(|number| format!("{prefix}{number:02}"))
                .collect::<Vec<_>>()
        };
        (self.people, self.events, self.goals) =
            (count(self, "p"), count(self, "e"), count(self, "g"));
        let schema = &*SCHEMA;
        let mut fixed = Map::new();
        let calendar = self.calendar.clone();
        fixed.insert(
            "slots".to_owned(),
            calendar.slots(self, &schema["properties"]["slots"]["items"]),
        );
        let sessions = calendar.sessions(self, &schema["properties"]["sessions"]["items"]);
        fixed.insert("sessions".to_owned(), self.sometimes_none(sessions));
        let lists = [
            ("people", self.people.len()),
            ("timeline", self.events.len()),
            ("goals", self.goals.len()),
        ];
        for (name, many) in lists {
            let each = &schema["properties"][name]["items"];
            let list: Vec<Value> = (0..many)
                .map(|_| self.any(each, &format!(".{name}[]")))
                .collect();
            let list = if many == 0 {
                self.sometimes_none(json!([]))
            } else {
                json!(list)
            };
            fixed.insert(name.to_owned(), list);
        }
        let (own, measures) = sheets::measures(self, schema);
        fixed.insert("own_measures".to_owned(), own);
        fixed.insert("measures".to_owned(), measures);
        fixed.insert("expected".to_owned(), Value::Null);
        calendar.fix_contract(self, schema, &mut fixed);
        if fixed["sessions"].is_null() || self.calendar.targets().is_empty() {
            fixed.insert("addenda".to_owned(), self.sometimes_none(json!([])));
        }
        let mut file = self.object(schema, "", fixed);
        let newer = |map: &Value| map["ties"].is_array() || map["placed_notes"].is_array();
        let mut versions: Vec<_> = file
            .get_mut("map_snapshots")
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
            .collect();
        if !versions.iter().any(|map| newer(map)) {
            for map in versions.iter_mut().filter_map(|map| map.as_object_mut()) {
                map.retain(|key, _| key != "ties" && key != "placed_notes");
            }
            file["schema_version"] = json!(1);
        }
        coverage::note(schema, &file, "", &mut self.used);
        file
    }

    fn next(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state >> 11
    }

    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next()).unwrap() % bound
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.below(usize::try_from(high - low + 1).unwrap())).unwrap()
    }

    pub fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    fn some_of(&mut self, list: &[String]) -> Value {
        let chosen: Vec<&String> = list.iter().filter(|_| self.chance(50)).collect();
        json!(chosen)
    }

    fn sometimes_none(&mut self, value: Value) -> Value {
        if self.chance(15) { Value::Null } else { value }
    }

    pub fn id(&mut self, prefix: &str) -> String {
        self.next_id += 1;
        format!("{prefix}-{}", self.next_id)
    }

    pub fn day(&mut self) -> String {
        let (year, month, day) = (
            self.between(1900, 9999),
            self.between(1, 12),
            self.between(1, 28),
        );
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// An object with the keys given and the others of the schema; a null given means absent or null.
    pub fn object(&mut self, schema: &Value, path: &str, mut fixed: Map<String, Value>) -> Value {
        let mut object = Map::new();
        let required: Vec<&Value> = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .collect();
        for (key, inner) in schema["properties"].as_object().unwrap() {
            let needed = required.contains(&&json!(key));
            let value = match fixed.remove(key) {
                Some(value) => value,
                None if needed || self.chance(60) => self.any(inner, &format!("{path}.{key}")),
                None => Value::Null,
            };
            if needed || !value.is_null() || self.chance(30) {
                object.insert(key.clone(), value);
            }
        }
        Value::Object(object)
    }

    /// Any value of the schema that fits its place.
    pub fn any(&mut self, schema: &Value, path: &str) -> Value {
        if let Some(value) = self.placed(schema, path) {
            return value;
        }
        if let Some(values) = schema["enum"].as_array() {
            return self.pick(values);
        }
        let one = schema["type"].as_str();
        let several = schema["type"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        let mut types = one.into_iter().chain(several);
        match types.find(|name| *name != "null") {
            Some("boolean") => json!(self.chance(50)),
            Some("integer") => {
                let bound = |name: &str, other| schema[name].as_i64().unwrap_or(other);
                json!(self.between(bound("minimum", 0), bound("maximum", 9)))
            }
            Some("number") => json!(self.below(9) as f64 / 4.0),
            Some("array") => {
                let (least, most) = (schema["minItems"].as_u64(), schema["maxItems"].as_u64());
                let many = least
                    .or(most)
                    .map_or_else(|| self.below(3), |many| usize::try_from(many).unwrap());
                (0..many)
                    .map(|_| self.any(&schema["items"], &format!("{path}[]")))
                    .collect()
            }
            Some("object") if schema["properties"].is_object() => {
                self.object(schema, path, Map::new())
            }
            Some("object") => json!({}),
            _ => json!(self.pick(&[
                "",
                "word",
                "Zwei Wörter",
                "🙂 \u{202e}abc\u{202c}",
                "a\u{0}b",
                "line\nline",
                "e\u{301}"
            ])),
        }
    }

    fn session(&mut self, required: bool) -> Value {
        let taken = self.calendar.taken();
        match (taken.is_empty(), required) {
            (true, true) => json!(1),
            (true, false) => Value::Null,
            (false, _) => json!(self.pick(&taken)),
        }
    }

    /// The value of a place that must agree with others.
    fn placed(&mut self, schema: &Value, path: &str) -> Option<Value> {
        let people = self.people.clone();
        let last = path.rsplit('.').next().unwrap_or_default();
        let value = match (path, last) {
            (".schema_version", _) => json!(2),
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
            (".mid_review.session_number", _) => self.session(true),
            (
                ".goals[].ratings[].session_number" | ".worksheets.comm_analysis[].session_number",
                _,
            ) => self.session(true),
            (_, "session_number") => self.session(false),
            (".risk_reviews[].item9", _) => json!(self.below(4)),
            (".followups[].phq9_total", _) => json!(self.below(28)),
            (".safety_plan.likelihood_to_use_0_10", _) => json!(self.below(11)),
            (_, "mood_effect") if !schema["enum"].is_array() => json!(self.between(-2, 2)),
            (_, "id") => json!(self.id("i")),
            (_, "locked_at" | "created_at" | "acknowledged_at") => {
                json!("2026-01-02T03:04:05.678Z")
            }
            (".worksheets.comm_analysis[].try_by", _) => json!("when she is back"),
            (
                _,
                "date" | "draft_date" | "agreed_date" | "on" | "shared_on" | "agreed_on"
                | "retention_until" | "actual_end_date" | "created" | "reviewed[]"
                | "planned_breaks[]" | "reported_on" | "moved_to",
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

    /// How often a place was filled, from 1.
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

    /// Ties between one person and the next, and notes.
    fn drawn_by_hand(&mut self, schema: &Value) -> (Value, Value) {
        let people = self.people.clone();
        let each = |name: &str| &schema["properties"][name]["items"];
        let mut ties = Vec::new();
        for (one, other) in people.iter().zip(people.iter().skip(1)) {
            if self.chance(60) {
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
