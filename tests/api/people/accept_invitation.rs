use serde_json::{Value, json};
use tests::credentials::credentials;
use tests::{Call, World, both};

both!(
    somebody_joins_with_a_typed_code,
    somebody_joins_with_the_token_of_the_picture,
    a_card_works_once,
    a_card_runs_out_after_seven_days,
    a_card_that_was_taken_back_opens_nothing,
    a_new_card_stops_the_lost_phone_and_keeps_what_was_written,
    staff_need_a_way_to_sign_in,
    a_login_name_belongs_to_one_person,
    a_lost_answer_comes_again_even_when_the_digits_have_changed,
    a_nickname_that_cannot_be_is_named,
);

fn joining(code: &str) -> Value {
    json!({ "code": code, "nickname": "そら", "language": "ja-x-easy", "pledge_version": 1 })
}

/// No e-mail, no password; spaces, hyphens, case and full-width letters do not matter.
async fn somebody_joins_with_a_typed_code(world: World) {
    let (code, _) = world.card(&world.mori().await, &json!({ "role": "member" })).await;
    let typed: String =
        code.to_lowercase().replace('-', "　").chars().map(|c| if c == 'a' { 'ａ' } else { c }).collect();
    let sora = world.somebody();

    let answer = sora.post("/invitations/accept", &joining(&format!(" {typed} "))).await;

    assert_eq!(answer.ok(201)["me"]["nickname"], "そら");
    assert_eq!(answer.body["me"]["language"], "ja-x-easy");
    assert_eq!(answer.body["me"]["pledge_version"], 1);
    assert!(answer.body.get("recovery_codes").is_none());
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Path=/"));
    sora.get("/me").await.ok(200);
}

async fn somebody_joins_with_the_token_of_the_picture(world: World) {
    let (_, token) = world.card(&world.kawa().await, &json!({ "role": "supporter" })).await;
    let sora = world.somebody();

    let answer = sora.post("/invitations/accept", &joining(&token)).await;

    assert_eq!(answer.ok(201)["me"]["roles"], json!(["member", "supporter"]));
}

/// Two phones cannot come in with one card, but one phone may ask twice.
async fn a_card_works_once(world: World) {
    let (code, token) = world.card(&world.mori().await, &json!({ "role": "member" })).await;
    let call = Call::new("POST", "/invitations/accept").json(&joining(&code)).key("one-key-of-one-phone");
    let first = world.somebody().send(call.clone()).await;

    let same_phone = world.somebody().send(call).await;
    let other_phone = world.somebody().post("/invitations/accept", &joining(&code)).await;
    let by_picture = world.somebody().post("/invitations/accept", &joining(&token)).await;

    assert_eq!(same_phone.ok(201)["me"]["person_id"], first.ok(201)["me"]["person_id"]);
    other_phone.problem(409, "invitation-not-usable");
    by_picture.problem(409, "invitation-not-usable");
}

async fn a_card_runs_out_after_seven_days(world: World) {
    let mori = world.mori().await;
    let (early, _) = world.card(&mori, &json!({ "role": "member" })).await;
    let (late, _) = world.card(&mori, &json!({ "role": "member" })).await;

    world.clock.advance(7 * 86_400 - 1);
    world.somebody().post("/invitations/accept", &joining(&early)).await.ok(201);
    world.clock.advance(2);

    world.somebody().post("/invitations/accept", &joining(&late)).await.problem(409, "invitation-not-usable");
}

async fn a_card_that_was_taken_back_opens_nothing(world: World) {
    let mori = world.mori().await;
    let card = mori.post("/invitations", &json!({ "role": "member" })).await.ok(201).clone();
    let id = card["invitation_id"].as_str().unwrap();

    mori.delete(&format!("/invitations/{id}")).await.ok(204);
    let answer = world.somebody().post("/invitations/accept", &joining(card["code"].as_str().unwrap())).await;
    let made_up = world.somebody().post("/invitations/accept", &joining("ABCDE-FGHJK")).await;

    answer.problem(409, "invitation-not-usable");
    made_up.problem(409, "invitation-not-usable");
    assert_eq!(answer.body["title"], made_up.body["title"], "nobody learns which cards exist");
}

