//! The interpersonal inventory: the people in the life of the client, and what each relationship is like.

mod client;
mod details;
mod emergency;
mod inventory;
mod mentions;
mod relation;
mod therapist;

pub use client::{Client, EmergencyContact, Referral};
pub use details::{client_code, same_code};
pub(crate) use inventory::MOST_RINGS;
pub use mentions::{Mention, MentionKind};
pub use therapist::{Colleague, Therapist};

use serde::{Deserialize, Serialize};

use crate::ids::PersonId;

/// The relation of a person to the client.
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
    /// Someone from a club, a street or a place.
    Community,
    /// Someone of a faith community.
    Faith,
    /// Known online only.
    Online,
    /// An animal.
    Pet,
    /// Several people who are entered as one.
    Group,
    /// Someone who died and is in no other category.
    DeceasedOther,
    /// Anyone else.
    Other,
}

/// The part of life that a person belongs to. It decides the sector of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum LifeContext {
    /// Lives with the client.
    Household,
    /// Family who live elsewhere.
    Family,
    /// Friends.
    Friends,
    /// Work or study.
    Work,
    /// Community, faith, neighbours.
    Community,
    /// Health and other services.
    Services,
    /// A person of the past only.
    Past,
}

/// Whether a person is alive. People who died stay on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Alive {
    /// The person is alive.
    Alive,
    /// The person died.
    Deceased,
    /// Not known.
    Unknown,
}

/// The quality of a tie for the client. It decides the line style of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// The tie gives strength.
    Supportive,
    /// The tie is good and bad.
    Mixed,
    /// The two are in open conflict.
    Conflict,
    /// The tie is weak or fading.
    Distant,
    /// The tie is tense, without open conflict.
    Strained,
    /// The tie is broken off.
    CutOff,
    /// The tie ended by death or parting.
    Lost,
}

/// How often the client and a person are in touch.
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

/// How the client and a person are in touch.
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

/// A kind of support.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// Listening and comfort.
    Emotional,
    /// Hands-on help.
    Practical,
    /// Advice.
    Advice,
    /// Company.
    Company,
    /// Money.
    Financial,
    /// No support; the client was asked.
    None,
}

/// An answer: yes, partly, or no.
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
    /// Id within the course.
    pub id: PersonId,
    /// First name or alias. The full name of a third party is not needed.
    pub label: String,
    /// The relation in the client's words: "daughter, 27".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
    /// The relation as a category.
    pub category: PersonCategory,
    /// The part of life; it decides the sector of the map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<LifeContext>,
    /// Whether the person is alive.
    pub alive: Alive,
    /// The date of death: an ISO date of any precision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub death_date: Option<String>,
    /// Felt closeness as a ring: 1 is the core, the highest is outside. Absent if the client did not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closeness_felt: Option<i32>,
    /// Wanted closeness as a ring. A difference from the felt one may become a goal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closeness_wanted: Option<i32>,
    /// The quality of the tie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<Quality>,
    /// How often they are in touch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_frequency: Option<ContactFrequency>,
    /// How they are in touch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_mode: Option<Vec<ContactMode>>,
    /// Support that the client receives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_received: Option<Vec<Support>>,
    /// Support that the client gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_given: Option<Vec<Support>>,
    /// Balance of giving, from −2 (the person takes) to +2 (the person gives).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reciprocity: Option<i32>,
    /// Whether the client confides in the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confides: Option<Partly>,
    /// Whether the person knows about the illness.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub knows_about_illness: Option<Partly>,
    /// Expectations of the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expectations_of_them: Option<String>,
    /// Expectations of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub their_expectations: Option<String>,
    /// Good sides of the relationship.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub satisfying: Option<String>,
    /// Hard sides of the relationship.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsatisfying: Option<String>,
    /// Changes that the client wants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted_change: Option<String>,
    /// Changes near the onset of symptoms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change_around_onset: Option<String>,
    /// Whether the person could help and does not do so yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub possible_ally: Option<bool>,
    /// Whether the focus concerns the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus_person: Option<bool>,
    /// Whether prints for the client leave the person out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensitive: Option<bool>,
    /// The person who told it: always the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported_by: Option<String>,
    /// When they met: an ISO date of any precision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met_on: Option<String>,
    /// The history of the relationship.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<String>,
    /// How the two talk about hard things.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub communication: Option<String>,
    /// Whether the person was removed from the inventory and is kept because the record mentions them. Never in a
    /// file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<bool>,
}

crate::redacted!(Person);
