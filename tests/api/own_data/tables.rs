//! No table is forgotten: whatever names a person is taken along and erased, or has its reason.

use std::collections::BTreeSet;

use engawa::own_data::{STAYS, own};
use sea_orm::{ConnectionTrait as _, Statement};
use tests::{Backend, World, both};

both!(every_column_that_names_a_person_is_told_of);

/// These name a person without a reference.
const BY_NAME: [&str; 7] = ["person_id", "actor_id", "subject", "owner", "by_id", "granted_by", "to_id"];

async fn named(world: &World) -> BTreeSet<(String, String)> {
    let db = world.house.db.read();
    let ask = |sql: &str| Statement::from_string(world.house.db.backend(), sql);
    let sql = match world.backend {
        Backend::Sqlite => {
            "SELECT m.name, f.\"from\", 'reference' FROM sqlite_master m, pragma_foreign_key_list(m.name) f \
             WHERE m.type = 'table' AND f.\"table\" = 'person' \
             UNION SELECT m.name, c.name, 'name' FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
        }
        Backend::Postgres => {
            "SELECT c.conrelid::regclass::text, a.attname::text, 'reference' FROM pg_constraint c \
             JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) \
             WHERE c.contype = 'f' AND c.confrelid = 'person'::regclass \
             UNION SELECT table_name::text, column_name::text, 'name' FROM information_schema.columns \
             WHERE table_schema = 'public'"
        }
    };
    let mut found = BTreeSet::new();
    for row in db.query_all_raw(ask(sql)).await.unwrap() {
        let cell = |at: usize| row.try_get_by_index::<String>(at).unwrap();
        if cell(2) == "reference" || BY_NAME.contains(&cell(1).as_str()) {
            found.insert((cell(0), cell(1)));
        }
    }
    found.insert(("person".to_owned(), "id".to_owned()));
    found
}

async fn every_column_that_names_a_person_is_told_of(world: World) {
    let named = named(&world).await;
    assert!(named.len() > 45, "{named:?}");

    let mut told: BTreeSet<(String, String)> =
        own().map(|one| (one.table.to_owned(), one.person.to_owned())).collect();
    for (table, column, why) in STAYS.iter().flat_map(|feature| feature.iter()) {
        assert!(why.len() > 10, "{table}.{column} stays without a reason");
        assert!(
            told.insert(((*table).to_owned(), (*column).to_owned())),
            "{table}.{column} is told of twice"
        );
    }

    let forgotten: Vec<_> = named.difference(&told).collect();
    assert!(forgotten.is_empty(), "name a person, and are neither erased nor is it said why: {forgotten:?}");
    let gone: Vec<_> = told.difference(&named).collect();
    assert!(gone.is_empty(), "told of, and not there: {gone:?}");
}
