//! E-mail for staff: that there is something and where, to an address that they proved, and nothing else.

mod fake;

use std::time::Duration;

use engawa::authz::Role;
use engawa::config::MailConfig;
use engawa::kernel::secret::Secret;
use fake::{Fake, Mail};
use serde_json::{Value, json};
use tests::{Backend, Client, World, both};

use crate::availability::put_if;
use crate::notices::{chooses, wants};

both!(without_a_mail_server_there_is_no_mail, whoever_is_not_of_the_staff_has_no_mail);

mod sqlite_posts {
    super::posted!(Sqlite);
}

mod postgres_posts {
    super::posted!(Postgres);
}

/// Each promise of a house with a mail server, on one engine.
macro_rules! posted {
    ($backend:ident) => {
        super::posted!($backend, an_address_is_proven_before_anything_else_goes_there);
        super::posted!($backend, a_mail_says_that_there_is_something_and_where_and_nothing_else);
        super::posted!($backend, a_busy_server_is_asked_again_and_one_that_refuses_is_not);
        super::posted!($backend, quiet_hours_hold_and_what_was_read_is_not_mailed);
        super::posted!($backend, a_code_is_good_for_half_an_hour_and_five_tries);
        super::posted!($backend, whoever_leaves_the_staff_gets_nothing_more);
    };
    ($backend:ident, $name:ident) => {
        #[test]
        fn $name() {
            super::house(tests::Backend::$backend, super::$name);
        }
    };
}
use posted;

const ADDRESS: &str = "mori@hidamari.example";

/// Run one promise in a house with a mail server.
fn house<F: Future<Output = ()>>(backend: Backend, promise: impl FnOnce(World, Fake) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let (fake, url) = Fake::start().await;
        let from = "えんがわ <house@engawa.test>".to_owned();
        let mail = MailConfig { url: Secret::new(url), from };
        promise(World::with_mail(backend, mail).await, fake).await;
    });
    runtime.shutdown_background();
}

async fn says(client: &Client, body: Value) -> tests::Answer {
    let etag = client.get("/me/mail").await.etag();
    put_if(client, "/me/mail", &etag, &body).await
}

/// The six digits of a mail.
fn code_of(mail: &Mail) -> String {
    let code = mail.text.strip_prefix("確認の番号: ").and_then(|rest| rest.strip_suffix("\r\n"));
    code.expect("a code").to_owned()
}

/// もり proves an address and turns on what waits for staff, at any hour.
async fn proven(world: &World, fake: &Fake) -> Client {
    let mori = world.mori().await;
    let before = fake.mails().len();
    says(&mori, json!({ "address": ADDRESS })).await.ok(200);
    let code = code_of(&fake.wait_for(before + 1).await[before]);
    let confirmed = says(&mori, json!({ "address": ADDRESS, "code": code })).await;
    assert_eq!(confirmed.ok(200)["state"], "confirmed");
    wants(&mori, &["concerns"]).await;
    mori
}

/// はる says that something did not feel right, with words that must stay here.
async fn raises(world: &World) {
    // Each at a time of its own, so that the newest is known.
    world.clock.advance(1);
    let body = json!({ "kind": "place", "words": "カナリアのことば" });
    world.haru().await.post("/concerns", &body).await.ok(201);
}

async fn newest(client: &Client) -> Value {
    client.get("/me/notices").await.items()[0].clone()
}

