//! The desktop application. It puts its parts together and opens the window; all rules are in other crates.

mod app;
pub mod backups;
pub mod change;
pub mod commands;
pub mod environment;
pub mod error;
pub mod events;
pub mod lock;
pub mod web_view;

pub use app::{manage_state, run};

#[cfg(test)]
mod tests {
    /// The lowest layer first; a module imports from its own layer and from lower ones.
    const LAYERS: &[&[&str]] = &[
        &["environment"],
        &["error"],
        &["lock"],
        &["backups", "change", "web_view"],
        &["events"],
        &["commands"],
        &["app"],
    ];

    #[test]
    fn imports_follow_the_layers_without_a_circle() {
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        let problems = testkit::modules::check(source, LAYERS);
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }
}
