//! Guesses category and part of life from the typed relation. The therapist can change the guess.

use crate::people::{LifeContext, PersonCategory};

/// A guess from a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Guess {
    /// The category.
    pub(super) category: PersonCategory,
    /// The part of life.
    pub(super) context: Option<LifeContext>,
    /// Whether the person is alive.
    pub(super) alive: bool,
}

use LifeContext::{Community, Family, Friends, Household, Past, Services, Work};
use PersonCategory as Category;

/// Words with the guess for each. "in-law" is before "mother": of two equally long words at the same place, the first
/// one in this list counts.
const WORDS: &[(&str, PersonCategory, Option<LifeContext>)] = &[
    ("in-law", Category::InLaw, Some(Family)),
    ("in law", Category::InLaw, Some(Family)),
    ("ex-", Category::ExPartner, Some(Past)),
    ("ex ", Category::ExPartner, Some(Past)),
    ("former partner", Category::ExPartner, Some(Past)),
    ("former husband", Category::ExPartner, Some(Past)),
    ("former wife", Category::ExPartner, Some(Past)),
    ("stepmother", Category::StepParent, Some(Family)),
    ("stepfather", Category::StepParent, Some(Family)),
    ("step-mother", Category::StepParent, Some(Family)),
    ("step-father", Category::StepParent, Some(Family)),
    ("stepmum", Category::StepParent, Some(Family)),
    ("stepdad", Category::StepParent, Some(Family)),
    ("grandson", Category::OtherFamily, Some(Family)),
    ("granddaughter", Category::OtherFamily, Some(Family)),
    ("grandchild", Category::OtherFamily, Some(Family)),
    ("grand", Category::Grandparent, Some(Family)),
    ("granny", Category::Grandparent, Some(Family)),
    ("nan", Category::Grandparent, Some(Family)),
    ("girlfriend", Category::Partner, None),
    ("boyfriend", Category::Partner, None),
    ("husband", Category::Partner, Some(Household)),
    ("wife", Category::Partner, Some(Household)),
    ("partner", Category::Partner, Some(Household)),
    ("spouse", Category::Partner, Some(Household)),
    ("fiancé", Category::Partner, None),
    ("mother", Category::Parent, Some(Family)),
    ("father", Category::Parent, Some(Family)),
    ("mum", Category::Parent, Some(Family)),
    ("mom", Category::Parent, Some(Family)),
    ("dad", Category::Parent, Some(Family)),
    ("parent", Category::Parent, Some(Family)),
    ("sister", Category::Sibling, Some(Family)),
    ("brother", Category::Sibling, Some(Family)),
    ("sibling", Category::Sibling, Some(Family)),
    ("twin", Category::Sibling, Some(Family)),
    ("daughter", Category::Child, Some(Family)),
    ("son", Category::Child, Some(Family)),
    ("child", Category::Child, Some(Family)),
    ("aunt", Category::OtherFamily, Some(Family)),
    ("uncle", Category::OtherFamily, Some(Family)),
    ("cousin", Category::OtherFamily, Some(Family)),
    ("niece", Category::OtherFamily, Some(Family)),
    ("nephew", Category::OtherFamily, Some(Family)),
    ("friend", Category::Friend, Some(Friends)),
    ("flatmate", Category::Friend, Some(Household)),
    ("housemate", Category::Friend, Some(Household)),
    ("boss", Category::Boss, Some(Work)),
    ("manager", Category::Boss, Some(Work)),
    ("supervisor", Category::Boss, Some(Work)),
    ("colleague", Category::Colleague, Some(Work)),
    ("co-worker", Category::Colleague, Some(Work)),
    ("coworker", Category::Colleague, Some(Work)),
    ("neighbour", Category::Neighbour, Some(Community)),
    ("neighbor", Category::Neighbour, Some(Community)),
    ("priest", Category::Faith, Some(Community)),
    ("vicar", Category::Faith, Some(Community)),
    ("imam", Category::Faith, Some(Community)),
    ("rabbi", Category::Faith, Some(Community)),
    ("church", Category::Faith, Some(Community)),
    ("mosque", Category::Faith, Some(Community)),
    ("gp", Category::Professional, Some(Services)),
    ("doctor", Category::Professional, Some(Services)),
    ("nurse", Category::Professional, Some(Services)),
    ("therapist", Category::Professional, Some(Services)),
    ("social worker", Category::Professional, Some(Services)),
    ("teacher", Category::Professional, Some(Services)),
    ("choir", Category::Community, Some(Community)),
    ("club", Category::Community, Some(Community)),
    ("volunteer", Category::Community, Some(Community)),
    ("online", Category::Online, None),
    ("dog", Category::Pet, Some(Household)),
    ("cat", Category::Pet, Some(Household)),
    ("group", Category::Group, None),
    ("team", Category::Group, None),
];

