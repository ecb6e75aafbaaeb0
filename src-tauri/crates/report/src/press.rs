//! Where a page becomes a PDF.

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

/// All that a page can reach: its template, its data, and the faces. No file, no clock, no network.
struct Press<'a> {
    library: LazyHash<Library>,
    template: Source,
    typefaces: &'a Typefaces,
    book: LazyHash<FontBook>,
}

/// Prints a template with data in it, on a thread of its own that does all the work: texts lie on its stack, too, and
/// go back to the system with it.
pub fn print(
    template: &'static str,
    data: Dict,
    typefaces: &Typefaces,
) -> Result<Zeroizing<Vec<u8>>, ReportError> {
    thread::scope(|scope| {
        let alone = scope.spawn(|| {
            let pool = ThreadPoolBuilder::new().num_threads(1).use_current_thread();
            let pool = pool.build().map_err(|_| ReportError::CannotLayOut)?;
            pool.install(|| set(template, data, typefaces))
        });
        // A page that cannot be laid out must not take the program with it.
        alone.join().unwrap_or(Err(ReportError::CannotLayOut))
    })
}

fn set(
    template: &'static str,
    data: Dict,
    typefaces: &Typefaces,
) -> Result<Zeroizing<Vec<u8>>, ReportError> {
    let press = Press {
        library: LazyHash::new(Library::builder().with_inputs(data).build()),
        template: Source::detached(template),
        typefaces,
        book: typefaces.book(),
    };
    let printed = typst::compile::<PagedDocument>(&press)
        .output
        .map_err(|_| ReportError::CannotLayOut)
        .and_then(|document| exported(&document));
    // It remembers what it printed for the next time. There is none, and texts must not stay behind.
    comemo::evict(0);
    printed
}

/// For readers who hear the page as well, unless it has a letter no face can draw: that is shown as an empty box,
/// as the window does, and the file does not claim to be readable in full.
fn exported(document: &PagedDocument) -> Result<Zeroizing<Vec<u8>>, ReportError> {
    let to = |standards: &[PdfStandard]| {
        let options = PdfOptions {
            creator: Smart::Custom(Some("Kith".to_owned())),
            standards: PdfStandards::new(standards).ok()?,
            ..PdfOptions::default()
        };
        pdf(document, &options).ok().map(Zeroizing::new)
    };
    to(&[PdfStandard::Ua_1])
        .or_else(|| to(&[]))
        .ok_or(ReportError::CannotEmbed)
}

impl World for Press<'_> {
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
