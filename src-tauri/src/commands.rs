//! The complete list of what the window may ask.

pub mod audit;
pub mod backups;
pub mod clients;
mod confirm;
pub mod courses;
pub mod documents;
pub mod door;
pub mod drafts;
pub mod focus;
pub mod history;
pub mod keeping;
pub mod keys;
pub mod location;
pub mod map;
pub mod map_drawn;
pub mod map_history;
pub mod measures;
pub mod notes;
pub mod pictures;
pub mod restore;
pub mod risk;
pub mod search;
pub mod settings;
pub mod slots;
pub mod tasks;
pub mod today;
pub mod transfer;

use tauri::Runtime;
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands, collect_events};

use crate::events::{BackupDone, BackupProgress, Locked, Locking};

/// Commands and events, for the program and for the window's bindings.
#[must_use]
pub fn registry<R: Runtime>() -> Builder<R> {
    Builder::<R>::new()
        .commands(collect_commands![
            door::vault_state,
            door::judge_passphrase,
            door::suggest_passphrase,
            door::create_vault,
            door::unlock,
            door::lock,
            door::heartbeat,
            restore::restorable,
            restore::choose_backup_file,
            restore::look_into_backup,
            restore::restore_backup,
            keys::change_passphrase,
            keys::recovery_slots,
            keys::new_recovery_code,
            keys::add_colleague_code,
            keys::revoke_colleague_code,
            keys::recovery_checked,
            keys::replace_master_key,
            settings::settings,
            settings::save_settings,
            settings::capture_protection_available,
            settings::print_page,
            today::today,
            clients::clients,
            clients::client,
            clients::add_client,
            clients::edit_client,
            clients::archive_client,
            courses::formats,
            courses::begin_course,
            courses::course,
            courses::edit_contract,
            courses::finalise_contract,
            courses::amend_contract,
            courses::change_missed_rule,
            courses::pass_gate,
            courses::move_on,
            courses::conclude,
            courses::undo_conclusion,
            slots::foresee_slot,
            slots::record_slot,
            slots::correct_slot,
            slots::reschedule_slot,
            slots::add_slot,
            slots::plan_break,
            notes::write_note,
            notes::sign_note,
            notes::add_addendum,
            notes::strike_note,
            measures::record_measure,
            measures::decline_measure,
            risk::save_risk_review,
            risk::acknowledge_risk,
            tasks::mark_task,
            focus::agree_focus,
            focus::change_focus,
            focus::save_formulation,
            focus::add_goal,
            focus::edit_goal,
            focus::remove_goal,
            focus::keep_goals,
            focus::rate_goal,
            map::add_person,
            map::edit_person,
            map::remove_person,
            map::place_person,
            map::unplace_person,
            map::set_map_quality,
            map::take_snapshot,
            map::set_person_aside,
            map::bring_person_back,
            map::turn_people,
            map::name_rings,
            map_drawn::draw_tie,
            map_drawn::drop_tie,
            map_drawn::add_map_note,
            map_drawn::rewrite_map_note,
            map_drawn::move_map_note,
            map_drawn::drop_map_note,
            map_history::revise_snapshot,
            map_history::take_up_snapshot,
            map_history::map_changes,
            map_history::map_replay,
            map_history::person_history,
            pictures::export_map,
            documents::save_recovery_sheet,
            history::undo,
            history::redo,
            history::undo_state,
            history::undone_clients,
            drafts::save_draft,
            drafts::load_drafts,
            drafts::drop_draft,
            transfer::import_course_file,
            transfer::import_sample,
            transfer::remove_sample,
            transfer::export_course,
            backups::backup_status,
            backups::make_backup,
            backups::choose_second_place,
            backups::forget_second_place,
            backups::backups,
            backups::vaults_put_aside,
            backups::remove_backup,
            backups::bring_in_client,
            audit::audit_lines,
            audit::export_audit,
            audit::verify_vault,
            location::vault_location,
            location::leave_vault_here,
            location::move_vault,
            keeping::retention_review,
            keeping::set_retention,
            keeping::erase_client,
            search::search,
        ])
        .events(collect_events![Locking, Locked, BackupProgress, BackupDone])
        .error_handling(ErrorHandlingMode::Throw)
        .disable_serde_phases()
}

#[cfg(test)]
mod tests {
    use std::{env, fs, path::Path};

    use specta_typescript::Typescript;

    use super::registry;

    /// `KITH_WRITE_BINDINGS=1 cargo test -p kith bindings` writes them anew.
    #[test]
    fn the_bindings_say_what_the_commands_say() {
        let bindings = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/backend/bindings.ts");
        let folder = tempfile::tempdir().unwrap();
        let fresh = folder.path().join("bindings.ts");
        registry::<tauri::Wry>()
            .export(Typescript::default(), &fresh)
            .unwrap();
        let fresh = fs::read_to_string(fresh).unwrap();
        if env::var_os("KITH_WRITE_BINDINGS").is_some() {
            fs::write(&bindings, &fresh).unwrap();
        }
        let kept = fs::read_to_string(bindings).unwrap_or_default();
        assert!(
            kept == fresh,
            "ui/src/backend/bindings.ts is not what the commands say: write it anew"
        );
    }
}
