//! The schema: the same on both engines, as the entities expect it, and never taken backwards.

use std::collections::BTreeSet;

use engawa::db::connect::Target;
use engawa::db::{Db, migration};
use engawa::kernel::secret::Secret;
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use tests::{Backend, World, both};

both!(
    every_column_of_the_entities_is_there,
    the_schema_says_the_same_on_both_engines,
    migrating_twice_is_harmless,
    four_processes_may_start_at_once,
    an_older_binary_refuses_a_newer_schema,
    the_audit_log_only_grows,
);

async fn columns(db: &Db, table: &str) -> BTreeSet<String> {
    let sql = match db.backend() {
        DbBackend::Postgres => format!(
            "SELECT column_name::text FROM information_schema.columns WHERE table_name = '{table}' AND table_schema = 'public'"
        ),
        _ => format!("SELECT name FROM pragma_table_info('{table}')"),
    };
    let rows = db.read().query_all_raw(Statement::from_string(db.backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect()
}

async fn tables(db: &Db) -> BTreeSet<String> {
    let sql = match db.backend() {
        DbBackend::Postgres => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
        _ => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    };
    let rows = db.read().query_all_raw(Statement::from_string(db.backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect()
}

/// Tables and columns that the entities in the source name, read from the source because entities
/// are private to their features.
fn entities() -> Vec<(String, BTreeSet<String>)> {
    let mut found = Vec::new();
    for (_, text) in crate::architecture::sources("api/src") {
        for (at, _) in text.match_indices("table_name = \"") {
            let rest = text.get(at + 14..).unwrap();
            if !rest.contains("pub struct Model {") {
                continue;
            }
            let table = rest.split('"').next().unwrap().to_owned();
            let body = rest.split_once("pub struct Model {").unwrap().1.split_once('}').unwrap().0;
            let fields = body
                .lines()
                .filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(':'))
                .map(|(name, _)| name.to_owned())
                .collect();
            found.push((table, fields));
        }
    }
    found.extend(people());
    found
}

/// The tables of people are written in a shorter form: `person = "person" { id: Uuid, … }`.
fn people() -> Vec<(String, BTreeSet<String>)> {
    let text = std::fs::read_to_string(crate::openapi::file("api/src/people/entity.rs")).unwrap();
    let (_, rest) = text.split_once("\ntables! {").unwrap();
    let mut found = Vec::new();
    for block in rest.split("= \"").skip(1) {
        let (table, body) = block.split_once("\" {").unwrap();
        let fields =
            body.split_once("\n    }").unwrap().0.lines().filter_map(|line| line.trim().split_once(": "));
        let fields = fields.map(|(name, _)| name.to_owned()).filter(|name| !name.contains(['#', '/', ' ']));
        found.push((table.to_owned(), fields.collect()));
    }
    found
}

async fn every_column_of_the_entities_is_there(world: World) {
    let entities = entities();
    let mut known: BTreeSet<String> = ["seaql_migrations".to_owned()].into();

    for (table, fields) in &entities {
        assert_eq!(&columns(&world.house.db, table).await, fields, "{table}");
        known.insert(table.clone());
    }

    let there = tables(&world.house.db).await;
    let open: Vec<_> = there.difference(&known).collect();
    assert!(open.is_empty(), "tables without an entity: {open:?}");
    assert!(entities.len() >= 15, "{}", entities.len());
}

async fn the_schema_says_the_same_on_both_engines(world: World) {
    let other = World::empty(match world.backend {
        Backend::Sqlite => Backend::Postgres,
        Backend::Postgres => Backend::Sqlite,
    })
    .await;

    let ours = tables(&world.house.db).await;

    assert_eq!(ours, tables(&other.house.db).await);
    for table in ours.iter().filter(|table| *table != "seaql_migrations") {
        assert_eq!(columns(&world.house.db, table).await, columns(&other.house.db, table).await, "{table}");
    }
}

async fn migrating_twice_is_harmless(world: World) {
    let before = tables(&world.house.db).await;

    migration::up(&world.house.db).await.unwrap();
    migration::up(&world.house.db).await.unwrap();

    assert_eq!(tables(&world.house.db).await, before);
    assert_eq!(migration::pending(&world.house.db).await.unwrap().0, 0);
}

async fn empty(world: &World) -> Target {
    match world.backend {
        Backend::Sqlite => Target::File(world.data_dir().join("another.sqlite3")),
        Backend::Postgres => Target::Postgres(Secret::new(tests::postgres::empty_database().await)),
    }
}

/// Replicas start together; one of them migrates and the others wait for it. On SQLite the data
/// directory belongs to one process, so there it is one connection after the other.
async fn four_processes_may_start_at_once(world: World) {
    let target = empty(&world).await;
    let mut all = Vec::new();
    for _ in 0..4 {
        all.push(Db::open(&target).await.unwrap());
    }

    match world.backend {
        Backend::Postgres => {
            let done = futures::future::join_all(all.iter().map(migration::up)).await;
            assert!(done.iter().all(Result::is_ok), "{done:?}");
        }
        Backend::Sqlite => {
            for db in &all {
                migration::up(db).await.unwrap();
            }
        }
    }

    assert_eq!(tables(all.first().unwrap()).await, tables(&world.house.db).await);
}

async fn an_older_binary_refuses_a_newer_schema(world: World) {
    let db = &world.house.db;
    let sql = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29990101_000001_future', 0)";
    db.for_migration().execute_unprepared(sql).await.unwrap();

    let refused = migration::up(db).await;

    assert!(refused.is_err(), "a schema of the future was served");
}

async fn the_audit_log_only_grows(world: World) {
    let mori = world.mori().await;
    mori.post("/invitations", &serde_json::json!({ "role": "member" })).await.ok(201);
    let db = world.house.db.for_migration();

    for sql in ["UPDATE audit_event SET action = 'x'", "DELETE FROM audit_event"] {
        assert!(db.execute_unprepared(sql).await.is_err(), "{sql} went through");
    }
}
