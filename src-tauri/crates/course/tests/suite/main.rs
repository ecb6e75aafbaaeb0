//! The rules of a course as other crates use them, and course files in and out.

mod cases;
mod clinical_sources;
mod files;
mod map;
mod modules;
mod properties;
mod refusals;
mod rows;
mod schema;
mod scoring;
