//! `erase_me`, `keep_me`, `get_erasure_preview`: what goes, what stays, and that nothing opens afterwards.

use engawa::db::connect::Target;
use engawa::db::keyring::Keyring;
use engawa::db::own::Erase;
use engawa::db::{Db, Failure};
use engawa::http::House;
use engawa::kernel::id::{PersonId, SystemIds};
use engawa::kernel::secret::Secret;
use engawa::own_data::{erasing, ledger, own};
use engawa::{backup, doctor, server};
use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::{Value, json};
use tests::postgres::empty_database;
use tests::{Backend, Client, World, both, fresh_id};

use super::{MINE, OTHERS, erases, filled, looked};
use crate::privacy::{finds, stored};

both!(
    nothing_of_somebody_who_was_erased_opens_in_the_database,
    a_backup_does_not_bring_anybody_back,
    in_seven_days_it_can_be_taken_back_and_then_it_happens_once,
    what_goes_and_what_stays_is_said_before,
    the_last_admin_stays,
    others_read_on_without_a_name,
    what_cannot_be_taken_is_named,
);

fn id(client: &Client) -> PersonId {
    PersonId(client.person_id().parse().unwrap())
}

/// Every sealed value that lies anywhere in the rows of a database, as bytes.
async fn sealed(db: &Db, backend: Backend) -> Vec<(String, Vec<u8>)> {
    let ask = |sql: String| Statement::from_string(db.backend(), sql);
    let columns = match backend {
        Backend::Sqlite => {
            "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.type = 'BLOB'"
        }
        Backend::Postgres => {
            "SELECT table_name::text, column_name::text FROM information_schema.columns \
             WHERE table_schema = 'public' AND data_type = 'bytea'"
        }
    };
    let mut all = Vec::new();
    for row in db.read().query_all_raw(ask(columns.to_owned())).await.unwrap() {
        let (table, column): (String, String) =
            (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap());
        for row in db.read().query_all_raw(ask(format!("SELECT {column} FROM {table}"))).await.unwrap() {
            if let Some(bytes) = row.try_get_by_index::<Option<Vec<u8>>>(0).unwrap() {
                all.push((format!("{table}.{column}"), bytes));
            }
        }
    }
    all
}

