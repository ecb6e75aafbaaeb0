//! The list of all commands that the window may call.

pub mod clients;
pub mod courses;
pub mod drafts;
pub mod export;
pub mod focus;
pub mod import;
pub mod map;
pub mod measures;
pub mod notes;
pub mod retention;
pub mod risk;
pub mod search;
pub mod sessions;
pub mod settings;
pub mod tasks;
pub mod today;
pub mod undo;
pub mod vault;

use report::PaperSize;
use serde_json::json;
use tauri::Runtime;
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands, collect_events};

use crate::events::{BackupDone, BackupProgress, Cover, Locked, Locking};

/// Commands and events, for the program and for the generated bindings of the window, and constants that both use.
#[must_use]
pub fn registry<R: Runtime>() -> Builder<R> {
    Builder::<R>::new()
        .commands(collect_commands![
            vault::unlock::vault_state,
            vault::unlock::judge_passphrase,
            vault::unlock::suggest_passphrase,
            vault::unlock::create_vault,
            vault::unlock::unlock,
            vault::unlock::lock,
            vault::unlock::heartbeat,
            vault::restore::restorable,
            vault::restore::choose_backup_file,
            vault::restore::look_into_backup,
            vault::restore::restore_backup,
            vault::secrets::change_passphrase,
            vault::secrets::recovery_slots,
            vault::secrets::new_recovery_code,
            vault::secrets::add_colleague_code,
            vault::secrets::revoke_colleague_code,
            vault::secrets::recovery_checked,
            vault::secrets::replace_master_key,
            settings::settings,
            settings::save_settings,
            settings::crisis_numbers,
            settings::save_crisis_numbers,
            settings::capture_protection_available,
            settings::print_page,
            settings::set_presented,
            settings::presented,
            today::today,
            clients::clients,
            clients::client,
            clients::add_client,
            clients::edit_client,
            clients::save_emergency_contact,
            clients::archive_client,
            courses::formats,
            courses::begin_course,
            courses::course,
            courses::edit_contract,
            courses::finalise_contract,
            courses::preview_amendment,
            courses::amend_contract,
            courses::change_missed_rule,
            courses::pass_gate,
            courses::move_on,
            courses::conclude,
            courses::undo_conclusion,
            sessions::preview_slot,
            sessions::preview_move,
            sessions::record_slot,
            sessions::correct_slot,
            sessions::reschedule_slot,
            sessions::add_slot,
            sessions::plan_break,
            sessions::session_hour,
            sessions::stay_open,
            sessions::write_missed,
            notes::write_note,
            notes::sign_note,
            notes::add_addendum,
            notes::strike_note,
            measures::instruments,
            measures::record_measure,
            measures::decline_measure,
            measures::remove_measure,
            risk::save_risk_review,
            risk::acknowledge_risk,
            risk::save_safety_plan,
            risk::review_safety_plan,
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
            map::draw_tie,
            map::drop_tie,
            map::add_map_note,
            map::rewrite_map_note,
            map::move_map_note,
            map::drop_map_note,
            map::revise_snapshot,
            map::take_up_snapshot,
            map::map_changes,
            map::map_replay,
            map::person_history,
            export::export_map,
            export::save_recovery_sheet,
            undo::undo,
            undo::redo,
            undo::undo_state,
            undo::undone_clients,
            drafts::save_draft,
            drafts::load_drafts,
            drafts::drop_draft,
            import::import_course_file,
            import::import_sample,
            import::remove_sample,
            export::export_course,
            vault::backups::backup_status,
            vault::backups::make_backup,
            vault::backups::choose_second_place,
            vault::backups::forget_second_place,
            vault::backups::backups,
            vault::backups::vaults_put_aside,
            vault::backups::remove_backup,
            vault::backups::bring_in_client,
            vault::audit::audit_lines,
            vault::audit::export_audit,
            vault::audit::verify_vault,
            vault::location::vault_location,
            vault::location::leave_vault_here,
            vault::location::move_vault,
            retention::retention_review,
            retention::set_retention,
            retention::erase_client,
            search::search,
        ])
        .events(collect_events![
            Locking,
            Locked,
            Cover,
            BackupProgress,
            BackupDone
        ])
        .constant("farthestNote", course::map::notes::FARTHEST)
        .constant(
            "paperPoints",
            json!({
                "a4": PaperSize::A4.upright_points(),
                "letter": PaperSize::Letter.upright_points(),
            }),
        )
        .error_handling(ErrorHandlingMode::Throw)
        .disable_serde_phases()
}

#[cfg(test)]
mod tests {
    use std::{env, fs, path::Path};

    use specta_typescript::Typescript;

    use super::registry;

    /// An instant is a type of its own in the window, so that nothing can show it as a calendar day by mistake.
    fn branded(bindings: &str) -> String {
        let (plain, own) = ("string", "string & { readonly instant: true }");
        let name = "export type Instant = ";
        assert!(bindings.contains(name), "the bindings have instants");
        bindings.replace(&format!("{name}{plain};"), &format!("{name}{own};"))
    }

    /// `KITH_WRITE_BINDINGS=1 cargo test -p kith bindings` writes the file.
    #[test]
    fn the_bindings_say_what_the_commands_say() {
        let bindings = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/backend/bindings.ts");
        let folder = tempfile::tempdir().unwrap();
        let fresh = folder.path().join("bindings.ts");
        registry::<tauri::Wry>()
            .export(Typescript::default(), &fresh)
            .unwrap();
        let fresh = branded(&fs::read_to_string(fresh).unwrap());
        if env::var_os("KITH_WRITE_BINDINGS").is_some() {
            fs::write(&bindings, &fresh).unwrap();
        }
        let kept = fs::read_to_string(bindings).unwrap_or_default();
        assert!(
            kept == fresh,
            "ui/src/backend/bindings.ts differs from the commands: write it again"
        );
    }
}
