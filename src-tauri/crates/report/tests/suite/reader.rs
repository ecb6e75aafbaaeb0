//! Reads a PDF back: the size of a page, and the text that can be selected on it.

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Rect};

/// One page of a PDF.
pub struct Sheet {
    pub width: f32,
    pub height: f32,
    /// Its texts, one on each line.
    pub text: String,
}

/// Every page of a PDF.
pub fn sheets(pdf: &[u8]) -> Vec<Sheet> {
    let pdf = Pdf::new(pdf.to_vec()).expect("a whole PDF");
    pdf.pages().iter().map(sheet).collect()
}

fn sheet(page: &Page<'_>) -> Sheet {
    let (width, height) = page.render_dimensions();
    let cache = InterpreterCache::new();
    let mut context = Context::new(
        Affine::IDENTITY,
        Rect::new(0.0, 0.0, width.into(), height.into()),
        &cache,
        page.xref(),
        InterpreterSettings::default(),
    );
    let mut listener = Listener::default();
    interpret_page(page, &mut context, &mut listener);
    Sheet {
        width,
        height,
        text: listener.text,
    }
}

#[derive(Default)]
struct Listener {
    text: String,
    last: Option<(f64, f64)>,
}

/// Two letters farther apart than this belong to two texts.
const GAP: f64 = 24.0;

impl<'a> Device<'a> for Listener {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        let [.., x, y] = (transform * glyph_transform).as_coeffs();
        let goes_on = self
            .last
            .is_some_and(|(at, line)| (line - y).abs() < 0.5 && x >= at && x - at < GAP);
        if self.last.is_some() && !goes_on {
            self.text.push('\n');
        }
        self.last = Some((x, y));
        match glyph.as_unicode() {
            Some(BfString::Char(letter)) => self.text.push(letter),
            Some(BfString::String(letters)) => self.text.push_str(&letters),
            None => self.text.push('\u{fffd}'),
        }
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