/// The lost phone is out at its very next request; the person finds everything again.
async fn a_new_card_stops_the_lost_phone_and_keeps_what_was_written(world: World) {
    let lost = world.haru().await;
    lost.put("/me/words", &json!({ "words": [] })).await.problem(428, "precondition-required");
    let mori = world.mori().await;
    let body = json!({ "role": "member", "for_person_id": lost.person_id() });
    let (code, _) = world.card(&mori, &body).await;
    lost.get("/me").await.ok(200);

    let found = world.somebody();
    let answer = found.post("/invitations/accept", &joining(&code)).await;

    assert_eq!(answer.ok(201)["me"]["person_id"], lost.person_id());
    assert_eq!(answer.body["me"]["nickname"], "はる", "a card for somebody known changes no name");
    lost.get("/me").await.problem(401, "session-ended");
    lost.refresh().await.problem(401, "session-ended");
    found.get("/me").await.ok(200);
}

async fn staff_need_a_way_to_sign_in(world: World) {
    let kawa = world.kawa().await;
    let (code, _) = world.card(&kawa, &json!({ "role": "admin" })).await;
    let mut with = joining(&code);
    with["credentials"] = credentials(&world, "sora");
    let mut weak = with.clone();
    weak["credentials"]["password"] = json!("elevenchars");
    weak["credentials"]["totp"] = json!("12345");

    let without = world.somebody().post("/invitations/accept", &joining(&code)).await;
    let weak = world.somebody().post("/invitations/accept", &weak).await;
    let fine = world.somebody().post("/invitations/accept", &with).await;

    without.fault("/credentials", "required");
    weak.fault("/credentials/password", "too-short").points_at("/credentials/totp", "wrong");
    assert_eq!(fine.ok(201)["me"]["roles"], json!(["staff", "admin"]));
    assert_eq!(fine.body["recovery_codes"].as_array().unwrap().len(), 8);
}

/// Also across houses: the sign-in page asks for no house.
async fn a_login_name_belongs_to_one_person(world: World) {
    world.suzu().await;
    let (code, _) = world.card(&world.mine().await, &json!({ "role": "staff" })).await;
    let mut body = joining(&code);
    body["credentials"] = credentials(&world, "ＳＵＺＵ");

    let taken = world.somebody().post("/invitations/accept", &body).await;
    body["credentials"]["login_name"] = json!("suzu.2");
    let free = world.somebody().post("/invitations/accept", &body).await;

    taken.problem(409, "already-exists").points_at("/credentials/login_name", "duplicate");
    free.ok(201);
}

/// The recovery codes are shown once; a phone in a lift must still get them.
async fn a_lost_answer_comes_again_even_when_the_digits_have_changed(world: World) {
    let (code, _) = world.card(&world.kawa().await, &json!({ "role": "staff" })).await;
    let mut body = joining(&code);
    body["credentials"] = credentials(&world, "sora");
    let call = Call::new("POST", "/invitations/accept").json(&body).key("the-key-in-the-lift");
    let first = world.somebody().send(call.clone()).await;

    world.clock.advance(600);
    let again = world.somebody().send(call).await;

    assert_eq!(again.ok(201)["recovery_codes"], first.ok(201)["recovery_codes"]);
}

async fn a_nickname_that_cannot_be_is_named(world: World) {
    let (code, _) = world.card(&world.mori().await, &json!({ "role": "member" })).await;
    let family = "👨‍👩‍👧‍👦";
    let with = |name: String| {
        let mut body = joining(&code);
        body["nickname"] = json!(name);
        body
    };
    let nobody = world.somebody();

    nobody.post("/invitations/accept", &with(family.repeat(21))).await.fault("/nickname", "too-long");
    nobody.post("/invitations/accept", &with(" \u{3000} ".to_owned())).await.fault("/nickname", "required");
    let mut unknown = with("そら".to_owned());
    unknown["role"] = json!("admin");
    nobody.post("/invitations/accept", &unknown).await.fault("/role", "unknown-member");

    nobody.post("/invitations/accept", &with(family.repeat(20))).await.ok(201);
}
