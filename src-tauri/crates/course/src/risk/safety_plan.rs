//! Writes the safety plan, and keeps its earlier versions.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::Course;
use crate::ids::PersonId;
use crate::risk::{Distraction, EarlierSafetyPlan, Helper, ProfessionalHelp, SafetyPlan};
use crate::rule_broken::{RuleBroken, within};

/// The content of a safety plan. Empty entries are left out.
#[derive(Clone, PartialEq, Default, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct SafetyPlanDraft {
    /// Warning signs of a crisis.
    pub warning_signs: Vec<String>,
    /// Things that the client can do alone.
    pub on_my_own: Vec<String>,
    /// People and places that distract.
    pub distraction_people_places: Vec<Distraction>,
    /// People to ask for help.
    pub ask_for_help: Vec<Helper>,
    /// Professional help.
    pub professionals: Vec<ProfessionalHelp>,
    /// Steps to make the surroundings safer.
    pub safer_surroundings: Vec<String>,
    /// People who have a copy.
    pub copies: Vec<String>,
    /// How likely the client is to use it, from 0 to 10.
    pub likelihood_to_use_0_10: Option<i32>,
}

crate::redacted!(SafetyPlanDraft);

impl Course {
    /// Writes the safety plan. A change on another day makes a new version, and the earlier one is kept. Nothing
    /// changed is no new version.
    ///
    /// # Errors
    /// The course is concluded, a person is unknown, the likelihood is not 0 to 10, or nothing is written and there is
    /// no plan yet.
    pub fn save_safety_plan(
        self,
        draft: SafetyPlanDraft,
        today: NaiveDate,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        within(draft.likelihood_to_use_0_10.unwrap_or(0), 0, 10)?;
        let distracting = draft.distraction_people_places.iter();
        let distracting = distracting.filter_map(|place| place.person_id.as_ref());
        let helping = draft.ask_for_help.iter().map(|helper| &helper.person_id);
        course.check_people_known(distracting.chain(helping))?;
        let first = SafetyPlan::of(draft, 1, today);
        let Some(old) = course.safety_plan.take() else {
            if first.is_empty() {
                return Err(RuleBroken::TextNeeded);
            }
            course.safety_plan = Some(first);
            return Ok(course.recomputed());
        };
        let same_day = old.created == today.to_string();
        let unchanged = SafetyPlan {
            version: old.version,
            created: old.created.clone(),
            reviewed: old.reviewed.clone(),
            earlier: old.earlier.clone(),
            ..first.clone()
        };
        course.safety_plan = Some(if unchanged.says_the_same(&old) || same_day {
            unchanged
        } else {
            let mut earlier = old.earlier.clone().unwrap_or_default();
            earlier.push(course.earlier_plan(&old));
            SafetyPlan {
                version: old.version.saturating_add(1),
                earlier: Some(earlier),
                ..first
            }
        });
        Ok(course.recomputed())
    }

    /// Notes that therapist and client looked at the safety plan on this day.
    ///
    /// # Errors
    /// The course is concluded, or there is no plan.
    pub fn review_safety_plan(self, today: NaiveDate) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let plan = course.safety_plan.as_mut().ok_or(RuleBroken::TextNeeded)?;
        let days = plan.reviewed.get_or_insert_default();
        let day = today.to_string();
        if !days.contains(&day) {
            days.push(day);
        }
        Ok(course.recomputed())
    }

    /// A plan as an earlier version: people by their names then, so that it stays as it was.
    fn earlier_plan(&self, plan: &SafetyPlan) -> EarlierSafetyPlan {
        let label = |id: &PersonId| {
            let mut people = self.people.iter().flatten();
            let person = people.find(|person| person.id == *id);
            person.map_or_else(String::new, |person| person.label.clone())
        };
        let joined = |parts: [&str; 2]| {
            let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
            parts.collect::<Vec<_>>().join(", ")
        };
        let distraction = |place: &Distraction| {
            let person = place.person_id.as_ref().map(label).unwrap_or_default();
            joined([&person, &place.text])
        };
        let helper = |helper: &Helper| {
            let phone = helper.phone.as_deref().unwrap_or_default();
            joined([&label(&helper.person_id), phone])
        };
        let professional = |help: &ProfessionalHelp| joined([&help.name, &help.phone]);
        let places = plan.distraction_people_places.iter().flatten();
        let helpers = plan.ask_for_help.iter().flatten();
        let professionals = plan.professionals.iter().flatten();
        EarlierSafetyPlan {
            version: plan.version,
            created: plan.created.clone(),
            warning_signs: plan.warning_signs.clone(),
            on_my_own: plan.on_my_own.clone(),
            distraction_people_places: kept(places.map(distraction).collect()),
            ask_for_help: kept(helpers.map(helper).collect()),
            professionals: kept(professionals.map(professional).collect()),
            safer_surroundings: plan.safer_surroundings.clone(),
            reviewed: plan.reviewed.clone(),
            copies: plan.copies.clone(),
            likelihood_to_use_0_10: plan.likelihood_to_use_0_10,
        }
    }
}

