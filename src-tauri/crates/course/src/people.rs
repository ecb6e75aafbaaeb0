//! The interpersonal inventory: who matters, and what each relationship is like.

mod client;
mod inventory;
mod mentions;
mod relation;
mod therapist;

pub use client::{Client, EmergencyContact, Referral};
pub(crate) use inventory::MOST_RINGS;
pub use mentions::{Mention, MentionKind};
pub use therapist::{Colleague, Therapist};

use serde::{Deserialize, Serialize};

use crate::ids::PersonId;

/// What a person is to the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum PersonCategory {
    /// A partner.
    Partner,
    /// A former partner.
    ExPartner,
    /// A parent.
    Parent,
    /// A step-parent.
    StepParent,
    /// A brother or sister.
    Sibling,
    /// A son or daughter.
    Child,
    /// A grandparent.
    Grandparent,
    /// Other family.
    OtherFamily,
    /// Family by marriage.
    InLaw,
    /// A friend.
    Friend,
    /// Someone at work.
    Colleague,
    /// A superior at work.
    Boss,
    /// A neighbour.
    Neighbour,
    /// Someone paid to help.
    Professional,
    /// Someone of a club, street, place.
    Community,
    /// Someone of a faith community.
    Faith,
    /// Known online only.
    Online,
    /// An animal.
    Pet,
    /// Several people as one.
    Group,
    /// Someone who died, none of the above.
    DeceasedOther,
    /// Anyone else.
    Other,
}

/// The part of life a person belongs to; decides the sector of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum LifeContext {
    /// Lives with the client.
    Household,
    /// Family elsewhere.
    Family,
    /// Friends.
    Friends,
    /// Work or study.
    Work,
    /// Community, faith, neighbours.
    Community,
    /// Health and other services.
    Services,
    /// Only in the past.
    Past,
}

/// Whether the person lives; people who died stay on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Alive {
    /// Lives.
    Alive,
    /// Died.
    Deceased,
    /// Not known.
    Unknown,
}

/// What the tie is like for the client; decides the line style of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// Gives strength.
    Supportive,
    /// Good and bad.
    Mixed,
    /// Open conflict.
    Conflict,
    /// Weak or fading.
    Distant,
    /// Tense, not in open conflict.
    Strained,
    /// Broken off.
    CutOff,
    /// Ended by death or parting.
    Lost,
}

/// How often they are in touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ContactFrequency {
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every two weeks.
    Fortnightly,
    /// Every month.
    Monthly,
    /// A few times a year.
    FewTimesYear,
    /// Once a year or less.
    YearlyOrLess,
    /// Not at all.
    None,
}

/// How they are in touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ContactMode {
    /// Face to face.
    InPerson,
    /// By telephone.
    Phone,
    /// By video.
    Video,
    /// In writing.
    Text,
    /// Not at all.
    None,
}

/// What kind of help flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// Being listened to.
    Emotional,
    /// Hands-on help.
    Practical,
    /// Advice.
    Advice,
    /// Being there.
    Company,
    /// Money.
    Financial,
    /// Asked, and there is none.
    None,
}

/// Yes, partly, or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Partly {
    /// Yes.
    Yes,
    /// In part.
    Partly,
    /// No.
    No,
}

/// A person in the client's life, as the client sees them.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Local to the course.
    pub id: PersonId,
    /// First name or alias; third parties' full names are not needed.
    pub label: String,
    /// In the client's words: "daughter, 27".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
    /// What they are to the client.
    pub category: PersonCategory,
    /// Part of life; sector of the map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<LifeContext>,
    /// Whether they live.
    pub alive: Alive,
    /// ISO date of any precision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub death_date: Option<String>,
    /// Ring as taken in the inventory: 1 core … outside; absent = not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closeness_felt: Option<i32>,
    /// Ring the client would like; a gap is a candidate for a goal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closeness_wanted: Option<i32>,
    /// What the tie is like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<Quality>,
    /// How often.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_frequency: Option<ContactFrequency>,
    /// How.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_mode: Option<Vec<ContactMode>>,
    /// What the client gets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_received: Option<Vec<Support>>,
    /// What the client gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_given: Option<Vec<Support>>,
    /// −2 (they take) to +2 (they give).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reciprocity: Option<i32>,
    /// Does the client confide in them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confides: Option<Partly>,
    /// Do they know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub knows_about_illness: Option<Partly>,
    /// What the client expects of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expectations_of_them: Option<String>,
    /// What they expect of the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub their_expectations: Option<String>,
    /// What is good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub satisfying: Option<String>,
    /// What is hard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsatisfying: Option<String>,
    /// What should be different.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted_change: Option<String>,
    /// What changed near the onset of symptoms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change_around_onset: Option<String>,
    /// Help not yet used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub possible_ally: Option<bool>,
    /// At the heart of the focus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus_person: Option<bool>,
    /// Left out of what the client may see printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensitive: Option<bool>,
    /// Always the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported_by: Option<String>,
    /// ISO date of any precision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met_on: Option<String>,
    /// How it has been.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<String>,
    /// How they talk about hard things.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub communication: Option<String>,
    /// Taken out of the inventory, and kept because the record speaks of them. Never in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<bool>,
}

crate::redacted!(Person);
