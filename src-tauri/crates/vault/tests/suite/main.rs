//! The vault as the programs use it.

mod keeping;
mod practice;
