//! Reads the picture of the virtual screen from the file in which Xvfb keeps it. The program is asked nothing, so that
//! the very build that is given to people can be timed.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use crate::step::{During, Outcome, Problem};

pub struct Screen {
    file: File,
    start: u64,
    pixels: Vec<u8>,
}

impl Screen {
    /// Opens the picture (X window dump format: a header of big-endian words, a colour table, the pixels).
    pub fn open(folder: &Path) -> Outcome<Self> {
        const COLOUR_BYTES: u64 = 12;
        let mut file =
            File::open(folder.join("Xvfb_screen0")).during("opening the virtual screen")?;
        let mut header = [0; 80];
        file.read_exact(&mut header)
            .during("reading the virtual screen")?;
        let word = |index: usize| -> u64 {
            header.get(index * 4..index * 4 + 4).map_or(0, |bytes| {
                bytes
                    .iter()
                    .fold(0, |number, byte| number << 8 | u64::from(*byte))
            })
        };
        let (header_size, height, bits, line, colours) =
            (word(0), word(5), word(11), word(12), word(19));
        if bits != 32 {
            return Err(Problem::new(format!(
                "the virtual screen has {bits} bits a pixel"
            )));
        }
        let size =
            usize::try_from(line * height).map_err(|error| Problem::new(error.to_string()))?;
        Ok(Self {
            file,
            start: header_size + colours * COLOUR_BYTES,
            pixels: vec![0; size],
        })
    }

    /// How many pixels satisfy the question now. Colours come as red, green, blue.
    pub fn count(&mut self, question: impl Fn([u8; 3]) -> bool) -> Outcome<usize> {
        self.file
            .seek(SeekFrom::Start(self.start))
            .during("reading the virtual screen")?;
        self.file
            .read_exact(&mut self.pixels)
            .during("reading the virtual screen")?;
        Ok(self
            .pixels
            .chunks_exact(4)
            .filter(|pixel| matches!(pixel, [b, g, r, _] if question([*r, *g, *b])))
            .count())
    }
}
