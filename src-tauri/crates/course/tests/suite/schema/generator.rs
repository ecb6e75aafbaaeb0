//! Generates random files from the schema. Values that must agree between records are planned first.

mod calendar;
mod coverage;
mod dependent;
mod sheets;

pub use coverage::everything;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use calendar::Calendar;
use serde_json::{Map, Value, json};

/// The newest version of the format.
pub static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!(
        "../../../../../../tests/golden/course-file-3.schema.json"
    ))
    .unwrap()
});

/// Removes nulls, which mean absent.
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

/// Whether a note distinguishes what nobody said, which versions 1 and 2 cannot.
fn says_unsaid(note: &Map<String, Value>) -> bool {
    let has = |part: &Map<String, Value>, key: &str| part.get(key).is_some_and(|it| !it.is_null());
    let event = note.get("mood_event").and_then(Value::as_object);
    has(note, "every_done")
        || event.is_some_and(|it| has(it, "effect_said") || !has(it, "mood_effect"))
}

/// Sets the lowest version that can hold the file. Keys of newer versions that have no value are removed.
fn state_version(file: &mut Value) {
    fn parts<'a>(
        file: &'a mut Value,
        name: &str,
    ) -> Box<dyn Iterator<Item = &'a mut Map<String, Value>> + 'a> {
        match file.get_mut(name) {
            Some(Value::Array(list)) => Box::new(list.iter_mut().filter_map(Value::as_object_mut)),
            Some(Value::Object(one)) => Box::new(std::iter::once(one)),
            _ => Box::new(std::iter::empty()),
        }
    }
    let mut version = 1;
    let newer: &[(i32, &str, &[&str])] = &[
        (2, "map_snapshots", &["ties", "placed_notes"]),
        (3, "risk_reviews", &["time", "covers", "check_on", "closes"]),
        (3, "measures", &["item9_before", "struck_reason"]),
        (3, "sessions", &["risk_asked"]),
        (3, "safety_plan", &["earlier"]),
        (3, "course", &["death", "second_course_reason"]),
        (3, "slots", &["missed"]),
    ];
    for &(number, name, keys) in newer {
        let has = |part: &mut Map<String, Value>| {
            keys.iter()
                .any(|key| part.get(*key).is_some_and(|value| !value.is_null()))
        };
        if parts(file, name).any(has) {
            version = number;
        } else {
            parts(file, name).for_each(|part| part.retain(|key, _| !keys.contains(&key.as_str())));
        }
    }
    // An earlier reader knows the item on risk of the PHQ-9 only.
    let alone = |sheet: &mut Map<String, Value>| {
        let answer = sheet.get("item9").unwrap_or(&Value::Null);
        !answer.is_null() && sheet.get("instrument") != Some(&json!("PHQ-9"))
    };
    if parts(file, "measures").any(alone) {
        version = 3;
    }
    if parts(file, "sessions").any(|note| says_unsaid(note)) {
        version = 3;
    } else {
        for note in parts(file, "sessions") {
            note.remove("every_done");
            if let Some(Value::Object(event)) = note.get_mut("mood_event") {
                event.remove("effect_said");
            }
        }
    }
    if names_slot(file) {
        version = 3;
    }
    file["schema_version"] = json!(version);
}

/// Whether a record names a slot without a number.
fn names_slot(value: &Value) -> bool {
    match value {
        Value::Object(entries) => entries.iter().any(|(key, value)| {
            (key == "session_number" && value.is_string()) || names_slot(value)
        }),
        Value::Array(elements) => elements.iter().any(names_slot),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Generates one file from a seed.
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
        state_version(&mut file);
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

    /// An object with the given keys and random other keys of the schema. A given null means absent or null.
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

    /// A random value that fits the schema and its place.
    pub fn any(&mut self, schema: &Value, path: &str) -> Value {
        if let Some(value) = self.dependent_value(schema, path) {
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
}
