//! `create_invitation`, `list_invitations`, `revoke_invitation`.

use serde_json::json;
use tests::{Call, World, both};

both!(
    staff_invite_members_and_only_admins_invite_staff,
    the_code_is_shown_once,
    the_same_command_makes_one_card,
    a_card_is_for_somebody_of_this_house,
    lists_come_page_by_page,
    a_card_can_be_taken_back_until_it_is_used,
);

async fn staff_invite_members_and_only_admins_invite_staff(world: World) {
    let (haru, mori, kawa) = (world.haru().await, world.mori().await, world.kawa().await);

    haru.post("/invitations", &json!({ "role": "member" })).await.problem(403, "forbidden");
    mori.post("/invitations", &json!({ "role": "member", "label": "月曜に見学の人" })).await.ok(201);
    mori.post("/invitations", &json!({ "role": "staff" })).await.problem(403, "forbidden");
    mori.post("/invitations", &json!({ "role": "admin" })).await.problem(403, "forbidden");
    kawa.post("/invitations", &json!({ "role": "staff" })).await.ok(201);

    let body = json!({ "role": "member", "label": "あ".repeat(41) });
    mori.post("/invitations", &body).await.fault("/label", "too-long");
    mori.post("/invitations", &json!({ "role": "owner" })).await.fault("/role", "not-allowed");
    mori.post("/invitations", &json!({})).await.fault("/role", "required");
}

async fn the_code_is_shown_once(world: World) {
    let mori = world.mori().await;

    let made = mori.post("/invitations", &json!({ "role": "member", "label": "見学" })).await.ok(201).clone();
    let listed = mori.get("/invitations").await.items();

    assert_eq!(listed.len(), 1);
    let listed = listed.first().unwrap();
    assert_eq!(listed["label"], "見学");
    assert_eq!(listed["state"], "open");
    for secret in ["code", "link", "qr"] {
        assert!(made.get(secret).is_some() && listed.get(secret).is_none(), "{secret}");
    }
    assert!(made["link"].as_str().unwrap().starts_with("http://engawa.test/#/join/"), "in the fragment");
}

async fn the_same_command_makes_one_card(world: World) {
    let mori = world.mori().await;
    let call = Call::new("POST", "/invitations").json(&json!({ "role": "member" }));

    let first = mori.send(call.clone().key("one-card-please")).await;
    let again = mori.send(call.clone().key("one-card-please")).await;
    let other =
        Call::new("POST", "/invitations").json(&json!({ "role": "supporter" })).key("one-card-please");
    let other = mori.send(other).await;
    let without = mori.send(call).await;

    assert_eq!(first.ok(201), again.ok(201));
    other.problem(422, "idempotency-key-reused");
    without.problem(400, "idempotency-key-missing");
    assert_eq!(mori.get("/invitations").await.items().len(), 1);
}

/// Somebody of another house looks exactly as if they did not exist — whatever they are there.
async fn a_card_is_for_somebody_of_this_house(world: World) {
    let mori = world.mori().await;
    let (yuki, mine) = (world.yuki().await, world.mine().await);
    let asked = |id: String| json!({ "role": "member", "for_person_id": id });

    let member_elsewhere = mori.post("/invitations", &asked(yuki.person_id())).await;
    let admin_elsewhere = mori.post("/invitations", &asked(mine.person_id())).await;
    let nobody = mori.post("/invitations", &asked(tests::fresh_id().to_string())).await;

    nobody.problem(404, "not-found");
    member_elsewhere.problem(404, "not-found");
    admin_elsewhere.problem(404, "not-found");
}

async fn lists_come_page_by_page(world: World) {
    let mori = world.mori().await;
    for n in 0..5 {
        world.clock.advance(n % 2);
        mori.post("/invitations", &json!({ "role": "member" })).await.ok(201);
    }
    let all = mori.get("/invitations").await.items();

    let mut seen = Vec::new();
    let mut path = "/invitations?limit=2".to_owned();
    loop {
        let page = mori.get(&path).await;
        seen.extend(page.items());
        let Some(next) = page.body["next_cursor"].as_str() else { break };
        path = format!("/invitations?limit=2&cursor={next}");
    }

    assert_eq!(seen, all, "every card once, in the same order");
    mori.get("/invitations?limit=0").await.fault("/limit", "out-of-range");
    mori.get("/invitations?limit=101").await.fault("/limit", "out-of-range");
    assert_eq!(mori.get("/invitations?cursor=%F0%9F%98%80").await.status, 422);
    mori.get("/invitations?page=2").await.fault("/page", "unknown-member");
}

async fn a_card_can_be_taken_back_until_it_is_used(world: World) {
    let (mori, tani) = (world.mori().await, world.tani().await);
    let card = mori.post("/invitations", &json!({ "role": "member" })).await.ok(201).clone();
    let path = format!("/invitations/{}", card["invitation_id"].as_str().unwrap());

    tani.delete(&path).await.problem(404, "not-found");
    mori.delete(&path).await.ok(204);
    let again = mori.delete(&path).await;

    assert!([204, 404].contains(&again.status), "twice is harmless or gone: {}", again.status);
    let listed = mori.get("/invitations").await.items();
    assert_eq!(listed.first().unwrap()["state"], "revoked");
    mori.delete(&format!("/invitations/{}", tests::fresh_id())).await.problem(404, "not-found");
}
