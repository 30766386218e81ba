//! `confirm_attendance`: what somebody says themselves, and what staff or the host say, side by side.

use serde_json::{Value, json};
use tests::{Answer, Client, World, both, fresh_id};

use super::{is_seen, made_on, meeting, on_now, takes_part, with};

both!(
    what_one_says_and_what_staff_say_are_both_kept,
    staff_can_confirm_somebody_who_never_answered,
    a_host_confirms_only_those_who_chose_to_be_seen,
    nobody_was_at_what_has_not_begun_or_was_called_off,
);

async fn says(client: &Client, at: &str, of: &Client, attended: &str) -> Answer {
    client.put(&format!("{at}/attendance/{}", of.person_id()), &json!({ "attended": attended })).await
}

/// A refusal without the id of its request.
fn plain(answer: &Answer) -> (u16, Value) {
    let mut body = answer.body.clone();
    body["instance"] = Value::Null;
    (answer.status, body)
}

async fn what_one_says_and_what_staff_say_are_both_kept(world: World) {
    let (mori, kawa, haru) = (world.mori().await, world.kawa().await, world.haru().await);
    let at = made_on(&mori, &on_now(&world), &world.today()).await;
    takes_part(&haru, &at, "listen").await;

    let own = says(&haru, &at, &haru, "partly").await;
    let confirmed = says(&mori, &at, &haru, "came").await;
    world.clock.advance(1);
    let again = says(&kawa, &at, &haru, "came").await;

    assert_eq!(
        (own.ok(200)["attended"].clone(), own.body["confirmed"].clone()),
        (json!("partly"), Value::Null)
    );
    assert_eq!(own.body["recurrence_id"], world.today());
    assert_eq!(own.body["mode"], "listen");
    assert_eq!(confirmed.ok(200)["attended"], "partly", "what はる said stays");
    assert_eq!(
        (&confirmed.body["confirmed"], &confirmed.body["confirmed_by"]),
        (&json!("came"), &json!("もり"))
    );
    assert_eq!(again.ok(200), &confirmed.body, "saying the same again changes nothing");
    let row = mori.get(&format!("{at}/participants")).await.items().remove(0);
    assert_eq!((row["attended"].clone(), row["confirmed"].clone()), (json!("partly"), json!("came")));
    assert_eq!(row["confirmed_by"], "もり");
    let mine = haru.get("/me/participations?from=2026-11-22&to=2026-11-22").await.items().remove(0);
    assert_eq!((mine["attended"].clone(), mine["confirmed"].clone()), (json!("partly"), json!("came")));
    assert_eq!(says(&haru, &at, &haru, "came").await.ok(200)["attended"], "came", "it can be put right");
    assert_eq!(says(&kawa, &at, &haru, "partly").await.ok(200)["confirmed_by"], "かわ");
    for wrong in [json!({}), json!({ "attended": "late" }), json!({ "attended": "came", "x": 1 })] {
        haru.put(&format!("{at}/attendance/{}", haru.person_id()), &wrong).await.ok(422);
    }
}

async fn staff_can_confirm_somebody_who_never_answered(world: World) {
    let (mori, haru, natsu) = (world.mori().await, world.haru().await, world.natsu().await);
    let (yuki, at) = (world.yuki().await, made_on(&mori, &on_now(&world), &world.today()).await);

    let confirmed = says(&mori, &at, &haru, "came").await;

    assert_eq!(
        (confirmed.ok(200)["mode"].clone(), confirmed.body["seat"].clone()),
        (Value::Null, Value::Null)
    );
    assert_eq!(haru.get(&at).await.body["mine"]["confirmed"], "came");
    assert_eq!(natsu.get(&at).await.body["full"], false);
    says(&haru, &at, &natsu, "came").await.problem(403, "forbidden");
    let elsewhere = says(&mori, &at, &yuki, "came").await;
    let nobody = mori.put(&format!("{at}/attendance/{}", fresh_id()), &json!({ "attended": "came" })).await;
    elsewhere.problem(404, "not-found");
    assert_eq!(plain(&elsewhere), plain(&nobody));
    mori.put(&format!("{at}/attendance/x"), &json!({ "attended": "came" })).await.problem(404, "not-found");
    assert_eq!(mori.get(&format!("{at}/participants")).await.items().len(), 1);
}

async fn a_host_confirms_only_those_who_chose_to_be_seen(world: World) {
    let (mori, natsu) = (world.mori().await, world.natsu().await);
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    let body = with(on_now(&world), json!({ "host_id": natsu.person_id() }));
    let at = made_on(&mori, &body, &world.today()).await;
    is_seen(&aoi, &at, "talk").await;
    let nobody = natsu.put(&format!("{at}/attendance/{}", fresh_id()), &json!({ "attended": "came" })).await;
    nobody.problem(404, "not-found");
    let never_answered = says(&natsu, &at, &haru, "came").await;
    takes_part(&haru, &at, "listen").await;

    let hidden = says(&natsu, &at, &haru, "came").await;
    let seen = says(&natsu, &at, &aoi, "came").await;

    assert_eq!(plain(&hidden), plain(&nobody));
    assert_eq!(plain(&never_answered), plain(&nobody));
    assert_eq!(seen.ok(200)["confirmed_by"], "なつ");
    assert_eq!(haru.get(&at).await.body["mine"]["confirmed"], Value::Null, "nothing was kept");
    assert_eq!(says(&natsu, &at, &natsu, "came").await.ok(200)["attended"], "came", "oneself");
    aoi.delete(&format!("{at}/participation")).await.ok(204);
    assert_eq!(plain(&says(&natsu, &at, &aoi, "absent").await), plain(&nobody));
    assert_eq!(aoi.get(&at).await.body["mine"]["confirmed"], "came", "what was confirmed stays");
}

async fn nobody_was_at_what_has_not_begun_or_was_called_off(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let at = made_on(&mori, &meeting(&world), "2026-11-25").await;
    says(&haru, &at, &haru, "came").await.problem(409, "occurrence-not-on");
    says(&mori, &at, &haru, "came").await.problem(409, "occurrence-not-on");

    world.clock.advance(3 * 86_400 + 4 * 3_600 + 1_800);
    let (mori, haru) = (world.mori().await, world.haru().await);

    says(&haru, &at, &haru, "came").await.ok(200);
    says(&mori, &at, &haru, "absent").await.ok(200);
    mori.post(&format!("{at}/cancellation"), &json!({ "reason": "停電です。" })).await.ok(200);
    says(&haru, &at, &haru, "partly").await.problem(409, "occurrence-cancelled");
    says(&mori, &at, &haru, "partly").await.problem(409, "occurrence-cancelled");
}
