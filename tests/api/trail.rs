//! `list_audit_events`, `verify_audit_chain`, `get_audit_head`: what happened to people's rights, and that nothing of it
//! can be changed or taken out unseen. The thousand tamperings are beside the rule, in `audit/chain`.

use engawa::audit::chain::{Head, Link, chained};
use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::{Value, json};
use tests::{Backend, Client, World, both, times};

both!(
    admins_read_what_happened_and_never_what_was_written,
    the_log_comes_in_pages,
    whatever_is_done_to_the_rows_is_found,
    only_a_kept_head_finds_what_was_cut_off_and_mended,
    what_cannot_be_taken_is_named,
    a_long_log_is_walked_to_its_end,
);

async fn something_happens(world: &World) -> Client {
    let (haru, kawa) = (world.haru().await, world.kawa().await);
    let role = format!("/people/{}/roles/supporter", haru.person_id());
    for _ in 0..3 {
        kawa.put(&role, &Value::Null).await.ok(204);
        kawa.delete(&role).await.ok(204);
    }
    haru.put(&role, &Value::Null).await.problem(403, "forbidden");
    kawa
}

async fn verified(kawa: &Client, kept: &str) -> Value {
    kawa.get(&format!("/audit_events/verification{kept}")).await.ok(200).clone()
}

