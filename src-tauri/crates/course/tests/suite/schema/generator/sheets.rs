//! Generates measures with results that follow from their answers.

use serde_json::{Map, Value, json};

use super::Generator;

/// Measures that have a total without answers, with the lowest and highest total.
const TOTALS: [(&str, i64, i64); 17] = [
    ("PCL-5", 0, 80),
    ("HRSD-17", 0, 52),
    ("CORE-10", 0, 40),
    ("CORE-OM", 0, 40),
    ("DASS-21", 0, 42),
    ("WHO-5", 0, 100),
    ("QIDS-SR16", 0, 27),
    ("AUDIT-C", 0, 12),
    ("MSPSS", 1, 7),
    ("EPDS", 0, 30),
    ("BDI-II", 0, 63),
    ("IIP-32", 0, 4),
    ("SAS-SR", 1, 5),
    ("ORS", 0, 40),
    ("SRS", 0, 40),
    ("EAT-26", 0, 78),
    ("EDE-Q 6.0", 0, 6),
];

/// Generates the own measures and the measures of a file.
pub fn measures(generator: &mut Generator, schema: &Value) -> (Value, Value) {
    let each = &schema["properties"]["own_measures"]["items"];
    let with_own = generator.chance(60);
    let bands = [
        Value::Null,
        json!([]),
        json!([{ "from": 0, "to": 4.5, "name": "low" }, { "from": 5, "to": 10, "name": "high" }]),
    ];
    let own = json!({ "code": "own:sleep", "min": 0, "max": 10, "name": "Sleep", "bands": generator.pick(&bands) });
    let own = generator.object(each, ".own_measures[]", own.as_object().unwrap().clone());
    let none = generator.pick(&[Value::Null, json!([])]);
    let own = if with_own { json!([own]) } else { none };
    let each = &schema["properties"]["measures"]["items"];
    let list: Vec<Value> = (0..generator.below(9))
        .map(|_| sheet(generator, each, with_own))
        .collect();
    let list = if list.is_empty() && generator.chance(50) {
        Value::Null
    } else {
        json!(list)
    };
    (own, list)
}

fn sheet(generator: &mut Generator, schema: &Value, with_own: bool) -> Value {
    let mut sheet = nothing();
    let kind = generator.below(8);
    match kind {
        0 => bands(
            generator,
            &mut sheet,
            ("PHQ-9", 9, 0, 3, 2),
            &[5, 10, 15, 20],
        ),
        1 => bands(generator, &mut sheet, ("GAD-7", 7, 0, 3, 2), &[5, 10, 15]),
        2 => bands(generator, &mut sheet, ("K10", 10, 1, 5, 1), &[16, 22, 30]),
        3 => wsas(generator, &mut sheet),
        4 => set(
            &mut sheet,
            json!({ "instrument": "MOOD-0-10", "value": generator.below(21) as f64 / 2.0 }),
        ),
        5 if with_own => set(
            &mut sheet,
            json!({ "instrument": "own:sleep", "value": 7.25, "items": [1, null, -3.5] }),
        ),
        6 => set(
            &mut sheet,
            json!({ "instrument": "DASS-21", "items": vec![1; 21], "subscales": { "stress": 14, "mine": -2 } }),
        ),
        7 => set(
            &mut sheet,
            json!({ "instrument": "PHQ-9", "declined_reason": "did not want to" }),
        ),
        _ => {
            let (name, low, high) = generator.pick(&TOTALS);
            let total = generator.between(low, high);
            set(&mut sheet, json!({ "instrument": name, "total": total }));
            risk_item(generator, &mut sheet, name);
        }
    }
    if generator.chance(10) {
        set(&mut sheet, json!({ "subscales": {} }));
    }
    if generator.chance(10) && kind == 4 {
        set(&mut sheet, json!({ "items": [] }));
        sheet.remove("items");
        sheet.insert("items".to_owned(), Value::Null);
    }
    if generator.chance(10) && kind == 5 && with_own {
        set(&mut sheet, json!({ "items": [] }));
    }
    generator.object(schema, ".measures[]", sheet)
}

