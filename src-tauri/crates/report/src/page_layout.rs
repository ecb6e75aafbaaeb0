//! Lays a page out from its template and writes it as a PDF.

use std::thread;

use rayon::ThreadPoolBuilder;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, Smart};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, pdf};
use zeroize::Zeroizing;

use crate::error::ReportError;
use crate::typefaces::Typefaces;

/// Everything that a template can read: itself, its data and the typefaces. No file, no clock, no network.
struct PageInputs<'a> {
    library: LazyHash<Library>,
    template: Source,
    typefaces: &'a Typefaces,
    book: LazyHash<FontBook>,
}

/// Makes a PDF from a template and its data. One thread of its own does all the work: copies of the texts that lie on
/// its stack go back to the system when it ends.
pub fn to_pdf(
    template: &'static str,
    data: Dict,
    typefaces: &Typefaces,
) -> Result<Zeroizing<Vec<u8>>, ReportError> {
    thread::scope(|scope| {
        let alone = scope.spawn(|| {
            let pool = ThreadPoolBuilder::new().num_threads(1).use_current_thread();
            let pool = pool.build().map_err(|_| ReportError::CannotLayOut)?;
            pool.install(|| lay_out(template, data, typefaces))
        });
        // A panic of the layout engine must not end the program.
        alone.join().unwrap_or(Err(ReportError::CannotLayOut))
    })
}

fn lay_out(
    template: &'static str,
    data: Dict,
    typefaces: &Typefaces,
) -> Result<Zeroizing<Vec<u8>>, ReportError> {
    let inputs = PageInputs {
        library: LazyHash::new(Library::builder().with_inputs(data).build()),
        template: Source::detached(template),
        typefaces,
        book: typefaces.book(),
    };
    let pdf = typst::compile::<PagedDocument>(&inputs)
        .output
        .map_err(|_| ReportError::CannotLayOut)
        .and_then(|document| write_pdf(&document));
    // The layout engine caches texts for a next run. Texts must not stay in memory.
    comemo::evict(0);
    pdf
}

/// Writes an accessible PDF (PDF/UA). A page with a letter that no typeface has becomes a plain PDF: the letter is shown
/// as an empty box, as in the window, and the file does not claim to be accessible.
fn write_pdf(document: &PagedDocument) -> Result<Zeroizing<Vec<u8>>, ReportError> {
    let with = |standards: &[PdfStandard]| {
        let options = PdfOptions {
            creator: Smart::Custom(Some("Kith".to_owned())),
            standards: PdfStandards::new(standards).ok()?,
            ..PdfOptions::default()
        };
        pdf(document, &options).ok().map(Zeroizing::new)
    };
    with(&[PdfStandard::Ua_1])
        .or_else(|| with(&[]))
        .ok_or(ReportError::CannotEmbed)
}

impl World for PageInputs<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.typefaces.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
