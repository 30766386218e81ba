//! Cards of paper that staff type in.

use serde_json::{Value, json};
use tests::{World, both, fresh_id};

use super::typed_in;
use crate::checkins::checkin;

both!(
    a_card_of_paper_stands_in_the_diary_marked_and_asks_for_a_nod,
    whoever_typed_it_in_cannot_read_it,
    a_card_is_typed_in_once,
    a_wrong_card_is_named,
);

async fn a_card_of_paper_stands_in_the_diary_marked_and_asks_for_a_nod(world: World) {
    let haru = world.haru().await;

    let id = typed_in(&world, &haru).await;

    let kept = haru.get(&format!("/checkins/{id}")).await.ok(200).clone();
    assert_eq!((&kept["mood"], &kept["source"]), (&json!(3), &json!("paper")));
    let waiting = haru.get("/me/proxy_entries").await.items();
    assert_eq!((&waiting[0]["by"]["nickname"], &waiting[0]["nodded_at"]), (&json!("もり"), &Value::Null));
    assert!(haru.get("/me/notices").await.items().iter().any(|one| one["kind"] == "proxy_entered"));
    haru.put(&format!("/me/proxy_entries/{id}/nod"), &Value::Null).await.ok(204);
    haru.put(&format!("/me/proxy_entries/{id}/nod"), &Value::Null).await.ok(204);
    assert_ne!(haru.get("/me/proxy_entries").await.items()[0]["nodded_at"], Value::Null);
}

async fn whoever_typed_it_in_cannot_read_it(world: World) {
    let (haru, mori, natsu) = (world.haru().await, world.mori().await, world.natsu().await);
    let id = typed_in(&world, &haru).await;

    mori.get(&format!("/checkins/{id}")).await.problem(404, "not-found");
    mori.get(&format!("/shared_entries/{id}")).await.problem(404, "not-found");
    natsu.put(&format!("/me/proxy_entries/{id}/nod"), &Value::Null).await.problem(404, "not-found");
}

async fn a_card_is_typed_in_once(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let path = format!("/people/{}/checkins/{}", haru.person_id(), fresh_id());

    mori.put(&path, &checkin(&world, 2)).await.ok(204);
    mori.put(&path, &checkin(&world, 2)).await.ok(204);
    mori.put(&path, &checkin(&world, 5)).await.problem(409, "id-conflict");

    assert_eq!(haru.get("/checkins").await.items().len(), 1);
    assert_eq!(haru.get("/me/proxy_entries").await.items().len(), 1);
}

async fn a_wrong_card_is_named(world: World) {
    let (haru, mori, tani) = (world.haru().await, world.mori().await, world.tani().await);
    let path = format!("/people/{}/checkins/{}", haru.person_id(), fresh_id());

    mori.put(&path, &checkin(&world, 9))
        .await
        .problem(422, "invalid-body")
        .points_at("/mood", "out-of-range");
    tani.put(&path, &checkin(&world, 3)).await.problem(404, "not-found");

    let own = format!("/people/{}/checkins/{}", mori.person_id(), fresh_id());
    mori.put(&own, &checkin(&world, 3)).await.problem(403, "forbidden");
    assert_eq!(haru.get("/checkins").await.items(), Vec::<Value>::new());
}
