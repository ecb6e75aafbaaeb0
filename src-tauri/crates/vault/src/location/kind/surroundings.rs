//! The facts from which the kind of a folder is judged.

/// The facts about a folder and the folders around it, as the system reports them.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// The person's own folder.
    pub home: Option<String>,
    /// Folders of which a cloud program says that they are its own, with its name.
    pub declared: Vec<(String, String)>,
    /// What is mounted where.
    pub mounts: Vec<Mount>,
    /// Names beside the folder and beside every folder around it: the path of the folder, and what is in it.
    pub beside: Vec<(String, Vec<String>)>,
}

/// A drive, as far as it matters here.
#[derive(Debug, Clone)]
pub struct Mount {
    /// Where it is to be found.
    pub at: String,
    /// The kind of file system, as the system calls it.
    pub kind: String,
    /// It can be pulled out.
    pub removable: bool,
}
