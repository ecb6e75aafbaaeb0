//! The facts from which the kind of a folder is judged.

/// The facts about a folder and the folders around it, as the system reports them.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// The person's own folder.
    pub home: Option<String>,
    /// Folders that a cloud program declares as its own, with its name.
    pub declared: Vec<(String, String)>,
    /// The mounted drives.
    pub mounts: Vec<Mount>,
    /// For the folder and each folder around it: its path and the names in it.
    pub beside: Vec<(String, Vec<String>)>,
}

/// A mounted drive.
#[derive(Debug, Clone)]
pub struct Mount {
    /// Its mount point.
    pub at: String,
    /// The kind of file system, as the system calls it.
    pub kind: String,
    /// Whether it is removable.
    pub removable: bool,
}
