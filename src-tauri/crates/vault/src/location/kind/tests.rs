use std::fs;

use tempfile::tempdir;

use super::*;

fn strings(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// A person's computer: their own folder, and what is beside the folders named.
fn computer(home: &str, beside: &[(&str, &[&str])]) -> Surroundings {
    Surroundings {
        home: Some(home.to_owned()),
        beside: beside
            .iter()
            .map(|(folder, names)| ((*folder).to_owned(), strings(names)))
            .collect(),
        ..Surroundings::default()
    }
}

const WINDOWS: &str = r"C:\Users\Ann";
const MACOS: &str = "/Users/ann";
const LINUX: &str = "/home/ann";

#[test]
fn the_folders_of_cloud_programs_are_recognised_on_every_system() {
    for (folder, home, provider) in [
        (r"C:\Users\Ann\OneDrive\Kith", WINDOWS, "OneDrive"),
        (
            r"C:\Users\Ann\OneDrive - Praxis Ann\Documents\Kith",
            WINDOWS,
            "OneDrive",
        ),
        (
            r"C:\Users\Ann\onedrive\Dokumente\kith-vault",
            WINDOWS,
            "OneDrive",
        ),
        (r"\\?\C:\Users\Ann\OneDrive\Desktop", WINDOWS, "OneDrive"),
        (r"D:\OneDrive\Kith", WINDOWS, "OneDrive"),
        (
            "/Users/ann/Library/CloudStorage/OneDrive-Personal/Kith",
            MACOS,
            "OneDrive",
        ),
        ("/Users/ann/OneDrive - Practice/Kith", MACOS, "OneDrive"),
        ("/home/ann/OneDrive/Kith", LINUX, "OneDrive"),
        (r"C:\Users\Ann\Dropbox\Kith", WINDOWS, "Dropbox"),
        (r"C:\Users\Ann\Dropbox (Praxis)\Kith", WINDOWS, "Dropbox"),
        (
            "/Users/ann/Library/CloudStorage/Dropbox/Kith",
            MACOS,
            "Dropbox",
        ),
        (
            "/Users/ann/Library/CloudStorage/Dropbox-Praxis/Kith",
            MACOS,
            "Dropbox",
        ),
        ("/home/ann/Dropbox", LINUX, "Dropbox"),
        (r"G:\My Drive\Kith", WINDOWS, "Google Drive"),
        (r"G:\Meine Ablage\Kith", WINDOWS, "Google Drive"),
        (r"G:\Shared drives\Praxis\Kith", WINDOWS, "Google Drive"),
        (
            r"C:\Users\Ann\My Drive (ann@example.org)\Kith",
            WINDOWS,
            "Google Drive",
        ),
        (
            "/Users/ann/Library/CloudStorage/GoogleDrive-ann@example.org/My Drive/Kith",
            MACOS,
            "Google Drive",
        ),
        ("/Volumes/GoogleDrive/My Drive", MACOS, "Google Drive"),
        (
            "/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/Kith",
            MACOS,
            "iCloud Drive",
        ),
        (r"C:\Users\Ann\iCloudDrive\Kith", WINDOWS, "iCloud Drive"),
        (r"C:\Users\Ann\Box\Kith", WINDOWS, "Box"),
        ("/Users/ann/Library/CloudStorage/Box-Box/Kith", MACOS, "Box"),
        ("/Users/ann/Box Sync/Kith", MACOS, "Box"),
        ("/home/ann/pCloudDrive/Kith", LINUX, "pCloud"),
        (r"C:\Users\Ann\Nextcloud\Kith", WINDOWS, "Nextcloud"),
        ("/home/ann/ownCloud - ann/Kith", LINUX, "ownCloud"),
        (
            r"C:\Users\Ann\Proton Drive\ann\My files",
            WINDOWS,
            "Proton Drive",
        ),
        (
            "/Users/ann/Library/CloudStorage/ProtonDrive-ann@proton.me-folder",
            MACOS,
            "Proton Drive",
        ),
        ("/home/ann/MEGA/Kith", LINUX, "MEGA"),
        (r"C:\Users\Ann\Tresors\Praxis", WINDOWS, "Tresorit"),
        (
            "/Users/ann/Library/CloudStorage/Egnyte-praxis/Kith",
            MACOS,
            "Egnyte",
        ),
    ] {
        let expected = match provider {
            "" => Location::Ordinary,
            _ => Location::Cloud {
                provider: provider.to_owned(),
            },
        };
        assert_eq!(classify(folder, &computer(home, &[])), expected, "{folder}");
    }
}

#[test]
fn cloud_folder_is_recognised_by_files_of_the_program() {
    for (around, names, provider) in [
        (
            "/data/records",
            &[".sync_5f0e3d.db", "Kith"][..],
            "Nextcloud or ownCloud",
        ),
        (
            "/data/records",
            &[".owncloudsync.log"],
            "Nextcloud or ownCloud",
        ),
        ("/data", &[".stfolder", "records"], "Syncthing"),
        ("/data", &[".dropbox.cache"], "Dropbox"),
        ("/data/records", &[".tmp.driveupload"], "Google Drive"),
        ("/data/records", &[".megaignore"], "MEGA"),
    ] {
        assert_eq!(
            classify("/data/records/Kith", &computer(LINUX, &[(around, names)])),
            Location::Cloud {
                provider: provider.to_owned()
            },
            "{names:?}"
        );
    }
    let mut around = computer(WINDOWS, &[]);
    around.declared = vec![(r"E:\Ablage\Praxis".to_owned(), "OneDrive".to_owned())];
    assert_eq!(
        classify(r"e:\ablage\praxis\Kith", &around),
        Location::Cloud {
            provider: "OneDrive".to_owned()
        },
        "a folder its program names"
    );
    assert_eq!(
        classify(r"E:\Ablage\Praxis 2", &around),
        Location::Ordinary,
        "and only that"
    );
    let icloud = "/Users/ann/Library/Mobile Documents/com~apple~CloudDocs";
    let kept = computer(MACOS, &[(icloud, &["Desktop", "Documents"])]);
    for folder in ["/Users/ann/Documents/Kith", "/Users/ann/Desktop"] {
        assert_eq!(
            classify(folder, &kept),
            Location::Cloud {
                provider: "iCloud Drive".to_owned()
            },
            "{folder}, when macOS keeps it in iCloud"
        );
    }
    assert_eq!(
        classify("/Users/ann/Kith", &kept),
        Location::Ordinary,
        "the rest stays here"
    );
}

#[test]
fn ordinary_folders_do_not_alarm() {
    for (folder, home) in [
        ("/home/ann/dropbox-notes/Kith", LINUX),
        ("/home/ann/projects/onedrive-client", LINUX),
        ("/home/ann/src/nextcloud/server", LINUX),
        ("/home/ann/.local/share/de.kith/vault", LINUX),
        ("/home/ann/Documents/About OneDrive", LINUX),
        ("/home/ann/Box/Kith", LINUX),
        ("/srv/practice/Dropbox", LINUX),
        ("/var/lib/mega", LINUX),
        ("/home/ann/Downloads/Google Drive export", LINUX),
        (r"C:\Users\Ann\AppData\Local\de.kith\vault", WINDOWS),
        (r"C:\Users\Ann\OneDriveBackup\Kith", WINDOWS),
        (r"C:\Users\Ann\Documents\Dropbox alt", WINDOWS),
        (r"C:\Users\Ann\Boxen\Kith", WINDOWS),
        (r"D:\Praxis\Kith", WINDOWS),
        (r"D:\Archiv\OneDrive\2019", WINDOWS),
        (r"\\?\D:\Praxis", WINDOWS),
        (r"\\wsl.localhost\Debian\home\ann\kith", WINDOWS),
        (
            "/Users/ann/Library/Application Support/de.kith/vault",
            MACOS,
        ),
        ("/Users/ann/Documents/Kith", MACOS),
        ("/Users/ann/Library/CloudStorage", MACOS),
        ("/Users/ann/My Drives/Kith", MACOS),
        ("/Users/ann/Megan/Kith", MACOS),
    ] {
        let around = computer(
            home,
            &[(home, &[".dropbox", "Dropbox", "OneDrive", ".config"])],
        );
        assert_eq!(classify(folder, &around), Location::Ordinary, "{folder}");
    }
}

const MOUNTINFO: &str = "\
22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw
23 22 0:21 / /proc rw - proc proc rw
40 22 8:17 / /mnt/stick rw - vfat /dev/sdb1 rw
41 22 8:33 / /media/ann/BACK\\040UP rw shared:2 - exfat /dev/sdc1 rw
50 22 0:50 / /mnt/nas rw shared:3 master:1 - nfs4 nas:/records rw
51 22 0:51 / /mnt/office rw - cifs //office/practice rw
52 22 0:52 / /home/ann/far rw - fuse.sshfs ann@host:/records rw
53 22 0:53 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
54 22 0:54 / /home/ann/cloud rw - fuse.pcloud pcloud rw
55 50 8:49 / /mnt/nas/local rw - ext4 /dev/sdd1 rw
";

const MOUNT: &str = "\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled)
//ann@nas._smb._tcp.local/Practice on /Volumes/Practice (smbfs, nodev, nosuid, mounted by ann)
nas:/records on /Volumes/My Records (nfs)
ann@host:/records on /Users/ann/far (macfuse, nodev, nosuid, synchronous, mounted by ann)
/dev/disk4s1 on /Volumes/STICK (exfat, local, nodev, nosuid, noowners)
";

#[test]
fn network_and_removable_drives_are_recognised_by_the_mount_table() {
    let linux = Surroundings {
        mounts: mounts::of_linux(MOUNTINFO, |device| device == "8:17"),
        ..computer(LINUX, &[])
    };
    let macos = Surroundings {
        mounts: mounts::of_macos(MOUNT),
        ..computer(MACOS, &[])
    };
    let windows = computer(WINDOWS, &[]);
    let pcloud = Location::Cloud {
        provider: "pCloud".to_owned(),
    };
    for (folder, around, expected) in [
        ("/home/ann/kith", &linux, Location::Ordinary),
        ("/mnt/stick/kith", &linux, Location::Removable),
        ("/media/ann/BACK UP/kith", &linux, Location::Removable),
        ("/mnt/nas/kith", &linux, Location::Network),
        ("/mnt/nasty/kith", &linux, Location::Ordinary),
        ("/mnt/nas/local/kith", &linux, Location::Ordinary),
        ("/mnt/office", &linux, Location::Network),
        ("/home/ann/far/kith", &linux, Location::Network),
        (
            "/run/user/1000/gvfs/smb-share:server=nas/kith",
            &linux,
            Location::Network,
        ),
        ("/home/ann/cloud/kith", &linux, pcloud),
        ("/Users/ann/kith", &macos, Location::Ordinary),
        ("/Volumes/Practice/kith", &macos, Location::Network),
        ("/Volumes/My Records/kith", &macos, Location::Network),
        ("/Users/ann/far", &macos, Location::Network),
        ("/Volumes/STICK/kith", &macos, Location::Removable),
        (r"\\nas\practice\kith", &windows, Location::Network),
        (r"\\?\UNC\nas\practice\kith", &windows, Location::Network),
        (r"C:\kith", &windows, Location::Ordinary),
    ] {
        assert_eq!(classify(folder, around), expected, "{folder}");
    }
}

#[test]
fn links_to_a_folder_are_resolved() {
    let place = tempdir().unwrap();
    let dropbox = place.path().join("records");
    fs::create_dir_all(dropbox.join(".dropbox.cache")).unwrap();
    let not_there_yet = dropbox.join("kith").join("vault");
    let copied = Location::Cloud {
        provider: "Dropbox".to_owned(),
    };
    assert_eq!(locate(&not_there_yet), copied, "by what is around it");
    #[cfg(unix)]
    {
        let link = place.path().join("elsewhere");
        std::os::unix::fs::symlink(&dropbox, &link).unwrap();
        assert_eq!(locate(&link), copied, "a link leads there");
    }
    assert_eq!(
        locate(&place.path().join("other")),
        Location::Ordinary,
        "its neighbour is ordinary"
    );
}
