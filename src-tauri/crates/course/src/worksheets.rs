//! Worksheets of the four focus areas.

use serde::{Deserialize, Serialize};

use crate::ids::{PersonId, SessionRef};

/// Old and new role, good and bad.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct FourBox {
    /// Day, ISO.
    pub date: String,
    /// What was good.
    pub old_good: Vec<String>,
    /// What was hard.
    pub old_bad: Vec<String>,
    /// What is good.
    pub new_good: Vec<String>,
    /// What is hard.
    pub new_bad: Vec<String>,
}

/// One turn of a conversation.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// `client` or `other`.
    pub speaker: String,
    /// The words of this turn.
    pub words: String,
    /// How.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tone: Option<String>,
    /// What was felt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feeling: Option<String>,
    /// What was meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meant: Option<String>,
}

/// One conversation, taken apart to see where it failed.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct CommunicationAnalysis {
    /// Session it was done in.
    pub session_number: SessionRef,
    /// Day of the conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// With whom.
    pub person_id: PersonId,
    /// Where and when.
    pub situation: String,
    /// What the client wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_aim: Option<String>,
    /// Turn by turn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turns: Option<Vec<Turn>>,
    /// Where it went wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub went_wrong: Option<Vec<String>>,
    /// Other words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternative: Option<String>,
    /// Was it rehearsed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rehearsed: Option<bool>,
    /// When to try.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub try_by: Option<String>,
    /// How it went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
}

/// One way to go.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct DecisionOption {
    /// What.
    pub text: String,
    /// What speaks for it.
    pub gains: Vec<String>,
    /// What speaks against it.
    pub costs: Vec<String>,
}

/// Options, consequences, choice.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct DecisionAnalysis {
    /// Session it was done in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_number: Option<SessionRef>,
    /// What is to be decided.
    pub question: String,
    /// The ways to go.
    pub options: Vec<DecisionOption>,
    /// Which, counting from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<i32>,
    /// How it went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
}

/// One topic of a dispute, seen from both sides.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// What it is about.
    pub topic: String,
    /// What the client expects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub i_expect: Option<String>,
    /// What the other expects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub they_expect: Option<String>,
    /// Has it been said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_aloud: Option<bool>,
    /// Could it change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub can_move: Option<String>,
}

/// A period of the relationship with someone who died.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct RelationshipPeriod {
    /// Which.
    pub period: String,
    /// What they did together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub did: Option<String>,
    /// What was liked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub liked: Option<String>,
    /// What was hard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hard: Option<String>,
    /// What stayed unsaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsaid: Option<String>,
}

/// How to carry the person.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct BondList {
    /// What to keep.
    pub keep: Vec<String>,
    /// What to let go.
    pub let_go: Vec<String>,
    /// What to take up.
    pub take_up: Vec<String>,
}

/// All worksheets of a course.
#[derive(Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Worksheets {
    /// Role transition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transition_four_box: Option<Vec<FourBox>>,
    /// Any area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comm_analysis: Option<Vec<CommunicationAnalysis>>,
    /// Any area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_analysis: Option<Vec<DecisionAnalysis>>,
    /// Dispute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expectations_grid: Option<Vec<Expectation>>,
    /// Grief.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relationship_reconstruction: Option<Vec<RelationshipPeriod>>,
    /// Grief.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bond_list: Option<BondList>,
}

crate::redacted!(
    FourBox,
    Turn,
    CommunicationAnalysis,
    DecisionOption,
    DecisionAnalysis,
    Expectation,
    RelationshipPeriod,
    BondList,
    Worksheets
);
