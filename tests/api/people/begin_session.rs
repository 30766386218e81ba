use engawa::audit;
use serde_json::{Value, json};
use tests::credentials::{PASSWORD, SECRET, digits};
use tests::{Call, World, both};

both!(
    staff_sign_in_with_password_and_digits,
    digits_work_once,
    a_wrong_name_and_a_wrong_password_look_the_same,
    a_wrong_password_stands_in_the_audit_log_though_nobody_waits_for_it,
    a_recovery_code_works_once,
    a_link_works_once_and_for_an_hour,
    a_command_needs_its_key_and_happens_once,
    guessing_is_slowed_down_by_name,
);

fn with_digits(world: &World) -> Value {
    json!({ "login_name": "Suzu", "password": PASSWORD, "totp": digits(world, SECRET) })
}

async fn staff_sign_in_with_password_and_digits(world: World) {
    world.suzu().await;
    world.clock.advance(60);
    let device = world.somebody();

    let answer = device.post("/sessions", &with_digits(&world)).await;

    assert_eq!(answer.ok(201)["me"]["nickname"], "すず");
    assert!(answer.body.get("recovery_codes").is_none(), "they were shown once");
    device.get("/people").await.ok(200);
}

/// Whoever looked over a shoulder cannot use the same digits again.
async fn digits_work_once(world: World) {
    world.suzu().await;
    world.clock.advance(60);
    let body = with_digits(&world);

    world.somebody().post("/sessions", &body).await.ok(201);
    let again = world.somebody().post("/sessions", &body).await;
    world.clock.advance(90);
    let late = world.somebody().post("/sessions", &body).await;

    again.problem(401, "wrong-totp").points_at("/totp", "wrong");
    late.problem(401, "wrong-totp");
}

async fn a_wrong_name_and_a_wrong_password_look_the_same(world: World) {
    world.suzu().await;
    let digits = digits(&world, SECRET);
    let nobody = world.somebody();

    let body = json!({ "login_name": "nobody-here", "password": PASSWORD, "totp": digits });
    let wrong_name = nobody.post("/sessions", &body).await;
    let body = json!({ "login_name": "suzu", "password": "うみ やま そら かぜ ほし", "totp": digits });
    let wrong_password = nobody.post("/sessions", &body).await;

    wrong_name.problem(401, "wrong-credentials");
    wrong_password.problem(401, "wrong-credentials");
    assert_eq!(wrong_name.body["title"], wrong_password.body["title"]);
    nobody.post("/sessions", &json!({ "login_name": "suzu" })).await.fault("/password", "required");
}

/// The answer does not wait for the entry, because a name that nobody has writes none.
async fn a_wrong_password_stands_in_the_audit_log_though_nobody_waits_for_it(world: World) {
    world.suzu().await;
    // Read while the entry is being written, the chain may not fit its head for a moment.
    let entries = async || {
        let found = audit::verify(world.house.db.read(), world.hidamari, None).await.unwrap();
        found.first_broken.map_or(found.entries, |_broken| 0)
    };
    let before = entries().await;
    let digits = digits(&world, SECRET);
    let body =
        |name: &str| json!({ "login_name": name, "password": "うみ やま そら かぜ ほし", "totp": digits });

    world.somebody().post("/sessions", &body("nobody-here")).await.problem(401, "wrong-credentials");
    world.somebody().post("/sessions", &body("suzu")).await.problem(401, "wrong-credentials");

    for _ in 0..200 {
        if entries().await > before {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    assert_eq!(entries().await, before + 1);
}

async fn a_recovery_code_works_once(world: World) {
    let (_, joined) = world.suzu().await;
    let codes = joined.body["recovery_codes"].as_array().unwrap();
    let code = codes.first().unwrap().as_str().unwrap().to_lowercase();
    let body = json!({ "login_name": "suzu", "password": PASSWORD, "recovery_code": code });

    world.somebody().post("/sessions", &body).await.ok(201);
    let again = world.somebody().post("/sessions", &body).await;

    again.problem(401, "wrong-totp").points_at("/recovery_code", "wrong");
}

async fn a_link_works_once_and_for_an_hour(world: World) {
    let haru = world.haru().await;
    let id = world.person("はる", world.hidamari, &[]).await;
    let link = world.link_for(id).await;
    let late = world.link_for(id).await;

    let body = json!({ "sign_in_link": link });
    assert_eq!(world.somebody().post("/sessions", &body).await.ok(201)["me"]["person_id"], haru.person_id());
    world.somebody().post("/sessions", &body).await.problem(401, "wrong-credentials");
    world.clock.advance(3601);

    let body = json!({ "sign_in_link": late });
    world.somebody().post("/sessions", &body).await.problem(401, "wrong-credentials");
}

async fn a_command_needs_its_key_and_happens_once(world: World) {
    let (_, _) = world.suzu().await;
    world.clock.advance(60);
    let body = with_digits(&world);
    let bare = Call::new("POST", "/sessions").json(&body);

    let without = world.somebody().send(bare.clone()).await;
    let first = world.somebody().send(bare.clone().key("a-key-of-this-phone")).await;
    let again = world.somebody().send(bare.key("a-key-of-this-phone")).await;
    let mut other = body;
    other["login_name"] = json!("ｓｕｚｕ");
    let other = Call::new("POST", "/sessions").json(&other).key("a-key-of-this-phone");

    without.problem(400, "idempotency-key-missing");
    first.ok(201);
    again.ok(201);
    world.somebody().send(other).await.problem(422, "idempotency-key-reused");
    let suzu = world.somebody();
    suzu.set_bearer(again.body["access_token"].as_str());
    assert_eq!(suzu.get("/me/sessions").await.items().len(), 2, "the card's device and this one");
}

/// After ten tries for one name the door asks to wait; other people are not held up.
async fn guessing_is_slowed_down_by_name(world: World) {
    let nobody = world.somebody();
    let body = json!({ "login_name": "kawa", "password": "a wrong password", "totp": "123456" });

    for _ in 0..10 {
        nobody.post("/sessions", &body).await.problem(401, "wrong-credentials");
    }

    nobody.post("/sessions", &body).await.problem(429, "too-many-requests");
    let other = json!({ "login_name": "suzu", "password": "a wrong password", "totp": "123456" });
    nobody.post("/sessions", &other).await.problem(401, "wrong-credentials");
}
