//! How safe the records are: the age of the newest copies.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use course::dates::Instant;
use serde::Serialize;
use specta::Type;
use vault::{Hold, is_lost_with};

use crate::environment::clock::Clock;
use crate::error::CommandError;

const AMBER: i64 = 7;
const RED: i64 = 14;

/// How worrying the age of the newest copy outside this computer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum BackupLevel {
    /// Younger than a week.
    Fine,
    /// A week or more; or unknown, since the clock was set back; or the copy may be lost together with the vault.
    Amber,
    /// Two weeks or more.
    Red,
    /// There is none.
    None,
}

/// The folder that gets a copy of every backup.
#[derive(Clone, PartialEq, Eq, Serialize, Type)]
pub struct SecondPlace {
    pub folder: String,
    pub reachable: bool,
    /// It is on the same disk as the vault, and no known program copies it elsewhere.
    pub same_disk: bool,
}

impl SecondPlace {
    /// Reads the state of the folder. Blocks until the folder answers.
    pub(super) fn at(folder: &Path, home: &Path) -> Self {
        Self {
            reachable: folder.is_dir(),
            same_disk: is_lost_with(folder, home),
            ..Self::out_of_reach(folder)
        }
    }

    /// The state of a folder that does not answer.
    pub(super) fn out_of_reach(folder: &Path) -> Self {
        Self {
            folder: folder.to_string_lossy().into_owned(),
            reachable: false,
            same_disk: false,
        }
    }
}

/// How safe the records are.
#[derive(Clone, Serialize, Type)]
pub struct BackupStatus {
    pub newest_here: Option<Instant>,
    pub newest_outside: Option<Instant>,
    pub days_outside: Option<i32>,
    pub level: BackupLevel,
    pub second_place: Option<SecondPlace>,
    pub running: bool,
    pub problem: Option<CommandError>,
    /// Why no old backup is removed any more.
    pub held: Option<Hold>,
}

impl BackupStatus {
    /// The part of the status that is about copies outside this computer.
    pub(super) fn outside(
        second_place: Option<SecondPlace>,
        copied: Option<DateTime<Utc>>,
        clock: &Clock,
    ) -> Self {
        let (level, days) = copied.map_or((BackupLevel::None, None), |copied| {
            level(clock.moment() - copied)
        });
        let same_disk = second_place.as_ref().is_some_and(|place| place.same_disk);
        let level = if same_disk && level == BackupLevel::Fine {
            BackupLevel::Amber
        } else {
            level
        };
        Self {
            newest_here: None,
            newest_outside: copied.map(Into::into),
            days_outside: days,
            level,
            second_place,
            running: false,
            problem: None,
            held: None,
        }
    }
}

/// The level for a copy of this age, and its age in days.
fn level(age: TimeDelta) -> (BackupLevel, Option<i32>) {
    if age < -TimeDelta::hours(1) {
        return (BackupLevel::Amber, None);
    }
    let days = age.num_days();
    let level = match days {
        ..AMBER => BackupLevel::Fine,
        AMBER..RED => BackupLevel::Amber,
        RED.. => BackupLevel::Red,
    };
    (level, i32::try_from(days).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copy_is_amber_after_seven_days_and_red_after_fourteen() {
        let days = |days: i64| level(TimeDelta::days(days)).0;
        assert_eq!(days(0), BackupLevel::Fine, "made today");
        assert_eq!(days(6), BackupLevel::Fine, "younger than a week");
        assert_eq!(days(7), BackupLevel::Amber, "a week");
        assert_eq!(days(13), BackupLevel::Amber, "not yet two");
        assert_eq!(days(14), BackupLevel::Red, "two weeks");
    }

    #[test]
    fn copy_dated_in_the_future_is_amber() {
        assert_eq!(
            level(TimeDelta::days(-365)),
            (BackupLevel::Amber, None),
            "the age of a copy from next year is unknown"
        );
        assert_eq!(
            level(TimeDelta::seconds(-2)),
            (BackupLevel::Fine, Some(0)),
            "a correction by seconds does not count"
        );
    }
}
