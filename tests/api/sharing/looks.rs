//! Watching is watched: every way to read what somebody else keeps leaves a line that its owner reads.

use engawa::authz::Action;
use engawa::authz::policy::row;
use tests::contract::OPERATIONS;
use tests::{Client, World, both};

use super::break_glass::{opened, with_code};
use super::{looks, shown, shown_to_staff, to_staff, told};

both!(
    no_operation_reads_what_somebody_shows_without_a_trace,
    the_same_screen_opened_again_is_the_same_look,
    lines_come_in_pages_and_for_their_owner_only,
);

/// Every reading operation that a showing or a break-glass opens: a new one must have its place here.
async fn no_operation_reads_what_somebody_shows_without_a_trace(world: World) {
    let haru = world.haru().await;
    let suzu = with_code(&world).await;
    let id = told(&world, &haru, 2, "x").await;
    shown_to_staff(&haru, "note").await;
    crate::comfort::writes(&haru, &crate::comfort::told()).await;
    shown(&haru, &to_staff("comfort_plan")).await;
    crate::comfort::ticks(&world, &haru, "red").await;
    let hello = crate::comfort::only(&suzu).await;
    opened(&world, &suzu, &haru).await;

    for operation in OPERATIONS.iter() {
        let action = operation.value["x-action"].as_str().unwrap();
        let action = Action::ALL.iter().find(|known| known.name() == action).unwrap();
        let rights = row(*action);
        if operation.method != "GET" || !(rights.shown || rights.opened) {
            continue;
        }
        // So long that it is not the look before.
        world.clock.advance(11 * 60);
        for device in [&haru, &suzu] {
            device.refresh().await.ok(200);
        }
        let before = looks(&haru).await.len();
        let path = operation.path.trim_start_matches("/api/v1");
        let path = path
            .replace("{entry_id}", &id)
            .replace("{checkin_id}", &id)
            .replace("{hello_id}", &hello)
            .replace("{person_id}", &haru.person_id());

        suzu.get(&path).await.ok(200);

        assert_eq!(looks(&haru).await.len(), before + 1, "{} reads without a trace", operation.id());
    }
    let grounds: Vec<_> = looks(&haru).await.into_iter().map(|(by, _, ground)| (by, ground)).collect();
    assert!(grounds.contains(&("すず".to_owned(), "shown".to_owned())), "{grounds:?}");
    assert!(grounds.contains(&("すず".to_owned(), "break_glass".to_owned())), "{grounds:?}");
}

async fn the_same_screen_opened_again_is_the_same_look(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let id = told(&world, &haru, 2, "x").await;
    shown_to_staff(&haru, "mood").await;
    let look = || async {
        for device in [&haru, &mori] {
            device.refresh().await.ok(200);
        }
        mori.get(&format!("/shared_entries/{id}")).await.ok(200);
    };

    look().await;
    world.clock.advance(9 * 60);
    look().await;
    assert_eq!(looks(&haru).await.len(), 1);
    world.clock.advance(2 * 60);
    look().await;

    assert_eq!(looks(&haru).await.len(), 2);
}

async fn lines_come_in_pages_and_for_their_owner_only(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    shown_to_staff(&haru, "mood").await;
    for _ in 0..3 {
        let id = told(&world, &haru, 2, "x").await;
        mori.get(&format!("/shared_entries/{id}")).await.ok(200);
    }

    let first = haru.get("/me/access_events?limit=2").await.ok(200).clone();
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = haru.get(&format!("/me/access_events?limit=2&cursor={cursor}")).await.ok(200).clone();

    assert_eq!(first["items"].as_array().unwrap().len(), 2);
    assert_eq!(second["items"].as_array().unwrap().len(), 1);
    let nobody: &Client = &mori;
    assert!(looks(nobody).await.is_empty());
}
