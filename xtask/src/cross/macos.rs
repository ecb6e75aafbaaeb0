//! macOS, without Apple's compiler: everything Rust sees is checked, nothing is linked.

use std::fs;
use std::path::Path;

use super::{STANDARD_LIBRARY, Workshop};
use crate::place;
use crate::step::{During, Outcome, carry_out, command};

const STUB_COMPILER: &str = include_str!("stub-cc.sh");

/// Debian's newer clippy knows lints that the compiler of this workspace does not: those only warn.
const NEWER_LINTS_WARN: &[&str] = &["--", "-W", "clippy::all"];

pub fn lint(workshop: &Workshop) -> Outcome {
    let compiler = workshop.at("stub-cc");
    fs::write(&compiler, STUB_COMPILER).during("writing the stub compiler")?;
    executable(&compiler)?;
    let sdk = workshop.folder_named("no-sdk")?;
    let openssl = openssl(workshop)?;
    let mut lint = workshop.cargo(&["clippy", "--workspace", "--all-targets"]);
    lint.args([
        "--features",
        "kith/custom-protocol",
        "--target",
        "aarch64-apple-darwin",
        STANDARD_LIBRARY,
    ])
    .args(NEWER_LINTS_WARN)
    .env("SDKROOT", sdk)
    .env("MACOSX_DEPLOYMENT_TARGET", "11.0")
    .env("CC_aarch64_apple_darwin", &compiler)
    .env("CXX_aarch64_apple_darwin", &compiler)
    .env("AR_aarch64_apple_darwin", "/usr/bin/ar")
    .env("OPENSSL_NO_VENDOR", "1")
    .env("AARCH64_APPLE_DARWIN_OPENSSL_DIR", openssl);
    carry_out(&mut lint)
}

/// A folder that looks like OpenSSL: Debian's headers beside empty archives.
fn openssl(workshop: &Workshop) -> Outcome<std::path::PathBuf> {
    let folder = workshop.folder_named("openssl")?;
    let include = workshop.folder_named("openssl/include/openssl")?;
    let lib = workshop.folder_named("openssl/lib")?;
    for headers in [
        "/usr/include/openssl",
        "/usr/include/x86_64-linux-gnu/openssl",
    ] {
        for header in fs::read_dir(headers).during(headers)?.flatten() {
            fs::copy(header.path(), include.join(header.file_name()))
                .during("copying OpenSSL's headers")?;
        }
    }
    for name in ["libcrypto.a", "libssl.a"] {
        let archive = lib.join(name);
        if !archive.exists() {
            carry_out(command(&place::root(), "ar", &["crs"]).arg(archive))?;
        }
    }
    Ok(folder)
}

fn executable(path: &Path) -> Outcome {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755))
            .during("marking the stub compiler executable")?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