/// The newest notice has come so far.
async fn comes_to(client: &Client, state: &str) {
    for _ in 0..500 {
        if newest(client).await["mail"] == state {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("not {state}: {}", newest(client).await);
}

/// Nothing more is mailed in two rounds of the worker.
async fn nothing_more(fake: &Fake, count: usize) {
    tokio::time::sleep(Duration::from_millis(2_300)).await;
    assert_eq!(fake.mails().len(), count);
}

async fn without_a_mail_server_there_is_no_mail(world: World) {
    let mori = world.mori().await;
    let now = mori.get("/me/mail").await;
    let nothing =
        json!({ "available": false, "address": null, "state": "none", "refused": false, "version": 0 });
    assert_eq!(now.ok(200), &nothing);
    says(&mori, json!({ "address": ADDRESS })).await.fault("/address", "not-allowed");
    wants(&mori, &["concerns"]).await;

    raises(&world).await;

    assert_eq!(newest(&mori).await["mail"], "none");
}

async fn whoever_is_not_of_the_staff_has_no_mail(world: World) {
    for client in [world.haru().await, world.aoi().await] {
        client.get("/me/mail").await.problem(403, "forbidden");
    }
}

async fn an_address_is_proven_before_anything_else_goes_there(world: World, fake: Fake) {
    let mori = world.mori().await;
    wants(&mori, &["concerns"]).await;
    for bad in ["mori", "a@b.example, c@d.example", "もり@hidamari.example"] {
        says(&mori, json!({ "address": bad })).await.fault("/address", "wrong-format");
    }
    says(&mori, json!({ "address": ADDRESS, "code": "123456" })).await.fault("/code", "wrong");

    let asked = says(&mori, json!({ "address": ADDRESS })).await;

    assert_eq!((&asked.ok(200)["state"], &asked.body["address"]), (&json!("unconfirmed"), &json!(ADDRESS)));
    let mail = fake.wait_for(1).await[0].clone();
    assert_eq!((mail.to.as_str(), mail.from.as_str()), (ADDRESS, "house@engawa.test"));
    let code = code_of(&mail);
    assert_eq!(code.len(), 6);
    raises(&world).await;
    comes_to(&mori, "none").await;
    // Said again at once it is no second mail; and neither does anybody find the code or the address in the rows.
    says(&mori, json!({ "address": ADDRESS })).await.ok(200);
    nothing_more(&fake, 1).await;
    let bytes = crate::privacy::stored(&world).await;
    for secret in [ADDRESS, code.as_str()] {
        assert!(!crate::privacy::finds(&bytes, secret.as_bytes()), "{secret} lies open in the database");
    }
    let wrong = if code == "000000" { "000001" } else { "000000" };
    says(&mori, json!({ "address": ADDRESS, "code": wrong })).await.fault("/code", "wrong");
    says(&mori, json!({ "address": ADDRESS, "code": code })).await.ok(200);
    assert_eq!(mori.get("/me/mail").await.ok(200)["state"], "confirmed");
    raises(&world).await;
    comes_to(&mori, "accepted").await;
    // Another address starts anew, and none is none.
    let other = says(&mori, json!({ "address": "other@hidamari.example" })).await;
    assert_eq!(other.ok(200)["state"], "unconfirmed");
    assert_eq!(fake.wait_for(3).await[2].to, "other@hidamari.example");
    assert_eq!(says(&mori, json!({ "address": null })).await.ok(200)["state"], "none");
    raises(&world).await;
    comes_to(&mori, "none").await;
    nothing_more(&fake, 3).await;
}

async fn a_mail_says_that_there_is_something_and_where_and_nothing_else(world: World, fake: Fake) {
    let mori = proven(&world, &fake).await;

    raises(&world).await;
    comes_to(&mori, "accepted").await;

    let mails = fake.wait_for(2).await;
    let mail = &mails[1];
    assert_eq!(mail.text, "お知らせがあります\r\n\r\nhttp://engawa.test/\r\n");
    let subject = "=?utf-8?b?44GK55+l44KJ44Gb44GM44GC44KK44G+44GZ?=";
    assert_eq!((mail.field("Subject").as_str(), mail.to.as_str()), (subject, ADDRESS));
    assert_eq!(mail.field("Auto-Submitted"), "auto-generated");
    let notice = newest(&mori).await["notice_id"].as_str().unwrap().to_owned();
    assert_eq!(mail.field("Message-ID"), format!("<{notice}@engawa.test>"));
    let mut names: Vec<_> = mail.head.iter().filter_map(|line| Some(line.split_once(": ")?.0)).collect();
    names.sort_unstable();
    let known = ["Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "Message-ID"];
    assert_eq!(names, [&known[..], &["Subject", "To"]].concat(), "and no field more");
    nothing_more(&fake, 2).await;

    // In one's own language; and what was not turned on is not mailed.
    let me = mori.get("/me").await;
    mori.patch("/me", &me.etag(), &json!({ "language": "en" })).await.ok(200);
    raises(&world).await;
    assert_eq!(fake.wait_for(3).await[2].text, "You have a notice\r\n\r\nhttp://engawa.test/\r\n");
    wants(&mori, &["consultations", "gathering_changes"]).await;
    raises(&world).await;
    nothing_more(&fake, 3).await;
    assert_eq!(newest(&mori).await["mail"], "none");
}

async fn a_busy_server_is_asked_again_and_one_that_refuses_is_not(world: World, fake: Fake) {
    let mori = proven(&world, &fake).await;
    fake.script([451, 421, 250]);

    raises(&world).await;

    for tries in 2..=4 {
        fake.wait_for(tries).await;
        comes_to(&mori, if tries < 4 { "waiting" } else { "accepted" }).await;
        // Not before its time.
        tokio::time::sleep(Duration::from_millis(1_200)).await;
        assert_eq!(fake.mails().len(), tries);
        world.clock.advance(60);
    }
    let mails = fake.mails();
    let answers: Vec<_> = mails.iter().map(|mail| mail.answered).collect();
    assert_eq!(answers, [250, 451, 421, 250]);
    assert_eq!(mails[1].field("Message-ID"), mails[3].field("Message-ID"), "a copy can be told");
    fake.script([554]);
    raises(&world).await;
    comes_to(&mori, "failed").await;
    world.clock.advance(600);
    nothing_more(&fake, 5).await;

    // A code that the server refuses says so.
    fake.script([550]);
    mori.refresh().await.ok(200);
    says(&mori, json!({ "address": "nobody@hidamari.example" })).await.ok(200);
    fake.wait_for(6).await;
    for _ in 0..200 {
        if mori.get("/me/mail").await.ok(200)["refused"] == true {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(mori.get("/me/mail").await.ok(200)["refused"], true);
}

async fn quiet_hours_hold_and_what_was_read_is_not_mailed(world: World, fake: Fake) {
    let mori = proven(&world, &fake).await;
    // It is nine in the morning.
    chooses(&mori, &json!({ "about": ["concerns"], "quiet": { "from": "08:00", "until": "10:00" } })).await;
    raises(&world).await;
    raises(&world).await;
    nothing_more(&fake, 1).await;
    assert_eq!(newest(&mori).await["mail"], "waiting");
    let read = newest(&mori).await["notice_id"].as_str().unwrap().to_owned();
    mori.put(&format!("/me/notices/{read}/reading"), &Value::Null).await.ok(204);

    world.clock.advance(3_600);

    fake.wait_for(2).await;
    nothing_more(&fake, 2).await;
    mori.refresh().await.ok(200);
    let states: Vec<_> =
        mori.get("/me/notices").await.items().iter().map(|one| one["mail"].clone()).collect();
    assert_eq!(states, ["none", "accepted"], "what was read need not be mailed");
}

async fn a_code_is_good_for_half_an_hour_and_five_tries(world: World, fake: Fake) {
    let mori = world.mori().await;
    says(&mori, json!({ "address": ADDRESS })).await.ok(200);
    let code = code_of(&fake.wait_for(1).await[0]);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        says(&mori, json!({ "address": ADDRESS, "code": wrong })).await.fault("/code", "wrong");
    }
    says(&mori, json!({ "address": ADDRESS, "code": code })).await.fault("/code", "wrong");
    world.clock.advance(61);
    says(&mori, json!({ "address": ADDRESS })).await.ok(200);
    let code = code_of(&fake.wait_for(2).await[1]);
    world.clock.advance(30 * 60);
    mori.refresh().await.ok(200);
    says(&mori, json!({ "address": ADDRESS, "code": code })).await.fault("/code", "wrong");
    assert_eq!(mori.get("/me/mail").await.ok(200)["state"], "unconfirmed");
}

/// Give somebody a role, or take it.
async fn role(kawa: &Client, how: &str, who: &Client, role: &str) {
    let path = format!("/people/{}/roles/{role}", who.person_id());
    let answer = kawa.send(tests::Call::new(how, &path)).await;
    assert!((200..300).contains(&answer.status), "{}", answer.body);
}

async fn whoever_leaves_the_staff_gets_nothing_more(world: World, fake: Fake) {
    let (mori, kawa) = (proven(&world, &fake).await, world.kawa().await);
    role(&kawa, "PUT", &mori, "supporter").await;
    let other = world.enter("もり", world.hidamari, &[Role::Staff]).await;
    assert_eq!(other.get("/me/mail").await.ok(200)["state"], "confirmed", "still of the staff");

    role(&kawa, "DELETE", &mori, "staff").await;

    raises(&world).await;
    nothing_more(&fake, 1).await;
    assert_eq!(addresses(&world).await, 0, "and is forgotten");
}

/// How many addresses the house keeps.
async fn addresses(world: &World) -> i64 {
    use sea_orm::ConnectionTrait as _;
    let db = world.house.db.read();
    let count =
        sea_orm::Statement::from_string(db.get_database_backend(), "SELECT count(*) FROM mail_address");
    db.query_one_raw(count).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}
