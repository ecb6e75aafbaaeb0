//! Checks the SVG that the window made, before anything else reads it.

use roxmltree::{Document, Node, NodeType, ParsingOptions};

use crate::error::ReportError;

const SVG: &str = "http://www.w3.org/2000/svg";

/// Most bytes of a drawing. A map of three hundred people has a tenth of it.
const LARGEST: usize = 8 * 1024 * 1024;
/// Most elements and texts of a drawing.
const MOST_NODES: u32 = 100_000;
/// Deepest nesting of elements: page, part of it, shape, text, and some room.
const DEEPEST: usize = 8;

/// The only elements in a drawing of Kith. None of them runs or loads anything or links elsewhere.
const ELEMENTS: &[&str] = &["svg", "title", "g", "rect", "circle", "path", "text"];
/// The only attributes in a drawing of Kith.
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

/// An SVG that holds shapes and texts and nothing else.
#[derive(Clone)]
pub struct Drawing {
    svg: String,
}

impl Drawing {
    /// Accepts a drawing if it holds only the elements and attributes that Kith draws with.
    ///
    /// # Errors
    /// [`ReportError::TooLarge`] for a drawing that is too large or too deep, otherwise [`ReportError::ForeignDrawing`].
    pub fn read(svg: String) -> Result<Self, ReportError> {
        if svg.len() > LARGEST || is_deep(&svg) {
            return Err(ReportError::TooLarge);
        }
        let options = ParsingOptions {
            // A document type can define entities, which can read files.
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

    /// The SVG, unchanged.
    #[must_use]
    pub fn into_svg(self) -> String {
        self.svg
    }
}

/// Whether tags are nested deeper than in any drawing of Kith. They are counted before the parser runs, because a parser
/// that calls itself for each tag would overflow the stack.
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
    fn shapes_and_text_are_accepted() {
        assert!(
            read("<circle r=\"1\" fill=\"#fff\"/><text x=\"1\">Leila</text>").is_ok(),
            "a circle and a name"
        );
        assert!(
            read("<text>url( href onload=&lt;script&gt;</text>").is_ok(),
            "a name may be any text"
        );
    }

    #[test]
    fn content_that_runs_loads_or_links_elsewhere_is_refused() {
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
    fn input_other_than_one_svg_is_refused() {
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
    fn too_large_or_too_deep_drawing_is_refused_before_it_is_parsed() {
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
            "a drawing of Kith is shallower"
        );
    }
}
