//! A drawing the window made, looked at before anything is done with it.

use roxmltree::{Document, Node, NodeType, ParsingOptions};

use crate::error::ReportError;

const SVG: &str = "http://www.w3.org/2000/svg";

/// A map of three hundred people takes a tenth of it.
const LARGEST: usize = 8 * 1024 * 1024;
/// Elements and texts.
const MOST_NODES: u32 = 100_000;
/// A page, a part of it, a shape, its text.
const DEEPEST: usize = 8;

/// All that drawings of Kith's are made of. Nothing in it runs, loads or leads elsewhere.
const ELEMENTS: &[&str] = &["svg", "title", "g", "rect", "circle", "path", "text"];
const ATTRIBUTES: &[&str] = &[
    "cx",
    "cy",
    "d",
    "fill",
    "fill-rule",
    "font-family",
    "font-size",
    "font-weight",
    "height",
    "lengthAdjust",
    "opacity",
    "paint-order",
    "r",
    "rx",
    "stroke",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-width",
    "text-anchor",
    "textLength",
    "transform",
    "viewBox",
    "width",
    "x",
    "y",
];

/// One SVG with shapes and text in it, and nothing else.
#[derive(Clone)]
pub struct Drawing {
    svg: String,
}

impl Drawing {
    /// Takes a drawing that holds nothing but what Kith draws with.
    ///
    /// # Errors
    /// [`ReportError::TooLarge`], or [`ReportError::ForeignDrawing`] for everything else.
    pub fn read(svg: String) -> Result<Self, ReportError> {
        if svg.len() > LARGEST || is_deep(&svg) {
            return Err(ReportError::TooLarge);
        }
        let options = ParsingOptions {
            // A document type could name entities, and through them files.
            allow_dtd: false,
            nodes_limit: MOST_NODES,
            ..ParsingOptions::default()
        };
        let parsed = Document::parse_with_options(&svg, options);
        let document = parsed.map_err(|fault| {
            if matches!(fault, roxmltree::Error::NodesLimitReached) {
                ReportError::TooLarge
            } else {
                ReportError::ForeignDrawing
            }
        })?;
        let root = document.root_element();
        let only = document.root().children().count() == 1;
        let own = only && root.tag_name().name() == "svg" && root.descendants().all(is_own);
        if own {
            Ok(Self { svg })
        } else {
            Err(ReportError::ForeignDrawing)
        }
    }

    /// The drawing, as it was read.
    #[must_use]
    pub fn into_svg(self) -> String {
        self.svg
    }
}

/// Whether tags stand deeper in one another than any drawing of Kith's has them. Counted before anything is parsed:
/// a parser that calls itself for every tag would run out of stack first.
fn is_deep(svg: &str) -> bool {
    let mut depth = 0_usize;
    svg.split('<').skip(1).any(|tag| {
        let closes = tag.starts_with('/');
        let alone = tag.split('>').next().is_some_and(|tag| tag.ends_with('/'));
        match (closes, alone) {
            (true, _) => depth = depth.saturating_sub(1),
            (false, true) => {}
            (false, false) => depth += 1,
        }
        depth > DEEPEST
    })
}

fn is_own(node: Node<'_, '_>) -> bool {
    match node.node_type() {
        NodeType::Text => true,
        NodeType::Element => {
            let tag = node.tag_name();
            tag.namespace() == Some(SVG)
                && ELEMENTS.contains(&tag.name())
                && node.attributes().all(|attribute| {
                    attribute.namespace().is_none()
                        && ATTRIBUTES.contains(&attribute.name())
                        && !attribute.value().to_ascii_lowercase().contains("url")
                })
        }
        NodeType::Root | NodeType::Comment | NodeType::PI => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(inner: &str) -> Result<Drawing, ReportError> {
        Drawing::read(format!(
            "<svg xmlns=\"{SVG}\" viewBox=\"0 0 1 1\">{inner}</svg>"
        ))
    }

    #[test]
    fn shapes_and_text_are_a_drawing() {
        assert!(
            read("<circle r=\"1\" fill=\"#fff\"/><text x=\"1\">Leila</text>").is_ok(),
            "a map"
        );
        assert!(
            read("<text>url( href onload=&lt;script&gt;</text>").is_ok(),
            "a name may be any text"
        );
    }

    #[test]
    fn nothing_that_runs_loads_or_leads_elsewhere_is() {
        for foreign in [
            "<script>1</script>",
            "<SCRIPT>1</SCRIPT>",
            "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">x</p></foreignObject>",
            "<image href=\"http://example.org/x.png\"/>",
            "<image href=\"file:///etc/passwd\"/>",
            "<image href=\"data:image/svg+xml;base64,AAAA\"/>",
            "<use href=\"#x\"/>",
            "<a href=\"http://example.org\"><text>x</text></a>",
            "<style>@import 'http://example.org'</style>",
            "<circle onload=\"1\"/>",
            "<circle style=\"fill:red\"/>",
            "<circle fill=\"url(http://example.org/x)\"/>",
            "<circle fill=\"URL(#x)\"/>",
            "<circle xml:base=\"http://example.org\"/>",
            "<circle xmlns:x=\"http://www.w3.org/1999/xlink\" x:href=\"#x\"/>",
            "<animate attributeName=\"r\"/>",
            "<filter/>",
            "<circle xmlns=\"http://example.org\" r=\"1\"/>",
            "<!-- a comment -->",
            "<?xml-stylesheet href=\"x\"?>",
            "<circle r=\"1\">",
            "&amp;&nowhere;",
        ] {
            assert_eq!(
                read(foreign).err(),
                Some(ReportError::ForeignDrawing),
                "{foreign}"
            );
        }
    }

    #[test]
    fn nothing_but_one_drawing_is() {
        for foreign in [
            "",
            "<html></html>",
            "<svg></svg>",
            "<!DOCTYPE svg><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "<!DOCTYPE svg [<!ENTITY a \"aaaa\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&a;</svg>",
            "<?xml-stylesheet href=\"x\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        ] {
            assert_eq!(
                Drawing::read(foreign.to_owned()).err(),
                Some(ReportError::ForeignDrawing),
                "{foreign}"
            );
        }
    }

    #[test]
    fn one_that_is_too_large_or_too_deep_is_refused_before_it_is_read() {
        let deep = format!("{}{}", "<g>".repeat(200_000), "</g>".repeat(200_000));
        assert_eq!(read(&deep).err(), Some(ReportError::TooLarge), "too deep");
        assert_eq!(
            read(&"<g/>".repeat(200_000)).err(),
            Some(ReportError::TooLarge),
            "too many"
        );
        let long = format!("<text>{}</text>", "x".repeat(LARGEST));
        assert_eq!(read(&long).err(), Some(ReportError::TooLarge), "too long");
        assert!(
            read(&format!("{}{}", "<g>".repeat(7), "</g>".repeat(7))).is_ok(),
            "what Kith draws is shallower"
        );
    }
}
