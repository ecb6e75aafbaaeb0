//! The steps of a verification, as lines or JSON.

use std::process::ExitCode;

use serde::Serialize;
use vault::Step;

use crate::output::{Output, visible_fields};
use crate::refusal::{Ending, Refusal};

/// Writes the result of each step. The exit code says whether all passed.
pub fn report_steps(steps: Vec<Step>, output: &Output) -> Result<ExitCode, Refusal> {
    #[derive(Serialize)]
    struct Verified {
        ok: bool,
        steps: Vec<Step>,
    }
    let ok = steps.iter().all(|step| step.ok);
    let word = |step: &Step| if step.ok { "ok" } else { "BAD" };
    let lines: Vec<String> = steps
        .iter()
        .map(|step| visible_fields(&[word(step), step.name, &step.detail]))
        .collect();
    output.answer(&Verified { ok, steps }, lines)?;
    Ok(if ok {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(Ending::Damaged as u8)
    })
}
