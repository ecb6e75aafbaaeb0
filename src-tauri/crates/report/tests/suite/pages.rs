//! The page with the map: its text, its size, and the data of the PDF file.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use report::{MapPage, Orientation, Paper, PaperSize, ReportError, Typefaces};

use crate::reader::{Sheet, sheets};

const A4: Paper = Paper {
    size: PaperSize::A4,
    way: Orientation::Portrait,
};

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../../tests/golden/reports/{name}"))
}

fn page(svg: String, paper: Paper) -> MapPage {
    MapPage {
        svg,
        paper,
        title: "Relationship map".to_owned(),
        spoken: "Relationship map: In the middle: Farida; Leila, daughter, core".to_owned(),
        language: "en".to_owned(),
    }
}

fn svg(inner: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 794 1123\" width=\"8.271in\" height=\"11.698in\" font-family=\"Inter Variable, Inter, system-ui, sans-serif\">{inner}</svg>"
    )
}

fn print(svg: String, paper: Paper) -> Vec<u8> {
    let pdf = page(svg, paper).print(&Typefaces::bundled());
    pdf.expect("a page is printed").to_vec()
}

fn only(pdf: &[u8]) -> Sheet {
    let mut sheets = sheets(pdf);
    assert_eq!(sheets.len(), 1, "one page");
    sheets.remove(0)
}

fn holds(pdf: &[u8], words: &str) -> bool {
    pdf.windows(words.len()).any(|at| at == words.as_bytes())
}

/// Writes the PDF into the folder that `KITH_PICTURES` names, for a person to look at.
pub fn look_at(name: &str, pdf: &[u8]) {
    if let Some(folder) = env::var_os("KITH_PICTURES") {
        fs::write(Path::new(&folder).join(format!("{name}.pdf")), pdf).unwrap();
    }
}

/// Compares a text with the stored one; `KITH_WRITE_GOLDEN=1` stores it.
fn same_text(name: &str, text: &str) {
    let file = golden(&format!("{name}.txt"));
    if env::var_os("KITH_WRITE_GOLDEN").is_some() {
        fs::write(&file, format!("{text}\n")).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(kept.trim_end(), text.trim_end(), "the text of {name}");
}

#[test]
fn stored_drawing_prints_its_stored_text_on_a_page_of_the_right_size() {
    let landscape = |size| Paper {
        size,
        way: Orientation::Landscape,
    };
    for (name, paper, width, height) in [
        ("map-of-15-a4-portrait", A4, 595.28, 841.89),
        (
            "map-of-40-a4-landscape",
            landscape(PaperSize::A4),
            841.89,
            595.28,
        ),
        (
            "map-of-80-letter-landscape",
            landscape(PaperSize::Letter),
            792.0,
            612.0,
        ),
        (
            "then-and-now-letter-landscape",
            landscape(PaperSize::Letter),
            792.0,
            612.0,
        ),
        ("blank-a4-portrait", A4, 595.28, 841.89),
    ] {
        let drawing = fs::read_to_string(golden(&format!("{name}.svg"))).unwrap();
        let pdf = print(drawing, paper);
        look_at(name, &pdf);
        let sheet = only(&pdf);
        assert!(
            (sheet.width - width).abs() < 0.1 && (sheet.height - height).abs() < 0.1,
            "{name} is {} by {}",
            sheet.width,
            sheet.height
        );
        same_text(name, &sheet.text);
        assert!(holds(&pdf, "pdfuaid:part"), "{name} is an accessible PDF");
    }
}

#[test]
fn stretched_text_with_a_halo_stays_selectable_once() {
    let pdf = print(
        svg(
            "<text x=\"300\" y=\"300\" font-size=\"13\" text-anchor=\"middle\" font-weight=\"700\" textLength=\"80\" lengthAdjust=\"spacingAndGlyphs\" fill=\"#24221e\" stroke=\"#ffffff\" stroke-width=\"4\" paint-order=\"stroke\">Zoë Łuk</text>",
        ),
        A4,
    );
    assert_eq!(
        only(&pdf).text,
        "Zoë Łuk",
        "the text is there once, with every letter"
    );
}

#[test]
fn bold_name_is_drawn_bold() {
    let fonts = |pdf: &[u8]| {
        let faces = pdf.windows(10).filter(|at| *at == b"/FontFile2");
        faces.count()
    };
    let text = |weight| format!("<text y=\"50\" font-size=\"13\"{weight}>Leila</text>");
    let plain = print(svg(&text("")), A4);
    let both = text("") + &text(" font-weight=\"700\"");
    assert_eq!(
        (fonts(&plain), fonts(&print(svg(&both), A4))),
        (1, 2),
        "the file has outlines for each weight"
    );
}

#[test]
fn pdf_has_title_and_language_but_no_author_or_date() {
    let pdf = print(svg("<circle r=\"5\" fill=\"#fff\"/>"), A4);
    assert!(holds(&pdf, "Relationship map"), "the title");
    assert!(holds(&pdf, "/Lang(en)"), "the language");
    assert!(
        !holds(&pdf, "/Author") && !holds(&pdf, "/CreationDate"),
        "no author and no time of creation"
    );
}

#[test]
fn page_with_an_unknown_letter_is_printed_as_a_plain_pdf() {
    let pdf = print(
        svg("<text x=\"300\" y=\"300\" font-size=\"13\" fill=\"#000000\">Mia \u{738b}</text>"),
        A4,
    );
    let text = only(&pdf).text;
    assert!(text.starts_with("Mia "), "known letters are drawn: {text}");
    assert!(
        !holds(&pdf, "pdfuaid:part"),
        "the file does not claim to be accessible"
    );
}

#[test]
fn foreign_drawing_is_refused() {
    for foreign in [
        "<image href=\"file:///etc/passwd\"/>",
        "<image href=\"http://example.org/x.png\"/>",
        "<script>1</script>",
        "<foreignObject/>",
    ] {
        let refused = page(svg(foreign), A4).print(&Typefaces::bundled());
        assert_eq!(
            refused.err(),
            Some(ReportError::ForeignDrawing),
            "{foreign}"
        );
    }
}

#[test]
fn markup_in_a_text_stays_text() {
    let mut marked = page(svg(""), A4);
    marked.title = "#panic() *bold* $x$ \\u{41} @ref".to_owned();
    marked.spoken = "#read(\"/etc/passwd\")".to_owned();
    let pdf = marked
        .print(&Typefaces::bundled())
        .expect("the page is printed");
    assert!(holds(&pdf, "#panic"), "the title is written as it is");
}
