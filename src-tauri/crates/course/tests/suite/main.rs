//! Tests of the rules through the public interface, and of reading and writing course files.

mod agreed_days;
mod cases;
mod clinical_sources;
mod evidence;
mod files;
mod map;
mod modules;
mod properties;
mod refusals;
mod rows;
mod schema;
mod scoring;
