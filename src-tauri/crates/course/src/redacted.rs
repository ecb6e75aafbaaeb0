//! The macro that keeps texts of a client out of logs and panic messages.

/// Implements `Debug` so that it shows the name of the type and none of its content.
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