impl SafetyPlan {
    fn of(draft: SafetyPlanDraft, version: i32, today: NaiveDate) -> Self {
        let SafetyPlanDraft {
            warning_signs,
            on_my_own,
            mut distraction_people_places,
            mut ask_for_help,
            mut professionals,
            safer_surroundings,
            copies,
            likelihood_to_use_0_10,
        } = draft;
        for place in &mut distraction_people_places {
            place.text = trimmed(&place.text);
        }
        distraction_people_places
            .retain(|place| place.person_id.is_some() || !place.text.is_empty());
        for helper in &mut ask_for_help {
            let phone = helper.phone.as_deref().map(trimmed);
            helper.phone = phone.filter(|phone| !phone.is_empty());
        }
        for help in &mut professionals {
            (help.name, help.phone) = (trimmed(&help.name), trimmed(&help.phone));
        }
        professionals.retain(|help| !help.name.is_empty() || !help.phone.is_empty());
        Self {
            version,
            created: today.to_string(),
            reviewed: None,
            warning_signs: texts(&warning_signs),
            on_my_own: texts(&on_my_own),
            distraction_people_places: kept(distraction_people_places),
            ask_for_help: kept(ask_for_help),
            professionals: kept(professionals),
            safer_surroundings: texts(&safer_surroundings),
            copies: texts(&copies),
            likelihood_to_use_0_10,
            earlier: None,
        }
    }

    /// Whether nothing is written in it.
    fn is_empty(&self) -> bool {
        let nothing = Self {
            version: self.version,
            created: self.created.clone(),
            ..Self::of(SafetyPlanDraft::default(), 1, NaiveDate::MIN)
        };
        *self == nothing
    }

    /// Whether two plans say the same; an empty list says the same as none.
    fn says_the_same(&self, other: &Self) -> bool {
        let written = |plan: &Self| Self {
            warning_signs: plan.warning_signs.clone().and_then(kept),
            on_my_own: plan.on_my_own.clone().and_then(kept),
            distraction_people_places: plan.distraction_people_places.clone().and_then(kept),
            ask_for_help: plan.ask_for_help.clone().and_then(kept),
            professionals: plan.professionals.clone().and_then(kept),
            safer_surroundings: plan.safer_surroundings.clone().and_then(kept),
            copies: plan.copies.clone().and_then(kept),
            ..plan.clone()
        };
        written(self) == written(other)
    }
}

fn trimmed(text: &str) -> String {
    text.trim().to_owned()
}

/// The texts that are not blank.
fn texts(list: &[String]) -> Option<Vec<String>> {
    let texts = list.iter().map(|text| trimmed(text));
    kept(texts.filter(|text| !text.is_empty()).collect())
}

