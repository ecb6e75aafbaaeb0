//! `cargo xtask notices`: writes `THIRD-PARTY-NOTICES.txt`, which the window shows under About. It names every crate
//! that is linked, every package in the pages, and what both bring along, with the licence texts of each.

mod crates;
mod pages;
mod text;

use std::fs;
use std::path::{Path, PathBuf};

use crate::place;
use crate::step::{During, Outcome, Problem};
use text::Texts;

/// A work of other people.
struct Work {
    name: String,
    version: String,
    /// As an SPDX expression.
    licence: String,
    /// Its licence texts, each with the name of its file.
    texts: Vec<(String, String)>,
}

/// Works that are in none of the lists of packages.
const OTHERS: &str = "\
The Rust standard library
  Copyright (c) The Rust Project Contributors. MIT OR Apache-2.0.

SQLite (in libsqlite3-sys)
  Its authors have dedicated it to the public domain.

EFF Large Wordlist for Passphrases (2016, Joseph Bonneau, Electronic Frontier Foundation)
  Creative Commons Attribution 3.0 United States, https://creativecommons.org/licenses/by/3.0/us/
  The words alone are kept, without the numbers of the dice.

Questionnaires. Their wording stays under the terms of its owners and is not covered by the licence of Kith:
  PHQ-9 and GAD-7 were developed by Drs Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an
  educational grant from Pfizer Inc. No permission is required to reproduce, translate, display or distribute them.
  K10: (c) World Health Organization 2003. Kessler R.C. and colleagues (2003).
";

/// Writes the file.
pub fn write() -> Outcome {
    let file = file();
    fs::write(&file, made()?).during(file.display())?;
    println!("Written: {}", file.display());
    Ok(())
}

/// Fails when the file does not say what is linked and bundled now.
pub fn check() -> Outcome {
    let there = fs::read_to_string(file()).unwrap_or_default();
    if there == made()? {
        return Ok(());
    }
    Err(Problem::new(
        "THIRD-PARTY-NOTICES.txt is not up to date. Write it with:\n  cargo xtask notices",
    ))
}

fn file() -> PathBuf {
    place::root().join("THIRD-PARTY-NOTICES.txt")
}

fn made() -> Outcome<String> {
    let crates = crates::linked()?;
    let pages = pages::bundled()?;
    let native = native(&crates)?;
    let fonts = place::root().join("src-tauri/crates/report/fonts/Inter-LICENSE.txt");
    let fonts = [Work {
        name: "Inter (on paper)".to_owned(),
        version: String::new(),
        licence: "OFL-1.1".to_owned(),
        texts: vec![("Inter-LICENSE.txt".to_owned(), read(&fonts)?)],
    }];
    let crates: Vec<Work> = crates.into_iter().map(|(work, _)| work).collect();
    let mut texts = Texts::default();
    let lists = [
        ("Rust crates in the program", crates.as_slice()),
        ("Libraries in C in the program", &native),
        ("Packages in the pages", &pages),
        ("Typefaces in the program", &fonts),
    ];
    let lists: Vec<String> = lists
        .iter()
        .map(|(title, works)| texts.list(title, works))
        .collect::<Outcome<_>>()?;
    Ok(format!(
        "Third-party notices\n\n\
         Kith is free software under the MIT licence or the Apache License 2.0, as you choose. It contains the works \
         below.\nThe numbers lead to the licence texts at the end.\n\n\
         {}\n{}\n{}",
        lists.join("\n"),
        text::under("Other works", OTHERS),
        texts.written()
    ))
}

/// SQLCipher and OpenSSL come as source inside crates.
fn native(crates: &[(Work, PathBuf)]) -> Outcome<Vec<Work>> {
    let sqlite = crates
        .iter()
        .find(|(work, _)| work.name == "libsqlite3-sys")
        .ok_or_else(|| Problem::new("libsqlite3-sys is not linked"))?;
    let (openssl_version, openssl) = crates::folder_of("openssl-src")?;
    // 300.6.1+3.6.3 holds OpenSSL 3.6.3.
    let openssl_version = openssl_version.split('+').nth(1).unwrap_or_default();
    let work = |name: &str, version: &str, licence: &str, file: PathBuf| -> Outcome<Work> {
        Ok(Work {
            name: name.to_owned(),
            version: version.to_owned(),
            licence: licence.to_owned(),
            texts: vec![("LICENSE".to_owned(), read(&file)?)],
        })
    };
    Ok(vec![
        work(
            "OpenSSL",
            openssl_version,
            "Apache-2.0",
            openssl.join("openssl/LICENSE.txt"),
        )?,
        work(
            "SQLCipher",
            "",
            "BSD-3-Clause",
            sqlite.1.join("sqlcipher/LICENSE"),
        )?,
    ])
}

fn read(file: &Path) -> Outcome<String> {
    let bytes = fs::read(file).during(file.display())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The licence texts at the top of a package, by the names such files have.
fn texts_in(folder: &Path) -> Outcome<Vec<(String, String)>> {
    const NAMES: [&str; 6] = [
        "LICENSE",
        "LICENCE",
        "UNLICENSE",
        "COPYING",
        "COPYRIGHT",
        "NOTICE",
    ];
    let mut names: Vec<String> = fs::read_dir(folder)
        .during(folder.display())?
        .flatten()
        .filter(|entry| entry.path().is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| {
            let upper = name.to_uppercase();
            NAMES.iter().any(|start| upper.starts_with(start)) && !upper.ends_with(".RS")
        })
        .collect();
    names.sort();
    names
        .into_iter()
        .map(|name| {
            let text = read(&folder.join(&name))?;
            Ok((name, text))
        })
        .collect()
}
