//! Parses JSON more strictly than `serde_json`: it refuses deep nesting and duplicate keys in an object.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::fault::{FileFault, FileProblem, Path};

/// The deepest nesting that is read; a course file needs seven levels.
const DEEPEST: u32 = 32;

/// Parses the bytes of a file. A byte order mark is ignored.
pub(super) fn parse(bytes: &[u8]) -> Result<Value, FileFault> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let fault = RefCell::new(None);
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let seed = Strict {
        at: Path::Root,
        depth: 0,
        fault: &fault,
    };
    let value = seed
        .deserialize(&mut json)
        .and_then(|value| json.end().map(|()| value));
    value.map_err(|error| {
        fault.take().unwrap_or_else(|| {
            let place = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            let (line, column) = (place(error.line()), place(error.column()));
            FileFault::at(&Path::Root, FileProblem::NotJson { line, column })
        })
    })
}

struct Strict<'a> {
    at: Path<'a>,
    depth: u32,
    fault: &'a RefCell<Option<FileFault>>,
}

impl Strict<'_> {
    fn inside<'b>(&'b self, at: Path<'b>) -> Strict<'b> {
        Strict {
            at,
            depth: self.depth + 1,
            fault: self.fault,
        }
    }

    /// Stores the fault beside the parser, because an error of serde can hold only text.
    fn refuse<E: Error>(&self, at: &Path<'_>, problem: FileProblem) -> E {
        self.fault.replace(Some(FileFault::at(at, problem)));
        E::custom("refused")
    }

    fn go_deeper<E: Error>(&self) -> Result<(), E> {
        if self.depth < DEEPEST {
            return Ok(());
        }
        Err(self.refuse(&self.at, FileProblem::TooDeep { limit: DEEPEST }))
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        self.go_deeper()?;
        let mut list = Vec::new();
        while let Some(value) =
            elements.next_element_seed(self.inside(Path::Index(&self.at, list.len())))?
        {
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        self.go_deeper()?;
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let at = Path::Key(&self.at, &key);
            if object.contains_key(&key) {
                return Err(self.refuse(&at, FileProblem::DuplicateKey));
            }
            let value = entries.next_value_seed(self.inside(at))?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}