/// A list that has something in it.
fn kept<T>(list: Vec<T>) -> Option<Vec<T>> {
    Some(list).filter(|list| !list.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day, refusal, with_leila};

    fn lines(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    fn plan(course: &Course) -> &SafetyPlan {
        course.safety_plan.as_ref().unwrap()
    }

    #[test]
    fn each_day_of_change_makes_a_version_and_keeps_the_one_before() {
        let (course, leila) = with_leila();
        let first = SafetyPlanDraft {
            warning_signs: lines(&[" staying indoors ", " "]),
            ask_for_help: vec![Helper {
                person_id: leila,
                phone: Some("07700 900123".to_owned()),
            }],
            ..SafetyPlanDraft::default()
        };
        let course = course
            .save_safety_plan(first.clone(), day("2026-02-03"))
            .unwrap();
        assert_eq!(
            plan(&course).warning_signs,
            Some(lines(&["staying indoors"])),
            "without empty lines"
        );
        let course = course
            .save_safety_plan(first.clone(), day("2026-02-10"))
            .unwrap();
        assert_eq!(
            (plan(&course).version, plan(&course).created.as_str()),
            (1, "2026-02-03"),
            "nothing changed is no new version"
        );
        let more = |own: &str| SafetyPlanDraft {
            on_my_own: lines(&[own]),
            ..first.clone()
        };
        let course = course
            .review_safety_plan(day("2026-02-10"))
            .unwrap()
            .save_safety_plan(more("walk"), day("2026-02-17"))
            .unwrap()
            .save_safety_plan(more("walk to the river"), day("2026-02-17"))
            .unwrap();
        let now = plan(&course);
        assert_eq!(
            (now.version, now.created.as_str(), now.reviewed.as_ref()),
            (2, "2026-02-17", None),
            "one version for one day, and nobody has looked at it yet"
        );
        let earlier = now.earlier.as_ref().unwrap();
        assert_eq!(
            earlier[0].reviewed.as_deref(),
            Some(["2026-02-10".to_owned()].as_slice()),
            "the day on which they looked at the first version is kept with it"
        );
        assert_eq!(
            (earlier.len(), earlier[0].version, &earlier[0].ask_for_help),
            (1, 1, &Some(lines(&["Leila, 07700 900123"]))),
            "the first version is kept, with the people by name"
        );
        let file = crate::file::write(&course);
        let mut ids = crate::course::testing::ids();
        let back = crate::file::read(file.as_bytes(), &mut ids).unwrap();
        assert!(
            back.safety_plan == course.safety_plan,
            "a course file holds all versions"
        );
    }

    #[test]
    fn plan_names_known_people_and_says_something() {
        let save = |draft| refusal(begun().save_safety_plan(draft, day("2026-02-03")));
        assert_eq!(
            save(SafetyPlanDraft {
                on_my_own: lines(&[" "]),
                ..SafetyPlanDraft::default()
            }),
            RuleBroken::TextNeeded,
            "nothing is written"
        );
        let stranger = PersonId::new("nobody");
        assert_eq!(
            save(SafetyPlanDraft {
                distraction_people_places: vec![Distraction {
                    person_id: Some(stranger.clone()),
                    text: "a walk".to_owned(),
                }],
                ..SafetyPlanDraft::default()
            }),
            RuleBroken::UnknownPerson,
            "nobody of the map"
        );
        assert_eq!(
            save(SafetyPlanDraft {
                ask_for_help: vec![Helper {
                    person_id: stranger,
                    phone: None,
                }],
                ..SafetyPlanDraft::default()
            }),
            RuleBroken::UnknownPerson,
            "nobody of the map"
        );
        assert_eq!(
            save(SafetyPlanDraft {
                on_my_own: lines(&["walk"]),
                likelihood_to_use_0_10: Some(11),
                ..SafetyPlanDraft::default()
            }),
            RuleBroken::OutOfRange { least: 0, most: 10 },
            "likely by 11"
        );
    }

    #[test]
    fn plan_is_looked_at_once_a_day() {
        let draft = SafetyPlanDraft {
            on_my_own: lines(&["walk"]),
            ..SafetyPlanDraft::default()
        };
        assert_eq!(
            refusal(begun().review_safety_plan(day("2026-02-03"))),
            RuleBroken::TextNeeded,
            "there is none"
        );
        let course = begun().save_safety_plan(draft, day("2026-02-03")).unwrap();
        let course = ["2026-02-10", "2026-02-10", "2026-02-17"]
            .into_iter()
            .fold(course, |course, on| {
                course.review_safety_plan(day(on)).unwrap()
            });
        assert_eq!(
            plan(&course).reviewed,
            Some(lines(&["2026-02-10", "2026-02-17"]))
        );
    }
}
