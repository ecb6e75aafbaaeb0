//! What changed of what was drawn by hand: ties among others, and notes. Their order on the drawing says nothing.

use super::MapChange;
use crate::map::{MapNote, MapTie};

/// Ties of now that are new or others, then those that are gone.
pub(super) fn ties(then: &[MapTie], now: &[MapTie]) -> Vec<MapChange> {
    let in_list = |list: &[MapTie], tie: &MapTie| {
        let mut same = list
            .iter()
            .filter(|other| other.is_between(&tie.one, &tie.other));
        same.next().cloned()
    };
    let drawn = now.iter().filter_map(|tie| match in_list(then, tie) {
        None => Some(MapChange::TieDrawn { tie: tie.clone() }),
        Some(from) => (from.quality != tie.quality || from.words != tie.words).then(|| {
            let to = tie.clone();
            MapChange::TieRedrawn { from, to }
        }),
    });
    let dropped = then.iter().filter(|tie| in_list(now, tie).is_none());
    let dropped = dropped.map(|tie| MapChange::TieDropped { tie: tie.clone() });
    drawn.chain(dropped).collect()
}

/// Notes of now that are new or others, then those that are gone.
pub(super) fn notes(then: &[MapNote], now: &[MapNote]) -> Vec<MapChange> {
    let in_list = |list: &[MapNote], note: &MapNote| {
        let mut same = list.iter().filter(|other| other.id == note.id);
        same.next().cloned()
    };
    let written = now.iter().filter_map(|note| match in_list(then, note) {
        None => Some(MapChange::NoteWritten { note: note.clone() }),
        Some(from) => (from != *note).then(|| {
            let to = note.clone();
            MapChange::NoteChanged { from, to }
        }),
    });
    let dropped = then.iter().filter(|note| in_list(now, note).is_none());
    let dropped = dropped.map(|note| MapChange::NoteDropped { note: note.clone() });
    written.chain(dropped).collect()
}
