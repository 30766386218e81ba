//! `list_people`, `get_person`, `update_person`, `grant_role`, `end_role`, `end_membership`.

use serde_json::json;
use tests::{Call, World, both};

both!(
    staff_see_the_people_of_their_house_and_nobody_else,
    staff_keep_the_name_in_papers,
    an_admin_gives_and_takes_roles_at_once,
    the_last_admin_keeps_the_key,
    nobody_becomes_staff_without_a_way_to_sign_in,
    a_membership_ends_in_one_moment,
    a_person_may_leave_by_themselves,
    somebody_elsewhere_does_not_exist,
);

async fn staff_see_the_people_of_their_house_and_nobody_else(world: World) {
    let (haru, mori, _yuki) = (world.haru().await, world.mori().await, world.yuki().await);

    let people = mori.get("/people").await.items();
    haru.get("/people").await.problem(403, "forbidden");

    let names: Vec<_> = people.iter().map(|person| person["nickname"].as_str().unwrap()).collect();
    assert_eq!(names.len(), 2);
    assert!(names.contains(&"はる") && names.contains(&"もり"));
    let mut path = "/people?limit=1".to_owned();
    let mut seen = Vec::new();
    while let Some(next) = {
        let page = mori.get(&path).await;
        seen.extend(page.items());
        page.body["next_cursor"].as_str().map(str::to_owned)
    } {
        path = format!("/people?limit=1&cursor={next}");
    }
    assert_eq!(seen, people);
}

async fn staff_keep_the_name_in_papers(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let path = format!("/people/{}", haru.person_id());
    let etag = mori.get(&path).await.etag();

    let kept = mori.patch(&path, &etag, &json!({ "legal_name": "山田 春" })).await;
    let stale = mori.patch(&path, &etag, &json!({ "nickname": "x" })).await;
    let long = mori.patch(&path, &kept.etag(), &json!({ "legal_name": "あ".repeat(61) })).await;
    let without = mori.send(Call::new("PATCH", &path).json(&json!({ "nickname": "x" }))).await;
    let gone = mori.patch(&path, &kept.etag(), &json!({ "legal_name": null })).await;

    assert_eq!(kept.ok(200)["legal_name"], "山田 春");
    assert_eq!(kept.body["nickname"], "はる");
    stale.problem(412, "version-conflict");
    long.fault("/legal_name", "too-long");
    without.problem(428, "precondition-required");
    assert_eq!(gone.ok(200)["legal_name"], json!(null));
    haru.patch(&path, &gone.etag(), &json!({ "nickname": "x" })).await.problem(403, "forbidden");
}

/// What somebody may do changes with their very next request.
async fn an_admin_gives_and_takes_roles_at_once(world: World) {
    let (haru, mori, kawa) = (world.haru().await, world.mori().await, world.kawa().await);
    let path = format!("/people/{}/roles/supporter", haru.person_id());
    let call = Call::new("PUT", &path);

    mori.send(call.clone()).await.problem(403, "forbidden");
    kawa.send(call.clone()).await.ok(204);
    kawa.send(call).await.ok(204);
    assert_eq!(haru.get("/me").await.body["roles"], json!(["member", "supporter"]));
    kawa.delete(&path).await.ok(204);
    assert_eq!(haru.get("/me").await.body["roles"], json!(["member"]));

    let staff = format!("/people/{}/roles/staff", mori.person_id());
    mori.get("/people").await.ok(200);
    kawa.delete(&staff).await.ok(204);
    let after = mori.get("/people").await;
    assert!([403, 404].contains(&after.status), "the next request knows: {}", after.status);
    kawa.send(Call::new("PUT", &format!("/people/{}/roles/owner", haru.person_id())))
        .await
        .problem(404, "not-found");
}

async fn the_last_admin_keeps_the_key(world: World) {
    let kawa = world.kawa().await;

    let role = kawa.delete(&format!("/people/{}/roles/admin", kawa.person_id())).await;
    let leaving = kawa.post(&format!("/people/{}/ending", kawa.person_id()), &json!({})).await;

    role.problem(409, "last-admin");
    leaving.problem(409, "last-admin");
}

async fn nobody_becomes_staff_without_a_way_to_sign_in(world: World) {
    let (haru, kawa) = (world.haru().await, world.kawa().await);

    let answer = kawa.send(Call::new("PUT", &format!("/people/{}/roles/staff", haru.person_id()))).await;

    answer.fault("/role", "not-allowed");
    assert_eq!(haru.get("/me").await.body["roles"], json!(["member"]));
}

async fn a_membership_ends_in_one_moment(world: World) {
    let (haru, mori, kawa) = (world.haru().await, world.mori().await, world.kawa().await);
    let person = haru.person_id();
    let card = json!({ "role": "member", "for_person_id": person });
    let (code, _) = world.card(&mori, &card).await;
    let path = format!("/people/{person}/ending");
    haru.get("/me").await.ok(200);

    mori.post(&path, &json!({})).await.problem(403, "forbidden");
    kawa.post(&path, &json!({})).await.ok(204);

    haru.get("/me").await.problem(401, "session-ended");
    haru.refresh().await.problem(401, "session-ended");
    let body = json!({ "code": code, "nickname": "はる", "language": "ja" });
    world.somebody().post("/invitations/accept", &body).await.problem(409, "invitation-not-usable");
    mori.post("/invitations", &card).await.problem(404, "not-found");
    let seen = mori.get(&format!("/people/{person}")).await;
    assert!(seen.ok(200)["ended_at"].is_string());
    assert_eq!(seen.body["devices"], 0);
}

async fn a_person_may_leave_by_themselves(world: World) {
    let (haru, natsu) = (world.haru().await, world.natsu().await);

    haru.post(&format!("/people/{}/ending", natsu.person_id()), &json!({})).await.problem(403, "forbidden");
    haru.post(&format!("/people/{}/ending", haru.person_id()), &json!({})).await.ok(204);

    haru.get("/me").await.problem(401, "session-ended");
    natsu.get("/me").await.ok(200);
}

/// Byte for byte the same answer for somebody elsewhere and for nobody, but for the request's id.
async fn somebody_elsewhere_does_not_exist(world: World) {
    let (haru, mine) = (world.haru().await, world.mine().await);
    let nobody = tests::fresh_id().to_string();

    let mut answers = Vec::new();
    for id in [&haru.person_id(), &nobody] {
        let path = format!("/people/{id}");
        for call in [
            Call::new("GET", &path),
            Call::new("PATCH", &path).json(&json!({ "nickname": "x" })).if_match("\"v1\""),
            Call::new("PUT", &format!("{path}/roles/supporter")),
            Call::new("DELETE", &format!("{path}/roles/member")),
            Call::new("POST", &format!("{path}/ending")).key("a-key-for-every-path"),
            Call::new("DELETE", &format!("{path}/sessions")),
        ] {
            let mut answer = mine.send(call).await;
            answer.problem(404, "not-found");
            answer.body["instance"] = json!(null);
            answers.push((answer.body, answer.headers.len()));
        }
    }

    let (there, nowhere) = answers.split_at(6);
    assert_eq!(there, nowhere);
    haru.get("/me").await.ok(200);
}