/// Words that say a person died.
const DEAD: &[&str] = &["late ", "died", "deceased", "dead "];

impl Guess {
    /// Guesses from a relation in the client's words. The known word that comes first in them decides.
    pub(super) fn of(relation: &str) -> Self {
        let relation = relation.to_lowercase();
        let alive = !DEAD
            .iter()
            .any(|word| format!("{relation} ").contains(word));
        let found = WORDS
            .iter()
            .filter_map(|entry| Some((begins(&relation, entry.0)?, entry)));
        let first = found.min_by_key(|(at, (word, ..))| (*at, usize::MAX - word.len()));
        let (category, context) = first
            .map_or((Category::Other, None), |(_, (_, category, context))| {
                (*category, *context)
            });
        Self {
            category,
            context: if alive { context } else { Some(Past) },
            alive,
        }
    }
}

/// The place where a word stands in the relation as a whole word, so that "Sonia" is no son.
fn begins(relation: &str, word: &str) -> Option<usize> {
    if word.starts_with("in") && word.ends_with("law") {
        return relation.contains(word).then_some(0);
    }
    relation.match_indices(word).map(|(at, _)| at).find(|at| {
        let (before, rest) = relation.split_at(*at);
        let after = rest
            .strip_prefix(word)
            .and_then(|after| after.chars().next());
        let starts = before
            .chars()
            .next_back()
            .is_none_or(|letter| !letter.is_alphanumeric());
        let open = word.ends_with(['-', ' ']) || word == "grand";
        starts && (open || after.is_none_or(|letter| !letter.is_alphanumeric() || letter == 's'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relation_gives_category_and_part_of_life() {
        let guesses = [
            ("daughter, 27", Category::Child, Some(Family)),
            ("mother-in-law", Category::InLaw, Some(Family)),
            ("ex-husband", Category::ExPartner, Some(Past)),
            ("Husband", Category::Partner, Some(Household)),
            ("grandmother", Category::Grandparent, Some(Family)),
            ("best friend from school", Category::Friend, Some(Friends)),
            ("friend of my sister", Category::Friend, Some(Friends)),
            ("manager", Category::Boss, Some(Work)),
            ("neighbours", Category::Neighbour, Some(Community)),
            ("GP", Category::Professional, Some(Services)),
            ("sonata partner", Category::Partner, Some(Household)),
            ("someone", Category::Other, None),
        ];
        for (relation, category, context) in guesses {
            let guess = Guess::of(relation);
            assert_eq!(
                (guess.category, guess.context),
                (category, context),
                "{relation}"
            );
        }
    }

    #[test]
    fn person_who_died_is_guessed_as_past() {
        let guess = Guess::of("late father");
        assert_eq!(
            (guess.category, guess.context, guess.alive),
            (Category::Parent, Some(Past), false),
            "category of a parent, part of life past, not alive"
        );
        assert!(
            Guess::of("father").alive,
            "the relation does not say that he died"
        );
    }
}
