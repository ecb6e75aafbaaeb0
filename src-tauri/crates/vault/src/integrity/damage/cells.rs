//! The rows on a page in SQLite's file format: <https://www.sqlite.org/fileformat2.html>, 1.6 and 2.1.

use zeroize::Zeroizing;

use super::pages::{Pages, USABLE};

/// Type of a page that is a leaf of a table with row numbers.
const LEAF: u8 = 13;
/// Bytes of the file header on page 1.
const FILE_HEADER: usize = 100;
/// A longer row continues on overflow pages.
const MOST_LOCAL: usize = USABLE - 35;
const LEAST_LOCAL: usize = (USABLE - 12) * 32 / 255 - 23;
/// Bytes of content on an overflow page.
const OVERFLOW: usize = USABLE - 4;

/// One value of a row.
#[derive(Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// A row: its number and its values. Columns that are computed are not stored.
pub struct Row {
    /// Its number.
    pub number: i64,
    /// Its values.
    pub values: Vec<Value>,
}

/// The page count on the first page; none if that page cannot be read.
pub fn page_count(pages: &Pages) -> Option<usize> {
    big_endian(&pages.open(1)?, 28, 4)
}

/// The readable rows of a page; none if it is not a leaf of a table.
pub fn of_leaf(pages: &Pages, number: usize) -> Vec<Row> {
    let Some(page) = pages.open(number) else {
        return Vec::new();
    };
    let header = if number == 1 { FILE_HEADER } else { 0 };
    if page.get(header) != Some(&LEAF) {
        return Vec::new();
    }
    let count = big_endian(&page, header + 3, 2).unwrap_or_default();
    (0..count)
        .filter_map(|cell| {
            let at = big_endian(&page, header + 8 + 2 * cell, 2)?;
            row(pages, page.get(at..)?)
        })
        .collect()
}

fn row(pages: &Pages, mut cell: &[u8]) -> Option<Row> {
    let length = usize::try_from(varint(&mut cell)?).ok()?;
    let number = varint(&mut cell)?;
    let payload = payload(pages, cell, length)?;
    Some(Row {
        number,
        values: values(&payload)?,
    })
}

/// A row's bytes, from its page and overflow pages.
fn payload(pages: &Pages, cell: &[u8], length: usize) -> Option<Zeroizing<Vec<u8>>> {
    if length <= MOST_LOCAL {
        return cell
            .get(..length)
            .map(|local| Zeroizing::new(local.to_vec()));
    }
    let wanted = LEAST_LOCAL + (length - LEAST_LOCAL) % OVERFLOW;
    let local = if wanted <= MOST_LOCAL {
        wanted
    } else {
        LEAST_LOCAL
    };
    let mut bytes = Zeroizing::new(cell.get(..local)?.to_vec());
    let mut next = big_endian(cell, local, 4)?;
    while bytes.len() < length {
        let page = pages.open(next)?;
        let rest = (length - bytes.len()).min(OVERFLOW);
        bytes.extend_from_slice(page.get(4..4 + rest)?);
        next = big_endian(&page, 0, 4)?;
    }
    Some(bytes)
}

fn values(payload: &[u8]) -> Option<Vec<Value>> {
    let mut types = payload;
    let header = usize::try_from(varint(&mut types)?).ok()?;
    let mut left = payload.get(header..)?;
    let mut types = types.get(..header.checked_sub(payload.len() - types.len())?)?;
    let mut values = Vec::new();
    while !types.is_empty() {
        let serial = varint(&mut types)?;
        values.push(value(serial, &mut left)?);
    }
    Some(values)
}

fn value(serial: i64, left: &mut &[u8]) -> Option<Value> {
    let length = match serial {
        0 | 8 | 9 => 0,
        1..=4 => serial,
        5 => 6,
        6 | 7 => 8,
        _ => serial.checked_sub(12)? / 2,
    };
    let (bytes, rest) = left.split_at_checked(usize::try_from(length).ok()?)?;
    *left = rest;
    Some(match serial {
        0 => Value::Null,
        8 => Value::Number(0),
        9 => Value::Number(1),
        1..=6 => Value::Number(signed(bytes)),
        // No table has fractions: a row with one is not Kith's.
        7 => return None,
        text if text % 2 == 1 => Value::Text(String::from_utf8(bytes.to_vec()).ok()?),
        _ => Value::Bytes(bytes.to_vec()),
    })
}

fn signed(bytes: &[u8]) -> i64 {
    let negative = bytes.first().is_some_and(|first| *first >= 0x80);
    let start = if negative { -1 } else { 0 };
    bytes
        .iter()
        .fold(start, |number, byte| number << 8 | i64::from(*byte))
}

fn big_endian(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at + length)?;
    Some(
        bytes
            .iter()
            .fold(0, |number, byte| number << 8 | usize::from(*byte)),
    )
}

/// Seven bits a byte, the highest first; the ninth byte has eight.
fn varint(bytes: &mut &[u8]) -> Option<i64> {
    let mut number = 0_i64;
    for index in 0..9 {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        if index == 8 {
            return Some(number << 8 | i64::from(*byte));
        }
        number = number << 7 | i64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(number)
}
