//! Reads secrets from standard input: one for each line, UTF-8 up to LF or CRLF, nothing trimmed but a byte order mark,
//! which Windows puts before a text.

use std::io::{self, BufRead, Read};

use vault::{OpenError, Passphrase, RecoveryCode, Secret, Strength};
use zeroize::Zeroizing;

use crate::refusal::Refusal;

/// Longer than any secret, in bytes.
const LONGEST: usize = 4096;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The next line.
fn line() -> Result<Zeroizing<String>, Refusal> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST));
    let mut input = io::stdin().lock().take(LONGEST as u64);
    input
        .read_until(b'\n', &mut bytes)
        .map_err(|error| Refusal::io(&error))?;
    if bytes.is_empty() {
        return Err(Refusal::new(
            "no_secret",
            "a secret is missing on standard input",
        ));
    }
    let ended = bytes.strip_suffix(b"\n");
    if ended.is_none() && bytes.len() == LONGEST {
        return Err(Refusal::new(
            "secret_too_long",
            "a line on standard input is too long for a secret",
        ));
    }
    let secret = ended.map_or(bytes.as_slice(), |line| {
        line.strip_suffix(b"\r").unwrap_or(line)
    });
    let secret = secret.strip_prefix(BYTE_ORDER_MARK).unwrap_or(secret);
    let text = std::str::from_utf8(secret);
    let text = text
        .map_err(|_| Refusal::new("secret_not_utf8", "a secret on standard input is not UTF-8"))?;
    Ok(Zeroizing::new(text.to_owned()))
}

/// The secret that opens the vault.
pub fn opening(recovery: bool) -> Result<Secret, Refusal> {
    secret(&line()?, recovery)
}

/// The same secret, to open the vault and once more for an act that asks for it again.
pub fn opening_twice(recovery: bool) -> Result<(Secret, Secret), Refusal> {
    let typed = line()?;
    Ok((secret(&typed, recovery)?, secret(&typed, recovery)?))
}

fn secret(typed: &str, recovery: bool) -> Result<Secret, Refusal> {
    if recovery {
        return Ok(Secret::Recovery(RecoveryCode::parse(typed)?));
    }
    // A text that cannot be a passphrase does not open the vault.
    let passphrase = Passphrase::try_from(typed.to_owned());
    passphrase
        .map(Secret::Passphrase)
        .map_err(|_| OpenError::WrongPassphrase.into())
}

/// A new passphrase, checked by the same rule as in the window.
pub fn new_passphrase() -> Result<Passphrase, Refusal> {
    let typed = line()?;
    if let Some(weakness) = Strength::of(&typed).weakness {
        return Err(Refusal::of_weakness(weakness));
    }
    Passphrase::try_from(typed.to_string())
        .map_err(|fault| Refusal::of_weakness(vault::Weakness::Form(fault)))
}
