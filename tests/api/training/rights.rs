//! Whose it is: theirs and the staff's. For everybody else it is not there.

use serde_json::{Value, json};
use tests::{Call, Client, World, both};

use super::{asks_for, basics, certificate, files, keep, learnt, ledger, proven, record};

both!(
    a_ledger_is_there_for_its_owner_and_staff_only,
    an_entry_is_found_under_its_own_person_only,
    whoever_left_has_no_ledger,
    the_rule_is_read_by_the_house_and_changed_by_the_admin,
    who_wrote_into_a_ledger_is_kept,
);

/// What somebody gets who tries everything that can be done to あおい's ledger.
async fn tries(client: &Client, person: &str, id: &str) -> Vec<(String, u16)> {
    let (ledger, one) = (format!("/people/{person}/trainings"), format!("/people/{person}/trainings/{id}"));
    let proof = format!("{one}/certificate");
    let employment = format!("/people/{person}/employment");
    let mut got = vec![
        ("list".to_owned(), client.get(&ledger).await.status),
        ("record".to_owned(), client.post(&ledger, &learnt("visit")).await.status),
        ("read".to_owned(), client.get(&proof).await.status),
        ("keep".to_owned(), keep(client, &proof, files::pdf()).await.status),
        ("employ".to_owned(), client.put(&employment, &json!({ "employment": "employed" })).await.status),
    ];
    got.push(("take away".to_owned(), client.delete(&proof).await.status));
    got.push(("remove".to_owned(), client.delete(&one).await.status));
    got
}

async fn a_ledger_is_there_for_its_owner_and_staff_only(world: World) {
    let aoi = world.aoi().await;
    let (me, id) = (aoi.person_id(), proven(&aoi).await);
    let before = ledger(&aoi, &me).await;
    let midori = crate::availability::supporter(&world, "みどり").await;
    let others = [
        world.haru().await,
        world.natsu().await,
        midori,
        world.yuki().await,
        world.tani().await,
        world.mine().await,
    ];

    for other in &others {
        for (what, status) in tries(other, &me, &id).await {
            assert_eq!(status, 404, "{what}");
        }
    }
    for (what, status) in tries(&world.somebody(), &me, &id).await {
        assert_eq!(status, 401, "{what}");
    }

    assert_eq!(ledger(&aoi, &me).await, before, "nobody changed anything");
    for (what, status) in tries(&world.kawa().await, &me, &id).await {
        assert!((200..300).contains(&status), "{what}: {status}");
    }
}

async fn an_entry_is_found_under_its_own_person_only(world: World) {
    let (aoi, haru, mori, tani) =
        (world.aoi().await, world.haru().await, world.mori().await, world.tani().await);
    let id = proven(&aoi).await;
    let other = proven(&haru).await;

    for (client, person, id) in
        [(&haru, haru.person_id(), &id), (&mori, haru.person_id(), &id), (&mori, aoi.person_id(), &other)]
    {
        let one = format!("/people/{person}/trainings/{id}");
        let proof = format!("{one}/certificate");
        client.get(&proof).await.problem(404, "not-found");
        keep(client, &proof, files::pdf()).await.problem(404, "not-found");
        client.delete(&proof).await.problem(404, "not-found");
        client.delete(&one).await.problem(404, "not-found");
    }
    let theirs = format!("/people/{}/trainings/{id}/certificate", tani.person_id());
    tani.get(&theirs).await.problem(404, "not-found");

    assert_eq!(aoi.get(&certificate(&aoi, &id)).await.bytes, files::png());
}

async fn whoever_left_has_no_ledger(world: World) {
    let (aoi, kawa) = (world.aoi().await, world.kawa().await);
    let (me, id) = (aoi.person_id(), proven(&aoi).await);

    kawa.post(&format!("/people/{me}/ending"), &Value::Null).await.ok(204);

    for (what, status) in tries(&kawa, &me, &id).await {
        assert_eq!(status, 404, "{what}");
    }
}

async fn the_rule_is_read_by_the_house_and_changed_by_the_admin(world: World) {
    let readers =
        [world.haru().await, world.aoi().await, world.mori().await, world.kawa().await, world.yuki().await];
    for reader in &readers {
        let rule = reader.get("/listing_rule").await;
        assert_eq!(rule.ok(200), &json!({ "needed": [], "version": 0 }), "only the pledge at the start");
    }
    let body = json!({ "needed": basics() });
    let put = |etag: &str| Call::new("PUT", "/listing_rule").json(&body).if_match(etag);
    for reader in readers.iter().take(3) {
        reader.send(put("\"v0\"")).await.problem(403, "forbidden");
    }
    let kawa = &readers[3];

    kawa.send(Call::new("PUT", "/listing_rule").json(&body)).await.problem(428, "precondition-required");
    let kept = kawa.send(put("\"v0\"")).await;
    assert_eq!((kept.ok(200)["version"].clone(), kept.etag()), (json!(1), "\"v1\"".to_owned()));
    kawa.send(put("\"v0\"")).await.problem(412, "version-conflict");

    assert_eq!(
        readers[0].get("/listing_rule").await.ok(200)["needed"],
        json!([{ "kind": "basic", "hours": 6.0 }])
    );
    assert_eq!(readers[4].get("/listing_rule").await.ok(200)["needed"], json!([]), "each house has its own");
    for (needed, pointer, fault) in [
        (
            json!([{ "kind": "basic", "hours": 1 }, { "kind": "basic", "hours": 2 }]),
            "/needed/1/kind",
            "duplicate",
        ),
        (json!([{ "kind": "basic", "hours": 0.2 }]), "/needed/0/hours", "wrong-format"),
        (json!([{ "kind": "basic", "hours": 201 }]), "/needed/0/hours", "out-of-range"),
        (json!([{ "kind": "exam", "hours": 1 }]), "/needed/0/kind", "not-allowed"),
        (json!([{ "kind": "basic" }]), "/needed/0/hours", "required"),
        (json!(vec![json!({ "kind": "basic", "hours": 1 }); 7]), "/needed", "too-many"),
    ] {
        asks_for(&world, &needed).await.fault(pointer, fault);
    }
}

async fn who_wrote_into_a_ledger_is_kept(world: World) {
    let (aoi, mori, natsu) = (world.aoi().await, world.mori().await, world.natsu().await);
    let before = audited(&world).await;

    record(&mori, &aoi.person_id(), &learnt("basic")).await;
    natsu.get(&format!("/people/{}/trainings", aoi.person_id())).await.problem(404, "not-found");
    natsu.post(&format!("/people/{}/trainings", aoi.person_id()), &learnt("basic")).await.ok(404);

    assert_eq!(audited(&world).await - before, 2, "what staff wrote, and what somebody else tried");
}

/// Entries of the audit log about ledgers.
async fn audited(world: &World) -> u64 {
    use sea_orm::{ConnectionTrait as _, Statement};
    let sql = "SELECT COUNT(*) FROM audit_event WHERE action = 'trainings:record'";
    let db = &world.house.db;
    let row = db.read().query_one_raw(Statement::from_string(db.backend(), sql)).await.unwrap().unwrap();
    u64::try_from(row.try_get_by_index::<i64>(0).unwrap()).unwrap()
}
