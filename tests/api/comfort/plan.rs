//! `get_my_comfort_plan`, `replace_my_comfort_plan`, `list_people_to_ask`.

use serde_json::{Value, json};
use tests::{Call, Client, World, both, fresh_id};

use super::{told, writes};

both!(
    a_plan_is_kept_as_it_was_written_and_is_its_owners_alone,
    two_phones_do_not_overwrite_each_other,
    what_cannot_be_taken_is_named,
    one_names_staff_and_supporters_whom_one_may_meet,
);

async fn a_plan_is_kept_as_it_was_written_and_is_its_owners_alone(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let empty = haru.get("/me/comfort_plan").await.ok(200).clone();
    assert_eq!(
        (&empty["version"], &empty["tell_staff"]),
        (&json!(0), &json!(false)),
        "nobody is told at first"
    );
    let mut plan = told();
    plan["chosen_person_id"] = json!(mori.person_id());

    writes(&haru, &plan).await;

    let mut kept = world.haru().await.get("/me/comfort_plan").await.ok(200).clone();
    assert_eq!(kept.as_object_mut().unwrap().remove("version"), Some(json!(1)));
    assert_eq!(kept, plan);
    for other in [world.natsu().await, world.aoi().await, mori, world.kawa().await, world.yuki().await] {
        assert_eq!(other.get("/me/comfort_plan").await.ok(200)["version"], 0, "each reads their own");
    }
    writes(&haru, &json!({})).await;
    let gone = haru.get("/me/comfort_plan").await.ok(200).clone();
    assert_eq!((&gone["helps"], &gone["call"], &gone["version"]), (&json!([]), &json!([]), &json!(2)));
}

async fn two_phones_do_not_overwrite_each_other(world: World) {
    let haru = world.haru().await;
    let put = |etag: &str| Call::new("PUT", "/me/comfort_plan").json(&told()).if_match(etag);
    haru.send(Call::new("PUT", "/me/comfort_plan").json(&told())).await.problem(428, "precondition-required");
    haru.send(put("\"v1\"")).await.problem(412, "version-conflict");
    let (one, other) = tokio::join!(haru.send(put("\"v0\"")), haru.send(put("\"v0\"")));
    let mut both = [one.status, other.status];
    both.sort_unstable();
    assert_eq!(both, [200, 412]);
    haru.send(put("\"v0\"")).await.problem(412, "version-conflict");
    haru.send(put("\"v1\"")).await.ok(200);
}

async fn what_cannot_be_taken_is_named(world: World) {
    let (haru, yuki) = (world.haru().await, world.yuki().await);
    let put = async |part: Value| {
        haru.send(Call::new("PUT", "/me/comfort_plan").json(&part).if_match("\"v0\"")).await
    };
    let long = |length: usize| "あ".repeat(length);
    put(json!({ "signs": { "red": [long(61)] } })).await.fault("/signs/red/0", "too-long");
    put(json!({ "helps": vec!["x"; 9] })).await.fault("/helps", "too-many");
    put(json!({ "wants": ["x", "x"] })).await.fault("/wants/1", "duplicate");
    put(json!({ "call": [{ "name": "", "number": "夜" }] })).await.fault("/call/0/name", "required");
    put(json!({ "for_staff": long(301) })).await.fault("/for_staff", "too-long");
    for nobody in [haru.person_id(), yuki.person_id(), fresh_id().to_string()] {
        let answer = put(json!({ "chosen_person_id": nobody })).await;
        answer.fault("/chosen_person_id", "not-allowed");
    }
    assert_eq!(haru.get("/me/comfort_plan").await.ok(200)["version"], 0);
}

async fn named(client: &Client) -> Vec<(String, bool)> {
    let all = client.get("/people_to_ask").await.items();
    let name = |one: &Value| one["person"]["nickname"].as_str().unwrap().to_owned();
    let mut named: Vec<_> = all.iter().map(|one| (name(one), one["staff"].as_bool().unwrap())).collect();
    assert!(named.is_sorted_by_key(|(_, staff)| !staff), "staff first");
    // They came in the same moment.
    named.sort_by(|a, b| (!a.1, &a.0).cmp(&(!b.1, &b.0)));
    named
}

async fn one_names_staff_and_supporters_whom_one_may_meet(world: World) {
    let (haru, aoi) = (world.haru().await, world.aoi().await);
    let _others = (world.natsu().await, world.mori().await, world.kawa().await, world.tani().await);
    let all =
        [("かわ", true), ("もり", true), ("あおい", false)].map(|(name, staff)| (name.to_owned(), staff));
    assert_eq!(named(&haru).await, all);
    assert_eq!(named(&aoi).await, all[..2], "not oneself");

    aoi.put(&format!("/me/blocks/{}", haru.person_id()), &Value::Null).await.ok(204);

    assert_eq!(named(&haru).await, all[..2], "silently, as on the ladder");
}
