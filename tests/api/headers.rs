//! What every answer carries, whatever it answers; the client of the tests checks it on each.

use serde_json::json;
use tests::{Call, World, both};

both!(
    every_route_and_status_has_the_headers,
    a_change_from_another_site_is_refused,
    the_figures_are_for_whoever_runs_it,
    the_specification_and_its_pages_are_served,
);

async fn every_route_and_status_has_the_headers(world: World) {
    let nobody = world.somebody();

    for path in ["//", "//healthz", "//readyz", "//api/docs", "//problems/not-found", "//no-such-file.js"] {
        let answer = nobody.get(path).await;
        assert!([200, 404].contains(&answer.status), "{path}");
    }
    nobody.get("/me").await.ok(401);
    nobody.get("/nowhere").await.ok(404);
    nobody.send(Call::new("PUT", "/me").json(&json!({}))).await.ok(405);
    let cut = nobody.send(Call::new("OPTIONS", "/me").header("origin", "https://elsewhere.example")).await;
    assert!(cut.header("access-control-allow-origin").is_none(), "no other site is let in");
}

/// Also for people who are signed in with a token: a page elsewhere cannot act in their name.
async fn a_change_from_another_site_is_refused(world: World) {
    let haru = world.haru().await;
    let put = || Call::new("PUT", "/me/pledge").json(&json!({ "version": 1 }));

    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "none"),
        ("origin", "https://elsewhere.example"),
        ("origin", "null"),
        ("origin", "http://engawa.test.elsewhere.example"),
    ] {
        haru.send(put().header(name, value)).await.problem(403, "cross-site-request");
    }
    let both = put().header("sec-fetch-site", "same-origin").header("origin", "https://elsewhere.example");
    haru.send(both).await.problem(403, "cross-site-request");
    haru.send(put().header("sec-fetch-site", "same-origin")).await.ok(200);
    haru.send(put().header("origin", "http://engawa.test")).await.ok(200);
    haru.send(put()).await.ok(200);
}

async fn the_figures_are_for_whoever_runs_it(world: World) {
    let nobody = world.somebody();
    let with =
        |token: &str| Call::new("GET", "//metrics").header("authorization", &format!("Bearer {token}"));

    nobody.get("//metrics").await.problem(404, "not-found");
    nobody.send(with("guess")).await.problem(404, "not-found");
    let answer = nobody.send(with(tests::world::METRICS_TOKEN)).await;

    answer.ok(200);
    assert!(String::from_utf8_lossy(&answer.bytes).contains("engawa_resident_memory_bytes"));
}

async fn the_specification_and_its_pages_are_served(world: World) {
    let nobody = world.somebody();

    let spec = nobody.get("//api/v1/openapi.json").await;
    let page = nobody.get("//api/docs").await;

    assert_eq!(spec.ok(200), &*tests::contract::SPEC);
    page.ok(200);
    let page = String::from_utf8_lossy(&page.bytes).into_owned();
    assert!(page.contains("record_checkin") && !page.contains("<script"));
}
