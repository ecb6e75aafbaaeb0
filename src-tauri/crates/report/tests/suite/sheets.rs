//! The recovery sheet: one page with every group of the code.

use report::{Orientation, Paper, PaperSize, RecoverySheet, Section, Typefaces};

use crate::pages::look_at;
use crate::reader::sheets;

fn sheet(size: PaperSize) -> RecoverySheet {
    let groups = [
        "04G9", "X2KD", "77QM", "V0ZB", "3HJT", "C5RW", "E8NA", "PY16",
    ];
    let texts = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
    RecoverySheet {
        title: "Your recovery sheet".to_owned(),
        about: texts(&["Vault: #1 *Practice*", "Code made on 3 May 2026"]),
        groups: texts(&groups),
        sections: vec![
            Section {
                title: "How to use it".to_owned(),
                lines: texts(&["Start Kith.", "Type the eight groups."]),
                steps: true,
            },
            Section {
                title: "What it cannot do".to_owned(),
                lines: texts(&["It holds no records."]),
                steps: false,
            },
        ],
        language: "en".to_owned(),
        paper: Paper {
            size,
            way: Orientation::Portrait,
        },
    }
}

#[test]
fn recovery_sheet_is_one_page_with_every_group_unbroken() {
    for (size, height) in [(PaperSize::A4, 841.89), (PaperSize::Letter, 792.0)] {
        let made = sheet(size);
        let pdf = made.print(&Typefaces::bundled()).expect("it is printed");
        look_at(&format!("recovery-sheet-{size:?}"), &pdf);
        let pages = sheets(&pdf);
        let [page] = pages.as_slice() else {
            panic!("one page, not {}", pages.len())
        };
        assert!((page.height - height).abs() < 0.1, "{size:?}");
        for group in &made.groups {
            assert!(
                page.text.contains(group.as_str()),
                "{group} in {}",
                page.text
            );
        }
        for line in [
            "Your recovery sheet",
            "Vault: #1 *Practice*",
            "Type the eight groups.",
            "It holds no records.",
        ] {
            assert!(page.text.contains(line), "{line} in {}", page.text);
        }
        let whole = String::from_utf8_lossy(&pdf);
        assert!(whole.contains("pdfuaid:part"), "it is an accessible PDF");
        assert!(
            !whole.contains("04G9"),
            "the code is on the page only, not in the metadata of the file"
        );
    }
}
