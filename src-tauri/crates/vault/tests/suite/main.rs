//! The vault as the programs use it.

#[cfg(test)]
mod audit_pages;
#[cfg(test)]
mod backed_up;
#[cfg(test)]
mod backups;
#[cfg(test)]
mod backups_harmed;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod bad_places;
#[cfg(test)]
mod child;
#[cfg(test)]
mod copied_back;
#[cfg(test)]
mod damage;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod disks;
#[cfg(test)]
mod erasing;
#[cfg(test)]
mod folders;
#[cfg(test)]
mod freshness;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod headers;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod keeping;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod memory;
#[cfg(test)]
mod modules;
#[cfg(test)]
mod moving;
#[cfg(test)]
mod opening;
#[cfg(test)]
mod read_only;
#[cfg(test)]
mod recovery_slots;
#[cfg(test)]
mod rekeying;
#[cfg(test)]
mod restoring;
#[cfg(test)]
mod salvaging;
#[cfg(test)]
mod searched_texts;
#[cfg(test)]
mod searching;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod undoing;
#[cfg(test)]
mod upgrading;

#[cfg(test)]
use testkit::bar;
#[cfg(test)]
use vault::practice;
