use serde_json::{Value, json};
use tests::credentials::{PASSWORD, SECRET, digits};
use tests::{Backend, Call, World};

fn body(world: &World, token: &str) -> Value {
    json!({
        "setup_token": token, "facility_name": "ひだまり作業所", "nickname": "かわ", "login_name": "kawa",
        "password": PASSWORD, "totp_secret": SECRET, "totp": digits(world, SECRET), "language": "ja"
    })
}

/// Only whoever saw the printed link can set the house up, and only once.
async fn the_first_admin_sets_up_the_house_once(backend: Backend) {
    let world = World::empty(backend).await;
    let token = engawa::people::new_setup_token(&world.house).await.unwrap().unwrap();
    let nobody = world.somebody();
    assert_eq!(nobody.get("/welcome").await.ok(200)["needs_setup"], true);

    let wrong = nobody.post("/setup", &body(&world, "AAAAAAAAAAAAAAAAAAAAAAAAAA")).await;
    let short = nobody.post("/setup", &json!({ "setup_token": token })).await;
    let right = nobody.post("/setup", &body(&world, &token.to_lowercase())).await;
    let again = world.somebody().post("/setup", &body(&world, &token)).await;

    wrong.problem(403, "setup-token-wrong");
    short.fault("/facility_name", "required");
    assert_eq!(right.ok(201)["me"]["roles"], json!(["staff", "admin"]));
    assert_eq!(right.body["recovery_codes"].as_array().unwrap().len(), 8);
    again.problem(409, "setup-done");
    assert!(!nobody.get("/help_resources").await.items().is_empty(), "help is there from the first day");
    assert!(engawa::people::new_setup_token(&world.house).await.unwrap().is_none());
}

/// A lost answer can be asked for again, hours later: the recovery codes are shown only there.
async fn a_lost_answer_of_the_setup_comes_again(backend: Backend) {
    let world = World::empty(backend).await;
    let token = engawa::people::new_setup_token(&world.house).await.unwrap().unwrap();
    let call = Call::new("POST", "/setup").json(&body(&world, &token)).key("the-one-key-of-the-setup");
    let first = world.somebody().send(call.clone()).await;

    world.clock.advance(2 * 3600);
    let again = world.somebody().send(call).await;

    assert_eq!(again.ok(201)["recovery_codes"], first.ok(201)["recovery_codes"]);
    assert_eq!(again.body["me"]["person_id"], first.body["me"]["person_id"]);
}

/// Every fault of the form is named at once, with its place.
async fn every_fault_of_the_form_is_named(backend: Backend) {
    let world = World::empty(backend).await;
    let mut faulty = body(&world, "x");
    faulty["facility_name"] = json!("あ".repeat(61));
    faulty["password"] = json!("short");
    faulty["login_name"] = json!("も");
    faulty["totp"] = json!("000000");

    let answer = world.somebody().post("/setup", &faulty).await;

    answer
        .fault("/facility_name", "too-long")
        .points_at("/password", "too-short")
        .points_at("/totp", "wrong");
    assert_eq!(answer.body["errors"].as_array().unwrap().len(), 4);
}

macro_rules! at_the_very_start {
    ($($name:ident),+) => {
        mod sqlite { $(#[test] fn $name() { super::run(super::$name(tests::Backend::Sqlite)); })+ }
        mod postgres { $(#[test] fn $name() { super::run(super::$name(tests::Backend::Postgres)); })+ }
    };
}
at_the_very_start!(
    the_first_admin_sets_up_the_house_once,
    a_lost_answer_of_the_setup_comes_again,
    every_fault_of_the_form_is_named
);

fn run(promise: impl Future<Output = ()>) {
    tokio::runtime::Runtime::new().unwrap().block_on(promise);
}
