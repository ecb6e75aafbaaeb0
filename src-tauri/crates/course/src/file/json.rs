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
    let value = value.map_err(|error| {
        fault.take().unwrap_or_else(|| {
            let place = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            let (line, column) = (place(error.line()), place(error.column()));
            FileFault::at(&Path::Root, FileProblem::NotJson { line, column })
        })
    })?;
    match inexact_number(bytes) {
        Some(line) => Err(FileFault::at(&Path::Root, FileProblem::NotExact { line })),
        None => Ok(value),
    }
}

/// The line of the first number that a float cannot keep, so that an export would have another one. The bytes are JSON.
fn inexact_number(bytes: &[u8]) -> Option<u32> {
    let (mut line, mut in_string, mut escaped) = (1_u32, false, false);
    let mut number = String::new();
    for byte in bytes {
        if in_string {
            in_string = escaped || *byte != b'"';
            escaped = !escaped && *byte == b'\\';
            continue;
        }
        if byte.is_ascii_digit() || b"+-.eE".contains(byte) {
            number.push(char::from(*byte));
            continue;
        }
        if !exact(&number) {
            return Some(line);
        }
        number.clear();
        in_string = *byte == b'"';
        line = line.saturating_add(u32::from(*byte == b'\n'));
    }
    (!exact(&number)).then_some(line)
}

/// Whether a number is written in the same digits again. `e` of `true` and `false` is no number and counts as exact.
fn exact(number: &str) -> bool {
    if number.parse::<i64>().is_ok() || number.parse::<u64>().is_ok() {
        return true;
    }
    let Ok(float) = number.parse::<f64>() else {
        return true;
    };
    digits(number) == digits(&format!("{float:e}"))
}

/// The digits of a number without zeros at either end, and the power of ten of the last one.
fn digits(number: &str) -> (String, i64) {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{}{fraction}", whole.trim_start_matches(['-', '+']));
    let digits = all.trim_matches('0');
    if digits.is_empty() {
        return (String::new(), 0);
    }
    let size = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX);
    let zeros = size(&all) - size(all.trim_end_matches('0'));
    let power = exponent.parse::<i64>().unwrap_or(0) - size(fraction) + zeros;
    (digits.to_owned(), power)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_that_a_float_cannot_keep_is_refused_with_its_line() {
        for kept in [
            "75",
            "75.0",
            "75.50",
            "0.1",
            "-12.25",
            "1e3",
            "123.456789",
            "0",
            "-0.0",
            "9007199254740993",
            "1.50000000000000000000",
            "true",
            "\"7.01234567890123456789\"",
        ] {
            assert!(parse(kept.as_bytes()).is_ok(), "{kept} is kept");
        }
        for lost in [
            "12345678901234567890123",
            "70.12345678901234567",
            "0.10000000000000000001",
        ] {
            let file = format!("{{\n\"a\": \"\\\"\\\\\",\n\"fee\": {lost}\n}}");
            let fault = parse(file.as_bytes()).unwrap_err();
            assert_eq!(fault.problem, FileProblem::NotExact { line: 3 }, "{lost}");
        }
    }
}
