//! A course from its first session to its end.

mod first_session;
mod gates;
mod risk;
mod session_limit;
mod unchanged;
