//! The vault as the programs use it.

mod damage;
mod headers;
mod keeping;
mod practice;
mod undoing;
