//! What a record shows of itself in a log or a panic message: its name.

/// Gives records a `Debug` that never shows what is in them: it may end up in a log or a panic message.
#[macro_export]
macro_rules! redacted {
    ($($name:ty),+ $(,)?) => {$(
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(concat!(stringify!($name), " { .. }"))
            }
        }
    )+};
}
