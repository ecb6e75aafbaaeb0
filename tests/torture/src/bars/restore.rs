//! Bar 14: every backup restores the contents of the vault when it was made, and rotation keeps the promised backups over
//! random calendars.

use chrono::{Datelike, NaiveDateTime, TimeDelta};
use vault::{Aged, backups_to_remove};

use crate::act::{Act, Model};
use crate::bar::{Count, Tried};
use crate::examine::examine;
use crate::flow;
use crate::parallel::in_parallel;
use crate::prepared_flow::{runtime, text};
use crate::random::Random;
use crate::scratch;
use crate::user::{User, wall};

/// The number of backups restored on one vault.
const SERIES: u64 = 10;
/// The number of calendars for each backup restored.
const CALENDARS: u64 = 200;

pub fn run(backups: u64) -> Tried {
    let series: Vec<(u64, u64)> = (0..backups.div_ceil(SERIES))
        .map(|seed| (seed, SERIES.min(backups - seed * SERIES)))
        .collect();
    in_parallel(series, |(seed, backups)| {
        let mut count = runtime()?.block_on(restored(seed, backups))?;
        let mut random = Random::seeded(seed);
        for _ in 0..backups * CALENDARS {
            count.tried += 1;
            match calendar(&mut random) {
                Ok(()) => count.found += 1,
                Err(wrong) => count.lost.push(wrong),
            }
        }
        Ok(count)
    })
}

/// Random acts in rounds: a backup, more acts, and back to the backup.
async fn restored(seed: u64, backups: u64) -> Tried {
    let folder = scratch::folder().map_err(text)?;
    let script = flow::script(&format!("mixed {seed}")).ok_or("no such script")?;
    let mut model = Model::default();
    let mut user = User::on(folder.path());
    let mut count = Count::default();
    let mut number = 0;
    for _ in 0..backups {
        count.tried += 1;
        for turn in 0..20_i64 {
            number += 1;
            let minute = i64::try_from(number).unwrap_or_default();
            let act = match turn {
                12 => Some(Act::Backup(minute)),
                19 => Some(Act::Restore(minute)),
                _ => script.act(number, &model),
            };
            let act = act.ok_or("the script ended")?;
            if let Err(refusal) = user.does(&act, &model).await {
                count
                    .lost
                    .push(format!("series {seed}, act {number}: {refusal}"));
                return Ok(count);
            }
            model = model.after(&act);
        }
        user.lock().await.map_err(|refusal| refusal.to_string())?;
        match examine(folder.path(), std::slice::from_ref(&model)).await {
            Ok(_) => count.found += 1,
            Err(wrong) => count
                .lost
                .push(format!("series {seed}, act {number}: {wrong}")),
        }
    }
    Ok(count)
}

/// Checks rotation once, with backups at random times, some of them damaged, and a clock that may go back.
fn calendar(random: &mut Random) -> Result<(), String> {
    let mut made = wall(0);
    let mut backups = Vec::new();
    for _ in 0..random.below(120) {
        let step = match random.below(4) {
            0 => TimeDelta::minutes(random.below(600) as i64),
            1 => TimeDelta::hours(random.below(60) as i64),
            2 => TimeDelta::days(random.below(20) as i64),
            _ => TimeDelta::days(random.below(3) as i64),
        };
        made += step;
        backups.push(Aged {
            made,
            verified: random.below(10) > 0,
            records: if random.below(200) == 0 { 700 } else { 1_000 },
        });
    }
    let back = if random.below(10) == 0 { -400 } else { 0 };
    let now = made + TimeDelta::days(back + random.below(40) as i64);
    let removed = backups_to_remove(&backups, now);
    if backups.iter().any(|backup| backup.made > now) {
        return match removed {
            Err(_) => Ok(()),
            Ok(_) => Err("a backup would be removed though the clock went back".to_owned()),
        };
    }
    let Ok(removed) = removed else { return Ok(()) };
    let is_kept = |place: usize| !removed.contains(&place);
    if removed
        .iter()
        .any(|place| backups.get(*place).is_none_or(|backup| !backup.verified))
    {
        return Err("a backup that is not verified would be removed".to_owned());
    }
    let verified: Vec<usize> = (0..backups.len())
        .filter(|place| backups.get(*place).is_some_and(|backup| backup.verified))
        .collect();
    if !verified.iter().rev().take(3).all(|place| is_kept(*place)) {
        return Err("one of the newest three would be removed".to_owned());
    }
    // A day, week or month that is recent by the calendar keeps one of its backups.
    for (days, span) in SPANS {
        for place in &verified {
            let Some(backup) = backups.get(*place) else {
                continue;
            };
            let recent = (made - backup.made).num_days() < *days;
            let kept = verified.iter().any(|other| {
                is_kept(*other)
                    && backups
                        .get(*other)
                        .is_some_and(|other| span(other.made) == span(backup.made))
            });
            if recent && !kept {
                return Err(format!("no backup is left of a period within {days} days"));
            }
        }
    }
    Ok(())
}

type Span = fn(NaiveDateTime) -> (i32, u32);

/// Days, weeks and months, and the number of days within which each keeps one backup.
const SPANS: &[(i64, Span)] = &[
    (13, |at| (at.year(), at.ordinal())),
    (49, |at| (at.iso_week().year(), at.iso_week().week())),
    (330, |at| (at.year(), at.month())),
];
