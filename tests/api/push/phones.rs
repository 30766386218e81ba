//! Which phones may be reached, and whose they are.

use serde_json::{Value, json};
use tests::{World, both, fresh_id};

use super::Fake;

both!(
    an_address_that_is_not_allowed_is_named,
    one_phone_belongs_to_whoever_registered_it_last,
    ten_phones_are_enough,
);

async fn an_address_that_is_not_allowed_is_named(world: World) {
    let haru = world.haru().await;
    let good = crate::notices::phone("x");
    for (member, value, fault) in [
        ("endpoint", json!("https://push.evil.example/x"), "not-allowed"),
        ("endpoint", json!("http://192.168.0.1/x"), "not-allowed"),
        ("endpoint", json!("file:///etc/passwd"), "not-allowed"),
        ("endpoint", json!(""), "not-allowed"),
        ("p256dh", json!("AAAA"), "wrong-format"),
        ("auth", json!("short"), "wrong-format"),
        ("auth", json!(7), "wrong-type"),
    ] {
        let mut body = good.clone();
        body[member] = value;
        let path = format!("/me/push_subscriptions/{}", fresh_id());
        haru.put(&path, &body).await.points_at(&format!("/{member}"), fault);
    }
    assert_eq!(haru.get("/me/push_subscriptions").await.items().len(), 0);
}

async fn one_phone_belongs_to_whoever_registered_it_last(world: World) {
    let (fake, haru, natsu) = (Fake::start().await, world.haru().await, world.natsu().await);
    let (endpoint, p256dh, auth) = fake.phone();
    let body = json!({ "endpoint": endpoint, "p256dh": p256dh, "auth": auth });
    let (first, second) = (fresh_id(), fresh_id());
    let path = |id: &uuid::Uuid| format!("/me/push_subscriptions/{id}");
    haru.put(&path(&first), &body).await.ok(201);
    haru.put(&path(&first), &body).await.ok(200);
    natsu.put(&path(&first), &body).await.problem(404, "not-found");
    natsu.put(&path(&second), &body).await.ok(201);
    let of_haru = haru.get("/me/push_subscriptions").await.items();
    assert_eq!((&of_haru[0]["state"], &of_haru[0]["ended_because"]), (&json!("ended"), &json!("replaced")));
    haru.post(&format!("{}/test", path(&first)), &Value::Null).await.problem(409, "push-ended");
    natsu.post(&format!("{}/test", path(&second)), &Value::Null).await.ok(201);
    assert_eq!(fake.wait_for(1).await.len(), 1);
    // The keys of a browser change: the same id takes the new ones, and a phone that ended comes back.
    let (endpoint, p256dh, auth) = fake.phone();
    let renewed = json!({ "endpoint": endpoint, "p256dh": p256dh, "auth": auth });
    let back = haru.put(&path(&first), &renewed).await;
    assert_eq!(back.ok(200)["state"], "active");
}

async fn ten_phones_are_enough(world: World) {
    let haru = world.haru().await;
    let mut ids = Vec::new();
    for _ in 0..12 {
        let id = fresh_id().to_string();
        haru.put(&format!("/me/push_subscriptions/{id}"), &crate::notices::phone(&id)).await.ok(201);
        ids.push(id);
        world.clock.advance(1);
    }
    let phones = haru.get("/me/push_subscriptions").await.items();
    let state = |id: &str| {
        phones.iter().find(|one| one["subscription_id"] == id).unwrap()["state"].as_str().unwrap().to_owned()
    };
    let states: Vec<_> = ids.iter().map(|id| state(id)).collect();
    assert_eq!(
        (states[..2].to_vec(), states[2..].to_vec()),
        (vec!["ended".to_owned(); 2], vec!["active".to_owned(); 10])
    );
}
