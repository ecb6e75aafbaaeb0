//! Searches the memory of the process for keys of a locked vault: bar 9. Only Linux lets a program read its own memory
//! in this way.

use std::alloc::System;
use std::fs::{self, File};
use std::os::unix::fs::FileExt;

use tempfile::tempdir;
use testkit::bar;
use zeroize::Zeroizing;
use zeroizing_alloc::ZeroAlloc;

use super::Keys;
use crate::header::copies::Copies;
use crate::practice::*;
use crate::storage::vault::Vault;

/// As in the program: memory is overwritten when it is freed.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

const PIECE: usize = 1 << 16;

/// The searched bytes are masked, so that the search does not find its own copy.
const MASK: u8 = 0xA5;

/// A key to search for, masked.
struct Wanted {
    name: &'static str,
    masked: Vec<u8>,
}

impl Wanted {
    fn new(name: &'static str, bytes: &[u8]) -> Self {
        let masked = bytes.iter().map(|byte| byte ^ MASK).collect();
        Self { name, masked }
    }

    /// Every key of an open vault, and that of the database as SQLCipher is given it.
    async fn keys_of(vault: &Vault) -> Vec<Self> {
        let mut inside = vault.inside().await.unwrap();
        let Keys {
            database,
            header,
            audit,
            backup,
            state,
        } = &*inside.open().unwrap().keys;
        let pragma = database.as_pragma();
        let digits = pragma.trim_matches(|edge: char| !edge.is_ascii_hexdigit());
        vec![
            Self::new("database", database.0.expose()),
            Self::new("database, in digits", digits.as_bytes()),
            Self::new("header", header.0.expose()),
            Self::new("audit", audit.0.expose()),
            Self::new("backup", backup.0.expose()),
            Self::new("state", state.0.expose()),
        ]
    }

    fn begins_at(&self, bytes: &[u8]) -> bool {
        bytes.len() >= self.masked.len()
            && self
                .masked
                .iter()
                .zip(bytes)
                .all(|(masked, byte)| *masked == byte ^ MASK)
    }
}

/// The names of the keys that are found in writable memory.
fn in_memory(wanted: &[Wanted]) -> Vec<&'static str> {
    let memory = File::open("/proc/self/mem").unwrap();
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    let begins = |byte: u8| {
        wanted
            .iter()
            .any(|key| key.masked.first() == Some(&(byte ^ MASK)))
    };
    let starts: Vec<bool> = (0..=u8::MAX).map(begins).collect();
    let longest = wanted.iter().map(|key| key.masked.len()).max().unwrap();
    let mut found = vec![false; wanted.len()];
    let mut piece = Zeroizing::new(vec![0_u8; PIECE]);
    for line in maps.lines().filter(|line| line.contains("rw-p")) {
        let (from, to) = line.split_once(' ').unwrap().0.split_once('-').unwrap();
        let (mut at, to) = (
            u64::from_str_radix(from, 16).unwrap(),
            u64::from_str_radix(to, 16).unwrap(),
        );
        while at < to {
            let length = usize::try_from(to - at).unwrap().min(PIECE);
            let read = memory.read_at(&mut piece[..length], at).unwrap_or(0);
            for from in (0..read).filter(|from| starts[usize::from(piece[*from])]) {
                let rest = &piece[from..read];
                for (key, found) in wanted.iter().zip(&mut found) {
                    *found = *found || key.begins_at(rest);
                }
            }
            // A key that begins in this piece may end in the next.
            at += (length
                - if at + (length as u64) < to {
                    longest
                } else {
                    0
                }) as u64;
        }
    }
    let names = wanted.iter().zip(found).filter(|(_, found)| *found);
    names.map(|(key, _)| key.name).collect()
}

#[tokio::test]
async fn no_key_of_a_locked_vault_is_in_memory() {
    let home = tempdir().unwrap();
    let (vault, code) = new_vault(home.path()).await;
    vault.lock().await.unwrap();
    let mut tried = 0;
    for round in 0..bar::count(2) {
        let vault = unlock(home.path(), typed(&code)).await.unwrap();
        add_course(&vault, round as u128).await;
        vault.verify().await.unwrap();
        let copies = Copies::read(vault.path()).unwrap();
        let (master, _) = copies.newest().unwrap().unlock(&typed(&code)).unwrap();
        let mut wanted = Wanted::keys_of(&vault).await;
        wanted.push(Wanted::new("master", master.0.expose()));
        let open = in_memory(&wanted);
        for key in ["database", "header", "audit", "backup", "state", "master"] {
            assert!(
                open.contains(&key),
                "an open vault has the key {key} in memory: {open:?}"
            );
        }
        drop(master);
        vault.lock().await.unwrap();
        assert_eq!(in_memory(&wanted), [""; 0], "keys in memory after the lock");
        tried += wanted.len();
    }
    bar::tell(9, tried, tried);
}
