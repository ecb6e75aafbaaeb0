//! Seeded faults: planted to see that the tests notice them. Without the feature `seeded-faults` there are none.

#[cfg(all(feature = "seeded-faults", not(debug_assertions)))]
compile_error!("a vault with seeded faults is never released");

/// Whether the environment asks for this fault.
#[cfg(feature = "seeded-faults")]
pub fn fault(name: &str) -> bool {
    std::env::var_os("KITH_SEEDED_FAULT").is_some_and(|asked| asked == name)
}

/// Never.
#[cfg(not(feature = "seeded-faults"))]
pub const fn fault(_: &str) -> bool {
    false
}
