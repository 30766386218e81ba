use tests::{Call, World, both};

both!(
    a_device_goes_on_with_a_new_token_each_time,
    a_lost_answer_can_be_asked_for_again_within_a_minute,
    an_older_token_ends_the_session,
    a_staff_device_that_was_closed_for_twelve_hours_is_out,
    a_members_device_may_stay_closed_for_a_year,
    another_site_cannot_use_the_cookie,
);

async fn a_device_goes_on_with_a_new_token_each_time(world: World) {
    let haru = world.haru().await;
    let before = (haru.cookie(), haru.bearer());
    world.clock.advance(301);

    haru.refresh().await.ok(200);

    assert_ne!(haru.cookie(), before.0);
    assert_ne!(haru.bearer(), before.1);
    haru.get("/me").await.ok(200);
}

/// The token just before the last one gets the same successor, not another one.
async fn a_lost_answer_can_be_asked_for_again_within_a_minute(world: World) {
    let haru = world.haru().await;
    let old = haru.cookie();
    haru.refresh().await.ok(200);
    let successor = haru.cookie();

    world.clock.advance(59);
    haru.set_cookie(old.as_deref());
    haru.refresh().await.ok(200);

    assert_eq!(haru.cookie(), successor);
}

/// A token that was used long ago means that somebody copied it: the whole session ends.
async fn an_older_token_ends_the_session(world: World) {
    let haru = world.haru().await;
    let old = haru.cookie();
    haru.refresh().await.ok(200);
    let current = haru.cookie();
    world.clock.advance(61);

    haru.set_cookie(old.as_deref());
    haru.refresh().await.problem(401, "session-ended");

    haru.get("/me").await.problem(401, "session-ended");
    haru.set_cookie(current.as_deref());
    haru.refresh().await.problem(401, "session-ended");
}

async fn a_staff_device_that_was_closed_for_twelve_hours_is_out(world: World) {
    let mori = world.mori().await;
    world.clock.advance(12 * 3600);
    mori.refresh().await.ok(200);

    world.clock.advance(12 * 3600 + 1);

    mori.refresh().await.problem(401, "session-ended");
}

async fn a_members_device_may_stay_closed_for_a_year(world: World) {
    let haru = world.haru().await;

    world.clock.advance(399 * 86_400);
    haru.refresh().await.ok(200);
    world.clock.advance(401 * 86_400);

    haru.refresh().await.problem(401, "session-ended");
}

async fn another_site_cannot_use_the_cookie(world: World) {
    let haru = world.haru().await;
    let bare = Call::new("POST", "/sessions/refresh");

    let other_site = haru.send(bare.clone().header("sec-fetch-site", "cross-site")).await;
    let same_site = haru.send(bare.clone().header("sec-fetch-site", "same-site")).await;
    let other_origin = haru.send(bare.clone().header("origin", "https://elsewhere.example")).await;
    let without_proof = haru.send(bare.clone()).await;
    let own_origin = haru.send(bare.header("origin", "http://engawa.test")).await;
    let nobody = world.somebody().refresh().await;

    other_site.problem(403, "cross-site-request");
    same_site.problem(403, "cross-site-request");
    other_origin.problem(403, "cross-site-request");
    without_proof.problem(403, "cross-site-request");
    own_origin.ok(200);
    nobody.ok(204);
}