async fn admins_read_what_happened_and_never_what_was_written(world: World) {
    let kawa = something_happens(&world).await;
    world.mori().await.get("/audit_events").await.problem(403, "forbidden");

    let all = kawa.get("/audit_events").await.items();

    let done =
        |one: &Value| (one["action"].clone(), one["allowed"].clone(), one["actor"]["nickname"].clone());
    assert!(all.iter().any(|one| done(one) == (json!("roles:grant"), json!(true), json!("かわ"))), "{all:?}");
    let given = all.iter().find(|one| one["action"] == "roles:end").unwrap();
    assert_eq!(given["subject"]["nickname"], "はる");
    assert_eq!(given["subject_id"], given["subject"]["person_id"]);
    for _ in 0..100 {
        // A refusal is written down after its answer left.
        let all = kawa.get("/audit_events").await.items();
        if all.iter().any(|one| done(one) == (json!("roles:grant"), json!(false), json!("はる"))) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("a refusal is not in the log");
}

async fn the_log_comes_in_pages(world: World) {
    let kawa = something_happens(&world).await;
    let whole = kawa.get("/audit_events?limit=100").await.items();
    let (mut path, mut seen) = ("/audit_events?limit=2".to_owned(), Vec::new());

    loop {
        let page = kawa.get(&path).await;
        seen.extend(page.items());
        let Some(next) = page.body["next_cursor"].as_str() else { break };
        path = format!("/audit_events?limit=2&cursor={next}");
    }

    assert!(seen.len() >= 6);
    // What was refused may have been written down between the two.
    assert_eq!(
        seen[seen.len() - whole.len().min(seen.len())..],
        whole[whole.len() - whole.len().min(seen.len())..]
    );
    assert!(seen.windows(2).all(|two| two[0]["seq"].as_i64() == two[1]["seq"].as_i64().map(|seq| seq + 1)));
}

/// Do as somebody does who may write every table.
async fn tamper(world: &World, sql: &str) {
    let db = world.house.db.for_migration();
    let guards = match world.backend {
        Backend::Sqlite => {
            ["DROP TRIGGER IF EXISTS audit_event_no_update", "DROP TRIGGER IF EXISTS audit_event_no_delete"]
        }
        Backend::Postgres => ["DROP TRIGGER IF EXISTS audit_event_append_only ON audit_event", "SELECT 1"],
    };
    for guard in guards {
        db.execute_unprepared(guard).await.unwrap();
    }
    db.execute_unprepared(sql).await.unwrap();
}

async fn whatever_is_done_to_the_rows_is_found(world: World) {
    let kawa = something_happens(&world).await;
    let first = "facility_id = (SELECT facility_id FROM audit_head ORDER BY seq DESC LIMIT 1)";
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let whole = verified(&kawa, "").await;
    assert_eq!(
        (whole["intact"].clone(), whole["contains_head"].clone()),
        (json!(true), Value::Null),
        "{whole}"
    );
    assert!(whole["entries"].as_i64().unwrap() >= 6 && whole["entries"] == whole["head"]["seq"]);

    // Each undoes the one before it; what is found is the first that does not fit.
    for (change, back, broken) in [
        ("SET at = at + 1 WHERE seq = 3", "SET at = at - 1 WHERE seq = 3", 3),
        (
            "SET action = action || 'x' WHERE seq = 2",
            "SET action = substr(action, 1, length(action) - 1) WHERE seq = 2",
            2,
        ),
        ("SET decision = 'deny' WHERE seq = 4", "SET decision = 'allow' WHERE seq = 4", 4),
        ("SET subject = NULL, actor_id = subject WHERE seq = 5", "SET seq = seq WHERE seq = 5", 5),
    ] {
        tamper(&world, &format!("UPDATE audit_event {change} AND {first}")).await;
        let found = verified(&kawa, "").await;
        assert_eq!(
            (found["intact"].clone(), found["first_broken"].clone()),
            (json!(false), json!(broken)),
            "{change}"
        );
        tamper(&world, &format!("UPDATE audit_event {back} AND {first}")).await;
        if broken < 5 {
            assert_eq!(verified(&kawa, "").await["intact"], true, "{back}");
        }
    }
    tamper(&world, &format!("DELETE FROM audit_event WHERE seq = 1 AND {first}")).await;
    assert_eq!(verified(&kawa, "").await["first_broken"], 1);
}

async fn only_a_kept_head_finds_what_was_cut_off_and_mended(world: World) {
    let kawa = something_happens(&world).await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let head = kawa.get("/audit_events/head").await.ok(200).clone();
    let kept = format!("?seq={}&hash={}", head["seq"], head["hash"].as_str().unwrap());
    assert_eq!(verified(&kawa, &kept).await["contains_head"], true);
    kawa.put(&format!("/people/{}/roles/supporter", world.haru().await.person_id()), &Value::Null)
        .await
        .ok(204);
    assert_eq!(verified(&kawa, &kept).await["contains_head"], true, "it grew since");

    let last = head["seq"].as_i64().unwrap() - 2;
    let house = "facility_id = (SELECT facility_id FROM audit_head ORDER BY seq DESC LIMIT 1)";
    tamper(&world, &format!("DELETE FROM audit_event WHERE seq > {last} AND {house}")).await;
    assert_eq!(verified(&kawa, "").await["intact"], false, "the head beside it does not fit");
    tamper(
        &world,
        &format!(
            "UPDATE audit_head SET seq = {last}, hash = (SELECT e.hash FROM audit_event e \
             WHERE e.facility_id = audit_head.facility_id AND e.seq = {last}) WHERE {house}"
        ),
    )
    .await;

    let found = verified(&kawa, &kept).await;
    assert_eq!((found["intact"].clone(), found["contains_head"].clone()), (json!(true), json!(false)));
}

async fn what_cannot_be_taken_is_named(world: World) {
    let kawa = world.kawa().await;
    let hash = "0".repeat(64);
    let path = "/audit_events/verification";

    kawa.get(&format!("{path}?seq=1")).await.fault("/hash", "required");
    kawa.get(&format!("{path}?hash={hash}")).await.fault("/seq", "required");
    kawa.get(&format!("{path}?seq=-1&hash={hash}")).await.fault("/seq", "out-of-range");
    kawa.get(&format!("{path}?seq=1&hash=zz")).await.fault("/hash", "wrong-format");
    assert_eq!(verified(&kawa, &format!("?seq=1&hash={hash}")).await["contains_head"], false);
}

/// More than one page of it; `ENGAWA_ENTRIES=1000000` says how long a million takes (docs/performance.md).
#[expect(clippy::print_stdout, reason = "the figure is what one asked for")]
async fn a_long_log_is_walked_to_its_end(world: World) {
    let kawa = something_happens(&world).await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let db = world.house.db.for_migration();
    let backend = world.house.db.backend();
    let begin = engawa::audit::head(world.house.db.read(), world.hidamari).await.unwrap();
    let mut head = begin;
    let wanted = begin.seq + i64::try_from(times("ENGAWA_ENTRIES", 45_000)).unwrap();
    while head.seq < wanted {
        let (mut rows, mut values) = (Vec::new(), Vec::new());
        for _ in 0..1000.min(wanted - head.seq) {
            let id = uuid::Uuid::from_u128(u128::from(head.seq.unsigned_abs()));
            let link = Link {
                seq: head.seq + 1,
                at: 1_795_305_600_000 + head.seq,
                actor: Some(id),
                action: "roles:grant".to_owned(),
                decision: "allow".to_owned(),
                subject: Some(id),
                request: id,
            };
            head = Head { seq: link.seq, hash: chained(&head.hash, &link) };
            let n = values.len();
            rows.push(format!(
                "(${}, ${}, ${}, ${}, 'roles:grant', 'allow', ${}, ${}, ${})",
                n + 1,
                n + 2,
                n + 3,
                n + 4,
                n + 4,
                n + 4,
                n + 5
            ));
            values.extend::<[sea_orm::Value; 5]>([
                world.hidamari.0.into(),
                link.seq.into(),
                link.at.into(),
                id.into(),
                head.hash.to_vec().into(),
            ]);
        }
        let sql = format!(
            "INSERT INTO audit_event (facility_id, seq, at, actor_id, action, decision, subject, request_id, hash) VALUES {}",
            rows.join(", ")
        );
        db.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await.unwrap();
    }
    let sql = "UPDATE audit_head SET seq = $1, hash = $2 WHERE facility_id = $3";
    let end: [sea_orm::Value; 3] = [head.seq.into(), head.hash.to_vec().into(), world.hidamari.0.into()];
    db.execute_raw(Statement::from_sql_and_values(backend, sql, end)).await.unwrap();

    let begun = std::time::Instant::now();
    let found =
        verified(&kawa, &format!("?seq={}&hash={}", begin.seq, data_encoding::HEXLOWER.encode(&begin.hash)))
            .await;
    let took = begun.elapsed();

    println!("{} entries in {took:?}", found["entries"]);
    assert_eq!((found["intact"].clone(), found["entries"].clone()), (json!(true), json!(wanted)));
    assert_eq!(found["contains_head"], true);
}
