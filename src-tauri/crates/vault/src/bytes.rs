//! Fields of a fixed layout, read and written without running past the end; hexadecimal; length prefixes.

/// The `N` bytes at `at`; bytes beyond the end read as zero.
pub fn field<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let mut field = [0; N];
    for (to, from) in field.iter_mut().zip(bytes.iter().skip(at)) {
        *to = *from;
    }
    field
}

/// Writes `field` at `at`; bytes beyond the end are left out.
pub fn put(bytes: &mut [u8], at: usize, field: &[u8]) {
    for (to, from) in bytes.iter_mut().skip(at).zip(field) {
        *to = *from;
    }
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").ok();
        text
    })
}

/// Fields, each preceded by its length.
pub fn length_prefixed(numbers: &[i64], texts: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let numbers: Vec<[u8; 8]> = numbers.iter().map(|number| number.to_le_bytes()).collect();
    for field in numbers
        .iter()
        .map(<[u8; 8]>::as_slice)
        .chain(texts.iter().copied())
    {
        bytes.extend_from_slice(&(field.len() as u64).to_le_bytes());
        bytes.extend_from_slice(field);
    }
    bytes
}
