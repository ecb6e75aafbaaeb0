//! The kind of a folder: synced by a cloud program, on a network drive, on a removable drive, or ordinary. A database
//! that is written while a program copies it, or over a network, can be damaged; so Kith recognises such folders and
//! offers to move the vault.

mod clouds;
mod mounts;
mod parts;
mod probe;
mod surroundings;

use std::path::Path;

use parts::Parts;
use surroundings::Surroundings;

use crate::location::platform;
use probe::inspect;

/// The kind of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A folder of this computer.
    Ordinary,
    /// A folder that a program copies to other computers.
    Cloud {
        /// The program.
        provider: String,
    },
    /// A drive of another computer.
    Network,
    /// A drive that can be pulled out.
    Removable,
}

/// Network file systems.
const NETWORK: [&str; 18] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb",
    "smb2",
    "smb3",
    "smbfs",
    "ncpfs",
    "afpfs",
    "afs",
    "webdav",
    "davfs",
    "davfs2",
    "sshfs",
    "gvfsd-fuse",
    "rclone",
    "glusterfs",
    "ceph",
];

/// Classifies a folder by its path and the given facts. Reads nothing from the disk.
#[must_use]
pub fn classify(folder: &str, around: &Surroundings) -> Location {
    let parts = Parts::of(folder);
    if let Some(provider) = clouds::provider(&parts, around) {
        return Location::Cloud { provider };
    }
    if parts.is_on_another_computer() {
        return Location::Network;
    }
    let mount = around
        .mounts
        .iter()
        .filter(|mount| parts.is_within(&Parts::of(&mount.at)))
        .max_by_key(|mount| Parts::of(&mount.at).len());
    let kind = mount.map_or("", |mount| mount.kind.trim_start_matches("fuse."));
    if NETWORK
        .iter()
        .any(|network| kind.eq_ignore_ascii_case(network))
    {
        Location::Network
    } else if mount.is_some_and(|mount| mount.removable) {
        Location::Removable
    } else {
        Location::Ordinary
    }
}

/// Classifies a folder of this computer.
#[must_use]
pub fn locate(folder: &Path) -> Location {
    let (folder, around) = inspect(folder);
    classify(&folder, &around)
}

/// Whether both folders can be lost together: they are on the same disk, and no program syncs `folder` to another
/// computer.
#[must_use]
pub fn is_lost_with(folder: &Path, other: &Path) -> bool {
    platform::share_a_disk(folder, other) && locate(folder) == Location::Ordinary
}

#[cfg(test)]
mod tests;
