//! What waits for a phone that is off, or cannot be reached at all.

use serde_json::json;
use tests::{World, both};

use super::fake::Fake;
use super::worker::{after, asked_while_the_service_is_busy, sent, subscribes};
use crate::availability::listens;
use crate::notices::{kinds, later, wants, words};

both!(
    what_is_soon_over_does_not_take_the_place_of_what_lasts,
    a_phone_whose_address_nobody_can_read_keeps_no_other_waiting,
    a_question_that_was_taken_back_rings_in_no_pocket,
);

async fn what_is_soon_over_does_not_take_the_place_of_what_lasts(world: World) {
    let (fake, aoi) = (Fake::start().await, world.aoi().await);
    subscribes(&fake, &aoi).await;
    wants(&aoi, &["consultations", "availability_ending"]).await;
    listens(&world, &aoi).await;
    let asked_for = crate::selfcare::consultation(&aoi).await;
    let times = json!({ "times": [world.now().plus_days(2)] });
    world.mori().await.post(&format!("/consultations/{asked_for}/answer"), &times).await.ok(200);
    sent(&world).await;

    later(&world, 56 * 60).await;
    sent(&world).await;
    let aoi = world.aoi().await;

    assert_eq!(words(&kinds(&aoi).await), ["availability_ending accepted", "consultation_offered accepted"]);
    let lives = |at: usize| fake.messages()[at].headers["ttl"].parse::<u32>().unwrap();
    assert_eq!(
        fake.messages()[0].headers["topic"],
        fake.messages()[1].headers["topic"],
        "one replaces the other"
    );
    assert!(lives(0) > 86_400, "{}", lives(0));
    assert!(
        lives(1) > 86_400,
        "a phone that is off for ten minutes hears that there is something: {}",
        lives(1)
    );
}

async fn a_question_that_was_taken_back_rings_in_no_pocket(world: World) {
    let (fake, haru, aoi, id) = asked_while_the_service_is_busy(&world).await;

    haru.post(&format!("/talk_requests/{id}/cancellation"), &serde_json::Value::Null).await.ok(200);
    after(&world, 60).await;

    assert_eq!(fake.messages().len(), 1, "the try that the service refused, and no other");
    assert_eq!(words(&kinds(&aoi).await), ["talk_asked failed"]);
}

async fn a_phone_whose_address_nobody_can_read_keeps_no_other_waiting(world: World) {
    use sea_orm::ConnectionTrait as _;
    let (fake, aoi, natsu) = (Fake::start().await, world.aoi().await, world.natsu().await);
    let broken = subscribes(&fake, &aoi).await;
    let whole = subscribes(&fake, &natsu).await;
    let swap = "UPDATE push_subscription SET address = (SELECT address FROM push_subscription p WHERE p.person_id <> push_subscription.person_id LIMIT 1)";
    let here = aoi.person_id().replace('-', "");
    let whose = match world.house.db.read().get_database_backend() {
        sea_orm::DatabaseBackend::Postgres => format!("'{}'", aoi.person_id()),
        _ => format!("x'{here}'"),
    };
    let sql = format!("{swap} WHERE person_id = {whose}");
    world
        .house
        .db
        .write(sql, |tx, sql| {
            Box::pin(async move {
                let done = tx.execute_unprepared(sql).await?;
                assert_eq!(done.rows_affected(), 1);
                Ok(())
            })
        })
        .await
        .unwrap();

    aoi.post(&format!("/me/push_subscriptions/{broken}/test"), &serde_json::Value::Null).await.ok(201);
    natsu.post(&format!("/me/push_subscriptions/{whole}/test"), &serde_json::Value::Null).await.ok(201);
    sent(&world).await;

    let state = async |one: &tests::Client, id: &str| {
        let tried = one.get(&format!("/me/push_subscriptions/{id}/test")).await;
        (tried.ok(200)["state"].clone(), tried.body["reason"].clone())
    };
    assert_eq!(state(&aoi, &broken).await, (json!("failed"), json!("ended")));
    assert_eq!(state(&natsu, &whole).await.0, json!("accepted"));
    assert_eq!(fake.messages().len(), 1);
}
