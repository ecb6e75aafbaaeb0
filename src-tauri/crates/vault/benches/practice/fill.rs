//! The practice: 400 clients with 500 courses; 8,000 notes, 6,000 scores, 600 versions of maps. Every course is the
//! sample case, concluded; two go on, and have maps of 40 people with 100 ties, and of 150 with 400.

use chrono::Utc;
use course::Course;
use course::file;
use course::ids::PersonId;
use course::map::{MapTie, Position};
use course::plan::CourseStatus;
use uuid::Uuid;
use vault::{ClientId, CourseId, Edit, EditKind, Vault};

const CLIENTS: usize = 400;
const COURSES: usize = 500;
const SCORES_OF_A_COURSE: usize = 12;
const SAMPLE: &str = "/../../../tests/golden/cases/case-transition.json";

pub async fn practice(vault: &Vault) -> Vec<CourseId> {
    let bytes = std::fs::read(format!("{}{SAMPLE}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let sample = file::read(&bytes, &mut || Uuid::now_v7().to_string()).unwrap();
    let clients: Vec<ClientId> = (0..CLIENTS)
        .map(|_| ClientId::new(Uuid::now_v7()))
        .collect();
    let mut courses = Vec::new();
    for (turn, client) in clients.iter().cycle().take(COURSES).enumerate() {
        let course = course(&sample, turn);
        let id = CourseId::new(Uuid::now_v7());
        let edit = Edit::from(EditKind::ImportCourse);
        let mut change = vault.begin(edit, Utc::now().into()).await.unwrap();
        if turn < CLIENTS {
            change.add_client(*client, &course.client).await.unwrap();
        }
        change.add_course(id, *client, &course).await.unwrap();
        change.commit().await.unwrap();
        courses.push(id);
    }
    courses
}

fn course(sample: &Course, turn: usize) -> Course {
    let mut course = sample.clone();
    let client = turn % CLIENTS;
    course.client.code = format!("P-{client:03}");
    course.client.display_name = Some(format!("Client {client:03}"));
    if let Some(scores) = &mut course.measures {
        scores.truncate(SCORES_OF_A_COURSE);
    }
    if let Some(versions) = &mut course.map_snapshots {
        // Every fifth course has two: 600 in all.
        versions.truncate(if turn.is_multiple_of(5) { 2 } else { 1 });
    }
    match client {
        0 => crowd(&mut course, 40, 100, "Forty people"),
        1 => crowd(&mut course, 150, 400, "A hundred and fifty people"),
        _ => {}
    }
    course
}

/// As many people as `count`, spread over the rings, with that many ties among each other.
fn crowd(course: &mut Course, count: usize, ties: usize, name: &str) {
    course.client.display_name = Some(name.to_owned());
    // A concluded course keeps its map as it stands.
    course.plan.status = CourseStatus::Active;
    course.plan.actual_end_date = None;
    course.plan.end_type = None;
    let people = course.people.as_mut().unwrap();
    let first = people.first().unwrap().clone();
    for number in people.len()..count {
        let mut person = first.clone();
        person.id = PersonId::new(format!("crowd-{number}"));
        person.label = format!("Person {number}");
        people.push(person);
    }
    let version = course.map_snapshots.as_mut().unwrap().last_mut().unwrap();
    let qualities = people
        .iter()
        .filter_map(|person| person.quality)
        .collect::<Vec<_>>();
    version.positions = people
        .iter()
        .zip(0_i32..)
        .map(|(person, number)| Position {
            person_id: person.id.clone(),
            ring: 1 + number % 4,
            angle_deg: (number * 137 % 360).into(),
            quality: qualities
                .get(number.unsigned_abs() as usize % qualities.len())
                .copied(),
        })
        .collect();
    let at = |number: usize| people.get(number % count).unwrap().id.clone();
    let tie = |number: usize| MapTie {
        one: at(number),
        other: at(number + 1 + number / count),
        quality: None,
        words: None,
    };
    version.ties = Some((0..ties).map(tie).collect());
}
