//! `cancel_occurrence`, `cancel_gathering`: what is off says so, and comes back.

use serde_json::json;
use tests::{World, both};

use super::gatherings::{change, days_later, list, made, occurrence, shown, thursdays, update, with};

both!(
    one_is_called_off_and_comes_back,
    what_follows_is_called_off_and_vanishes_after_a_month,
    all_is_called_off_once,
    what_happens_once_keeps_its_name_wherever_it_moves,
);

async fn one_is_called_off_and_comes_back(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let id = made(&mori, &thursdays()).await;

    let path = format!("{}/cancellation", occurrence(&id, "2026-12-03"));
    let off = mori.post(&path, &json!({ "reason": "台風が来るためです。" })).await;

    assert_eq!((&off.ok(200)["state"], &off.body["version"]), (&json!("cancelled"), &json!(2)));
    assert_eq!(
        (&off.body["change"]["kind"], &off.body["change"]["reason"]),
        (&json!("cancelled"), &json!("台風が来るためです。"))
    );
    assert_eq!(shown(&haru, "2026-12-01", "2026-12-10").await, ["2026-12-03T14:00×", "2026-12-10T14:00"]);
    let again = mori.post(&path, &json!({ "reason": "もう一度" })).await;
    assert_eq!(again.ok(200), off.ok(200), "it was off already");

    let back = change(&mori, &id, "2026-12-03", json!({ "reason": "台風がそれました。" })).await;
    assert_eq!(
        (&back.ok(200)["state"], &back.body["change"]["kind"]),
        (&json!("planned"), &json!("changed"))
    );
    assert_eq!(back.body["change"]["reason"], "台風がそれました。");
    assert_eq!(shown(&haru, "2026-12-01", "2026-12-10").await, ["2026-12-03T14:00", "2026-12-10T14:00"]);
    haru.post(&path, &json!({ "reason": "わけ" })).await.problem(403, "forbidden");
    world.yuki().await.post(&path, &json!({ "reason": "わけ" })).await.problem(404, "not-found");
}

async fn what_follows_is_called_off_and_vanishes_after_a_month(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let weekly = made(&mori, &thursdays()).await;
    let monthly = json!({ "title": "月", "repeats": { "every": "month", "interval": 3, "nth": 1, "weekday": "th" }, "starts_on": "2027-02-01" });
    let monthly = made(&mori, &with(thursdays(), monthly)).await;

    let off = json!({ "scope": "following", "reason": "ここまでです。" });
    let answer = mori.post(&format!("{}/cancellation", occurrence(&weekly, "2026-12-10")), &off).await;
    mori.post(&format!("{}/cancellation", occurrence(&monthly, "2027-02-04")), &off).await.ok(200);

    assert_eq!(answer.ok(200)["state"], "cancelled");
    assert_eq!(
        shown(&haru, "2026-11-22", "2027-06-30").await,
        [
            "2026-11-26T14:00",
            "2026-12-03T14:00",
            "2026-12-10T14:00×",
            "2026-12-17T14:00×",
            "2027-02-04T14:00×"
        ],
        "the month after it, and the next one"
    );
    haru.get(&occurrence(&weekly, "2027-01-07")).await.problem(404, "not-found");
    let state = async |id: &str| mori.get(&format!("/gatherings/{id}")).await.body["state"].clone();
    assert_eq!((state(&weekly).await, state(&monthly).await), (json!("published"), json!("cancelled")));
    // What is left of it can still change, what is off stays off.
    update(&mori, &weekly, json!({ "reason": "わけ", "starts_at": "10:00" })).await.ok(200);
    assert_eq!(shown(&haru, "2026-12-03", "2026-12-10").await, ["2026-12-03T10:00", "2026-12-10T14:00×"]);
}

