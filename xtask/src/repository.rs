//! Rules for the whole repository, as tests of this package.

mod pointers;
mod versions;
