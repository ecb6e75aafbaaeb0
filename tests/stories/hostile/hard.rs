//! Values that programs often handle wrongly.

use serde_json::{Value, json};

/// So many values that a broken or hostile page may send: those known to break programs, and others like them.
pub fn values(count: usize) -> Vec<Value> {
    let known = vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(9_007_199_254_740_993_i64),
        json!(1e308),
        json!(0.1),
        json!(""),
        json!("\0"),
        json!("a\0b"),
        json!("\u{202e}\u{2066}evil"),
        json!("e\u{301}\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}"),
        json!("1900-01-01"),
        json!("9999-12-31"),
        json!("+262142-12-31"),
        json!("2026-03-29T02:30:00"),
        json!("02:30"),
        json!("'; DROP TABLE client; --"),
        json!("<img src=x onerror=alert(1)>"),
        json!([]),
        json!({}),
        json!([[[[[[[[]]]]]]]]),
    ];
    known.into_iter().chain(around()).take(count).collect()
}

/// Values like the known ones: around every power of two, with every control character and every mark that
/// turns or joins letters, on every edge of a calendar, and in lists and objects.
pub fn around() -> impl Iterator<Item = Value> {
    let powers = (1..64).flat_map(|power| {
        let near = 2_f64.powi(power);
        let whole = 1_i64.checked_shl(power.unsigned_abs()).unwrap_or(i64::MAX);
        [
            json!(whole.wrapping_sub(1)),
            json!(whole.wrapping_neg()),
            json!(near + 0.5),
            json!(1.0 / near),
        ]
    });
    let marks = ('\0'..='\u{9f}')
        .filter(|mark| mark.is_control())
        .chain('\u{200b}'..='\u{200f}')
        .chain('\u{2028}'..='\u{202e}')
        .chain('\u{2060}'..='\u{206f}')
        .chain(['\u{feff}', '\u{fffd}', '\u{fffe}', '\u{10ffff}']);
    let texts = marks.map(|mark| json!(format!("a{mark}b")));
    let days = [
        "0000-01-01",
        "0001-01-01",
        "-0001-12-31",
        "2026-02-29",
        "2026-02-30",
        "2026-13-01",
        "2026-00-00",
    ]
    .into_iter()
    .chain([
        "9999-12-31T24:00",
        "2026-10-25T02:30:00",
        "24:00",
        "23:59:60",
        "-1:00",
        "10:00Z",
        "2026-W01",
    ]);
    let days = days.map(|day| json!(day));
    let inside = [json!(null), json!(-1), json!("a\0b"), json!({ "": [] })];
    let nested = inside.into_iter().flat_map(|value| {
        (1..12)
            .map(move |depth| (0..depth).fold(value.clone(), |inner, _| json!({ "id": [inner] })))
    });
    powers.chain(texts).chain(days).chain(nested)
}

/// The few that are known to have broken programs.
pub fn hardest() -> Vec<Value> {
    vec![
        json!(null),
        json!(-1),
        json!(9_007_199_254_740_993_i64),
        json!(1e308),
        json!("a\0b"),
        json!("\u{202e}\u{2066}evil"),
        json!("1900-01-01"),
        json!("9999-12-31"),
        json!([]),
    ]
}