async fn all_is_called_off_once(world: World) {
    let mori = world.mori().await;
    let id = made(&mori, &thursdays()).await;
    change(&mori, &id, "2026-12-03", json!({ "reason": "わけ", "starts_on": "2026-12-15" })).await.ok(200);
    let (mori, haru) = days_later(&world, 12).await;

    let off =
        mori.post(&format!("/gatherings/{id}/cancellation"), &json!({ "reason": "おわりです。" })).await;

    let found = ["state", "message", "next_dates"].map(|name| off.ok(200)[name].clone());
    assert_eq!(json!(found), json!(["cancelled", "おわりです。", []]));
    assert_eq!(
        shown(&haru, "2026-11-22", "2026-12-20").await,
        ["2026-11-26T14:00", "2026-12-10T14:00×", "2026-12-15T14:00×", "2026-12-17T14:00×"],
        "also the one that had been moved"
    );
    assert_eq!(haru.get("/gatherings").await.items()[0]["state"], "cancelled");
    let again = mori.post(&format!("/gatherings/{id}/cancellation"), &json!({ "reason": "もう一度" })).await;
    assert_eq!(again.ok(200), off.ok(200));
    update(&mori, &id, json!({ "reason": "わけ", "title": "あ" })).await.problem(409, "occurrence-cancelled");
    let rest = json!({ "scope": "following", "reason": "わけ", "title": "あ" });
    change(&mori, &id, "2026-12-10", rest).await.problem(409, "occurrence-cancelled");
    // One of it comes back; so the gathering is no longer off, and can be called off again.
    change(&mori, &id, "2026-12-17", json!({ "reason": "やっぱりします。" })).await.ok(200);
    assert_eq!(haru.get(&format!("/gatherings/{id}")).await.ok(200)["state"], "published");
    assert_eq!(shown(&haru, "2026-12-17", "2026-12-17").await, ["2026-12-17T14:00"]);
    mori.post(&format!("/gatherings/{id}/cancellation"), &json!({ "reason": "おわりです。" })).await.ok(200);
    assert_eq!(shown(&haru, "2026-12-17", "2026-12-17").await, ["2026-12-17T14:00×"]);
}

async fn what_happens_once_keeps_its_name_wherever_it_moves(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let once = with(thursdays(), json!({ "repeats": null }));
    let id = made(&mori, &once).await;

    let moved =
        update(&mori, &id, json!({ "reason": "わけ", "starts_on": "2026-12-20", "repeats": null })).await;
    assert_eq!(
        (&moved.ok(200)["starts_on"], &moved.body["next_dates"]),
        (&json!("2026-12-20"), &json!(["2026-12-20"]))
    );
    let items = list(&haru, "2026-11-22", "2026-12-31").await;
    assert_eq!(
        (items.len(), &items[0]["recurrence_id"], &items[0]["repeats"]),
        (1, &json!("2026-11-26"), &json!(false))
    );
    assert_eq!(items[0]["change"]["before"]["starts_at"], "2026-11-26T14:00:00+09:00");
    let rest = json!({ "scope": "following", "reason": "わけ", "starts_on": "2026-12-21" });
    assert_eq!(change(&mori, &id, "2026-11-26", rest).await.ok(200)["recurrence_id"], "2026-11-26");
    assert_eq!(shown(&haru, "2026-11-22", "2026-12-31").await, ["2026-12-21T14:00"]);

    let off = mori
        .post(&format!("{}/cancellation", occurrence(&id, "2026-11-26")), &json!({ "reason": "雨です。" }))
        .await;
    assert_eq!(off.ok(200)["state"], "cancelled");
    assert_eq!(mori.get(&format!("/gatherings/{id}")).await.ok(200)["state"], "cancelled");
    change(&mori, &id, "2026-11-26", json!({ "reason": "晴れました。" })).await.ok(200);
    assert_eq!(mori.get(&format!("/gatherings/{id}")).await.ok(200)["state"], "published");
    // It becomes a row from where it is now.
    let row = update(
        &mori,
        &id,
        json!({ "reason": "毎週にします。", "repeats": { "every": "week", "weekdays": ["mo"], "count": 3 } }),
    )
    .await;
    assert_eq!(row.ok(200)["next_dates"], json!(["2026-12-21", "2026-12-28", "2027-01-04"]));
    // What has been is over.
    let past = made(&mori, &with(once, json!({ "starts_on": "2026-11-20" }))).await;
    update(&mori, &past, json!({ "reason": "わけ", "title": "あ" })).await.problem(409, "occurrence-not-on");
}