async fn wrapped_key(world: &World, person: PersonId) -> Vec<u8> {
    let sql = "SELECT key FROM wrapped_key WHERE owner = $1";
    let ask = Statement::from_sql_and_values(world.house.db.backend(), sql, [person.0.into()]);
    let row = world.house.db.read().query_one_raw(ask).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

async fn nothing_of_somebody_who_was_erased_opens_in_the_database(world: World) {
    let saki = filled(&world).await;
    let me = id(&saki);
    let key = world.house.keys.of_person(world.house.db.read(), me).await.unwrap();
    let wrapped = wrapped_key(&world, me).await;
    let before = sealed(&world.house.db, world.backend).await;
    assert!(finds(&stored(&world).await, &wrapped), "the search would find what is there");

    erases(&saki, 0).await.ok(200);

    // The key: neither its row, nor in memory, nor (on SQLite) in a free page of the file.
    assert!(matches!(world.house.keys.of_person(world.house.db.read(), me).await, Err(Failure::Database(_))));
    if world.backend == Backend::Sqlite {
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        let checkpoint = Statement::from_string(world.house.db.backend(), sql);
        world.house.db.for_migration().query_one_raw(checkpoint).await.unwrap();
    }
    assert!(!finds(&stored(&world).await, &wrapped), "the key lies in the database still");
    // The rows: nothing that was sealed with it is left, and nothing else holds the words. A sealed value opens only in
    // its own place, so what is left is compared with what was there.
    let after = sealed(&world.house.db, world.backend).await;
    let own_places: Vec<&str> = own().map(|one| one.table).collect();
    let mine: Vec<_> = before
        .iter()
        .filter(|(place, bytes)| {
            own_places.contains(&place.split('.').next().unwrap())
                && !bytes.is_empty()
                && bytes.first() == Some(&1)
        })
        .collect();
    assert!(mine.len() > 20, "{}", mine.len());
    for one in own() {
        let rows = one.take(world.house.db.read(), &key, chrono_tz::Asia::Tokyo, me).await;
        let text: String = rows.unwrap().rows.iter().flatten().map(|(_, value)| value.to_string()).collect();
        assert!(MINE.iter().chain(&OTHERS[..1]).all(|word| !text.contains(word)), "{}: {text}", one.part);
        let left = one.count(world.house.db.read(), me).await.unwrap();
        assert!(left == 0 || !matches!(one.erase, Erase::Rows), "{left} rows of {} are left", one.part);
    }
    for (place, bytes) in &after {
        if place == "idempotency.answer" {
            let nil = engawa::kernel::sealed::Place {
                table: "idempotency",
                column: "answer",
                row: uuid::Uuid::nil(),
            };
            let answer = world.house.keys.installation().open(nil, bytes).unwrap();
            let text = String::from_utf8_lossy(&answer).into_owned();
            assert!(
                !text.contains(&me.0.to_string()) && !MINE.iter().any(|word| text.contains(word)),
                "{text}"
            );
        }
    }
    saki.get("/me").await.problem(401, "session-ended");
    saki.refresh().await.ok(401);
    assert!(ledger::read(&world.house.config).unwrap().contains(&me.0), "it stands beside the key file");
}

async fn reopened(world: &World, target: Target) -> std::sync::Arc<House> {
    let config = engawa::config::Config { database: target, ..world.house.config.clone() };
    server::open(config, world.clock.clone(), std::sync::Arc::new(SystemIds)).await.unwrap()
}

async fn a_backup_does_not_bring_anybody_back(world: World) {
    let saki = filled(&world).await;
    let me = id(&saki);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("before.engawa-backup");
    let config = &world.house.config;
    backup::backup(&world.house.db, &config.database, &world.house.keys, &file).await.unwrap();
    erases(&saki, 0).await.ok(200);
    let target = match world.backend {
        Backend::Sqlite => Target::File(folder.path().join("back.sqlite")),
        Backend::Postgres => Target::Postgres(Secret::new(empty_database().await)),
    };

    backup::restore(&file, &target, &world.house.keys).await.unwrap();
    let back = reopened(&world, target).await;

    let ill = doctor::examine(&back.config).await;
    assert!(
        ill.iter().any(|one| one.what.contains("came back") && one.level == doctor::Level::Bad),
        "{ill:?}"
    );
    assert!(back.keys.of_person(back.db.read(), me).await.is_ok(), "the backup does hold the key");
    assert_eq!(erasing::again(&back).await.unwrap(), 1);
    assert_eq!(erasing::again(&back).await.unwrap(), 0, "once is enough");
    assert!(back.keys.of_person(back.db.read(), me).await.is_err());
    for one in own().filter(|one| matches!(one.erase, Erase::Rows)) {
        assert_eq!(one.count(back.db.read(), me).await.unwrap(), 0, "{}", one.part);
    }
    let well = doctor::examine(&back.config).await;
    assert!(well.iter().any(|one| one.what.contains("stays erased")), "{well:?}");
    // A second process that was never told by anybody asks the rows.
    let other = Keyring::new(server::existing_master_key(config).unwrap()).unwrap();
    assert!(other.of_person(back.db.read(), me).await.is_err());
}

async fn in_seven_days_it_can_be_taken_back_and_then_it_happens_once(world: World) {
    let haru = world.haru().await;
    let me = id(&haru);
    let tick = async || erasing::tick(&world.house).await.unwrap();

    let asked = erases(&haru, 7).await;
    let at = asked.ok(200)["erases_at"].clone();
    assert_eq!((asked.body["erased"].clone(), at.is_string()), (json!(false), true));
    assert_eq!(haru.get("/me").await.ok(200)["erases_at"], at);
    world.clock.advance(86_400);
    haru.refresh().await.ok(200);
    assert_eq!(erases(&haru, 7).await.ok(200)["erases_at"], at, "the first time that was said holds");
    haru.delete("/me/erasure").await.ok(204);
    haru.delete("/me/erasure").await.ok(204);
    assert_eq!(haru.get("/me").await.ok(200)["erases_at"], Value::Null);
    world.clock.advance(7 * 86_400);
    assert_eq!(tick().await, 0, "it was taken back");

    haru.refresh().await.ok(200);
    erases(&haru, 7).await.ok(200);
    world.clock.advance(7 * 86_400 - 60);
    assert_eq!(tick().await, 0);
    haru.refresh().await.ok(200);
    world.clock.advance(60);
    let (one, other) = tokio::join!(erasing::tick(&world.house), erasing::tick(&world.house));
    // The house does it by itself, too, every minute: whoever was first, it happened once.
    assert!(one.unwrap() + other.unwrap() <= 1);
    for _ in 0..100 {
        if haru.get("/me").await.status == 401 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    haru.get("/me").await.problem(401, "session-ended");
    let sql = "SELECT COUNT(*) FROM audit_event WHERE action = 'erasures:begin' AND subject = $1";
    let ask = Statement::from_sql_and_values(world.house.db.backend(), sql, [me.0.into()]);
    let row = world.house.db.read().query_one_raw(ask).await.unwrap().unwrap();
    assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), 1);
}

