//! The size of a page: the size of the paper and its orientation.

use serde::Deserialize;

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum PaperSize {
    /// 210 by 297 millimetres.
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

/// The orientation of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Orientation {
    /// The short side is at the top.
    Portrait,
    /// The long side is at the top.
    Landscape,
}

/// A sheet of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Paper {
    /// The size of the sheet.
    pub size: PaperSize,
    /// How the sheet is turned.
    pub way: Orientation,
}

impl PaperSize {
    /// Width and height of a sheet held upright, in points, 72 to the inch.
    #[must_use]
    pub fn upright_points(self) -> (f64, f64) {
        let millimetres = |length: f64| length * 72.0 / 25.4;
        match self {
            Self::A4 => (millimetres(210.0), millimetres(297.0)),
            Self::Letter => (612.0, 792.0),
        }
    }
}

impl Paper {
    /// Width and height in points, 72 to the inch.
    #[must_use]
    pub fn points(self) -> (f64, f64) {
        let (short, long) = self.size.upright_points();
        match self.way {
            Orientation::Portrait => (short, long),
            Orientation::Landscape => (long, short),
        }
    }
}