/// The answer to the item on risk, where the measure has one.
fn risk_item(generator: &mut Generator, sheet: &mut Map<String, Value>, name: &str) {
    let highest = match name {
        "CORE-10" => 4,
        "EPDS" | "BDI-II" | "QIDS-SR16" => 3,
        _ => return,
    };
    let answer = generator.between(0, highest);
    if generator.chance(60) {
        set(sheet, json!({ "item9": answer }));
    }
    if answer < highest && generator.chance(30) {
        let before = generator.between(answer + 1, highest);
        set(sheet, json!({ "item9_before": before }));
    }
}

/// All fields with values that must follow from others, as absent.
fn nothing() -> Map<String, Value> {
    let fields = [
        "items",
        "missing_count",
        "total",
        "prorated_total",
        "band",
        "function_item",
        "item9",
        "item9_before",
        "value",
        "work_not_applicable",
        "max_total",
        "subscales",
        "declined_reason",
    ];
    fields
        .into_iter()
        .map(|field| (field.to_owned(), Value::Null))
        .collect()
}

fn set(sheet: &mut Map<String, Value>, values: Value) {
    sheet.extend(values.as_object().unwrap().clone());
}

fn bands(
    generator: &mut Generator,
    sheet: &mut Map<String, Value>,
    (name, many, low, high, allowed): (&str, i64, i64, i64, i64),
    starts: &[i64],
) {
    let answered = |generator: &mut Generator| generator.between(low, high);
    let items: Vec<Option<i64>> = (0..many)
        .map(|_| {
            if generator.chance(10) {
                None
            } else {
                Some(answered(generator))
            }
        })
        .collect();
    let sum: i64 = items.iter().flatten().sum();
    let given = i64::try_from(items.iter().flatten().count()).unwrap();
    let missing = many - given;
    let total = (missing == 0).then_some(sum);
    let prorated = (1..=allowed)
        .contains(&missing)
        .then(|| (2 * sum * many + given) / (2 * given));
    let names: &[&str] = match name {
        "PHQ-9" => &["minimal", "mild", "moderate", "moderately_severe", "severe"],
        "GAD-7" => &["minimal", "mild", "moderate", "severe"],
        _ => &["low", "moderate", "high", "very_high"],
    };
    let band = |score: i64| names[starts.iter().filter(|start| **start <= score).count()];
    let full = json!({
        "instrument": name,
        "items": items,
        "missing_count": missing,
        "total": total,
        "prorated_total": prorated,
        "band": total.or(prorated).map(band),
        "function_item": generator.below(4),
        "item9": if name == "PHQ-9" { json!(items[8]) } else { Value::Null },
    });
    let full = full.as_object().unwrap().clone();
    sheet.extend(
        full.into_iter()
            .filter(|(key, _)| key == "instrument" || generator.chance(80)),
    );
    let above = items.get(8).copied().flatten().unwrap_or(0) + 1;
    if name == "PHQ-9" && above <= 3 && generator.chance(40) {
        let before = generator.between(above, 3);
        set(sheet, json!({ "item9_before": before }));
    }
    if sheet["items"].is_null() {
        let total = total.or(prorated);
        set(
            sheet,
            json!({ "missing_count": null, "prorated_total": null, "total": total, "band": total.map(band) }),
        );
    }
}

fn wsas(generator: &mut Generator, sheet: &mut Map<String, Value>) {
    let no_work = generator.chance(40);
    let mut items: Vec<Option<i64>> = (0..5).map(|_| Some(generator.between(0, 8))).collect();
    if no_work {
        items[0] = None;
    }
    let sum: i64 = items.iter().flatten().sum();
    set(
        sheet,
        json!({
            "instrument": "WSAS", "items": items, "total": sum, "max_total": if no_work { 32 } else { 40 },
            "work_not_applicable": no_work,
        }),
    );
}