async fn what_goes_and_what_stays_is_said_before(world: World) {
    let saki = filled(&world).await;

    let preview = saki.get("/me/erasure").await;

    let count = |side: &str, what: &str| {
        let all = preview.ok(200)[side].as_array().unwrap();
        all.iter().find(|one| one["what"] == what).map_or(0, |one| one["count"].as_u64().unwrap())
    };
    assert_eq!((count("goes", "checkins"), count("goes", "wins"), count("stays", "checkins")), (2, 1, 0));
    assert_eq!((count("goes", "participations"), count("stays", "participations")), (1, 1));
    assert_eq!(
        (count("goes", "concerns"), count("stays", "concerns"), count("goes", "concerns_open")),
        (1, 1, 1)
    );
    assert_eq!((count("goes", "me"), count("stays", "me")), (1, 1));
    assert_eq!(preview.body["last_admin"], false);
    assert_eq!(preview.body["erases_at"], Value::Null);
}

async fn the_last_admin_stays(world: World) {
    let kawa = world.kawa().await;

    assert_eq!(kawa.get("/me/erasure").await.ok(200)["last_admin"], true);
    erases(&kawa, 0).await.problem(409, "last-admin");
    erases(&kawa, 7).await.problem(409, "last-admin");

    kawa.get("/me").await.ok(200);
}

async fn others_read_on_without_a_name(world: World) {
    let saki = filled(&world).await;
    let me = saki.person_id();
    let (mori, kawa, haru, aoi) =
        (world.mori().await, world.kawa().await, world.haru().await, world.aoi().await);
    looked(&world, &haru, &saki).await;

    erases(&saki, 0).await.ok(200);

    assert_eq!(haru.get("/me/access_events").await.items()[0]["by"]["nickname"], "");
    let closed = mori.get("/concerns?state=closed").await.items();
    assert_eq!((closed.len(), closed[0]["words"].clone()), (1, Value::Null));
    assert!(mori.get("/concerns").await.items().is_empty());
    assert!(mori.get("/people").await.items().iter().all(|one| one["person_id"] != me.as_str()));
    mori.get(&format!("/people/{me}")).await.problem(404, "not-found");
    for path in ["/talk_requests", "/consultations", "/supporters", "/gatherings", "/invitations"] {
        mori.get(path).await.ok(200);
    }
    aoi.get("/talk_now").await.ok(200);
    aoi.get("/me/offers").await.ok(200);
    let trail = kawa.get("/audit_events").await.items();
    assert_eq!(trail[0]["action"], "erasures:begin");
    assert_eq!(trail[0]["actor"], json!({ "person_id": me, "nickname": "" }));
    assert_eq!(kawa.get("/audit_events/verification").await.ok(200)["intact"], true);
}

async fn what_cannot_be_taken_is_named(world: World) {
    let haru = world.haru().await;

    for days in [1, -1, 8] {
        erases(&haru, days).await.fault("/wait_days", "not-allowed");
    }
    haru.post("/me/erasure", &json!({})).await.fault("/wait_days", "required");
    haru.post("/me/erasure", &json!({ "wait_days": "7" })).await.fault("/wait_days", "wrong-type");
    haru.post("/me/erasure", &json!({ "wait_days": 7, "x": fresh_id() })).await.fault("/x", "unknown-member");
}
