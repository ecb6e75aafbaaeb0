//! The worksheets of a course, each in a file of its own.

mod bond_list;
mod communication_analysis;
mod decision_analysis;
mod expectations_grid;
mod four_box;
mod relationship_reconstruction;

pub use bond_list::BondList;
pub use communication_analysis::{CommunicationAnalysis, Turn};
pub use decision_analysis::{DecisionAnalysis, DecisionOption};
pub use expectations_grid::Expectation;
pub use four_box::FourBox;
pub use relationship_reconstruction::RelationshipPeriod;

use serde::{Deserialize, Serialize};

/// All worksheets of a course.
#[derive(Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Worksheets {
    /// For a role transition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transition_four_box: Option<Vec<FourBox>>,
    /// For any focus area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comm_analysis: Option<Vec<CommunicationAnalysis>>,
    /// For any focus area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_analysis: Option<Vec<DecisionAnalysis>>,
    /// For a dispute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expectations_grid: Option<Vec<Expectation>>,
    /// For grief.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relationship_reconstruction: Option<Vec<RelationshipPeriod>>,
    /// For grief.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bond_list: Option<BondList>,
}

crate::redacted!(Worksheets);
