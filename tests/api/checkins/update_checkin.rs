use super::{checkin, new_path};
use serde_json::json;
use tests::{Call, World, both};

both!(what_is_not_named_stays, two_devices_do_not_overwrite_each_other, what_cannot_be_changed_is_named);

async fn what_is_not_named_stays(world: World) {
    let haru = world.haru().await;
    let path = new_path("checkins");
    let mut body = checkin(&world, 2);
    body["note"] = json!("雨");
    body["energy"] = json!(2);
    let etag = haru.put(&path, &body).await.etag();

    let one = haru.patch(&path, &etag, &json!({ "mood": 4 })).await;
    let two =
        haru.patch(&path, &one.etag(), &json!({ "energy": null, "note": null, "words": ["はれ"] })).await;

    assert_eq!((&one.ok(200)["note"], &one.body["energy"]), (&json!("雨"), &json!(2)));
    assert_eq!((&two.ok(200)["note"], &two.body["energy"]), (&json!(null), &json!(null)));
    assert_eq!((&two.body["mood"], &two.body["words"]), (&json!(4), &json!(["はれ"])));
    haru.put(&path, &body).await.ok(200);
    assert_eq!(haru.get(&path).await.body["mood"], 4, "a late copy changes nothing back");
}

async fn two_devices_do_not_overwrite_each_other(world: World) {
    let (phone, tablet) = (world.haru().await, world.haru().await);
    let path = new_path("checkins");
    let etag = phone.put(&path, &checkin(&world, 2)).await.etag();

    phone.patch(&path, &etag, &json!({ "note": "電話で" })).await.ok(200);
    let late = tablet.patch(&path, &etag, &json!({ "note": "タブレットで" })).await;
    let blind = tablet.send(Call::new("PATCH", &path).json(&json!({ "note": "x" }))).await;

    late.problem(412, "version-conflict");
    blind.problem(428, "precondition-required");
    assert_eq!(phone.get(&path).await.body["note"], "電話で");
}

async fn what_cannot_be_changed_is_named(world: World) {
    let haru = world.haru().await;
    let path = new_path("checkins");
    let etag = haru.put(&path, &checkin(&world, 2)).await.etag();

    for member in ["mood", "words", "items", "local_date"] {
        let answer = haru.patch(&path, &etag, &json!({ member: null })).await;
        assert_eq!(answer.problem(422, "invalid-body").body["errors"][0]["pointer"], format!("/{member}"));
    }
    for member in ["received_at", "checkin_id", "version", "occurred_at"] {
        let answer = haru.patch(&path, &etag, &json!({ member: "x" })).await;
        answer.fault(&format!("/{member}"), "unknown-member");
    }

    assert_eq!(haru.get(&path).await.body["version"], 1);
}
