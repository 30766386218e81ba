//! A place at a gathering came free: whoever waited and now has it hears of it, and nobody else.

use serde_json::{Value, json};
use tests::{Client, World, both};

use super::{kinds, words};
use crate::gatherings::{made_on, meeting, others, takes_part, with};

both!(
    whoever_is_next_hears_of_a_place_that_was_given_back,
    more_room_is_heard_of_by_all_who_come_in_and_again_after_they_waited_again,
    the_place_of_somebody_who_left_goes_on_with_a_word,
    a_place_that_came_free_too_late_is_told_to_nobody,
);

const WEDNESDAY: &str = "2026-11-25";
/// From the start of the world to Wednesday, two in the afternoon.
const TO_WEDNESDAY: i64 = 3 * 86_400 + 5 * 3_600;

/// A meeting with room for so many, and three who ask to come, one after the other.
async fn three_for(world: &World, room: u16) -> (String, Vec<Client>) {
    let at =
        made_on(&world.mori().await, &with(meeting(world), json!({ "capacity": room })), WEDNESDAY).await;
    let people = others(world, 3).await;
    for person in &people {
        world.clock.advance(1);
        takes_part(person, &at, "listen").await;
    }
    (at, people)
}

/// What each of them has heard.
async fn heard(people: &[Client]) -> Vec<Vec<String>> {
    let mut heard = Vec::new();
    for person in people {
        heard.push(words(&kinds(person).await));
    }
    heard
}

/// There is room for so many now.
async fn room_for(world: &World, at: &str, room: u16) {
    let mori = world.mori().await;
    world.clock.advance(1);
    let etag = mori.get(at).await.etag();
    mori.patch(at, &etag, &json!({ "reason": "部屋が かわりました", "capacity": room })).await.ok(200);
}

const FREE: &str = "seat_free none";

async fn whoever_is_next_hears_of_a_place_that_was_given_back(world: World) {
    let (at, people) = three_for(&world, 1).await;

    people[0].delete(&format!("{at}/participation")).await.ok(204);
    people[0].delete(&format!("{at}/participation")).await.ok(204);

    assert_eq!(heard(&people).await, [vec![], vec![FREE], vec![]]);
    let notice = people[1].get("/me/notices").await.items()[0].clone();
    assert_eq!(
        (&notice["recurrence_id"], &notice["group"]),
        (&json!(WEDNESDAY), &json!("gathering_changes"))
    );
    assert!(at.contains(notice["subject_id"].as_str().unwrap()));

    // Another way of coming keeps the place; not being sure any more gives it up.
    takes_part(&people[1], &at, "talk").await;
    assert_eq!(heard(&people).await, [vec![], vec![FREE], vec![]]);
    takes_part(&people[1], &at, "undecided").await;
    assert_eq!(heard(&people).await, [vec![], vec![FREE], vec![FREE]]);

    // Whoever waits and gives up frees nothing.
    world.clock.advance(1);
    takes_part(&people[0], &at, "listen").await;
    takes_part(&people[0], &at, "undecided").await;
    assert_eq!(heard(&people).await, [vec![], vec![FREE], vec![FREE]]);
}

async fn more_room_is_heard_of_by_all_who_come_in_and_again_after_they_waited_again(world: World) {
    let (at, people) = three_for(&world, 1).await;

    room_for(&world, &at, 3).await;

    let changed = "gathering_changed none";
    assert_eq!(heard(&people).await, [vec![changed], vec![FREE], vec![FREE]]);
    room_for(&world, &at, 2).await;
    assert_eq!(heard(&people).await[2], [changed, FREE], "waits again, and is told of the change");
    room_for(&world, &at, 4).await;
    assert_eq!(heard(&people).await[2], [FREE, changed, FREE]);
    assert_eq!(heard(&people).await[1], [changed, changed, FREE], "had a place all the time");
}

async fn the_place_of_somebody_who_left_goes_on_with_a_word(world: World) {
    let (at, people) = three_for(&world, 1).await;

    let path = format!("/people/{}/ending", people[0].person_id());
    world.kawa().await.post(&path, &Value::Null).await.ok(204);

    assert_eq!(heard(&people[1..]).await, [vec![FREE], vec![]]);
    let mine = people[1].get(&at).await.ok(200)["mine"]["seat"].clone();
    assert_eq!(mine, "seat", "what was said is true");
}

async fn a_place_that_came_free_too_late_is_told_to_nobody(world: World) {
    let (at, people) = three_for(&world, 1).await;
    world.clock.advance(TO_WEDNESDAY);
    // Their tickets are of three days ago.
    let people = others(&world, people.len().min(2)).await;

    people[0].delete(&format!("{at}/participation")).await.ok(204);

    assert_eq!(heard(&people).await, [Vec::<String>::new(), vec![]]);
}
