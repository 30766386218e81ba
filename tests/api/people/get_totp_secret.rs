use tests::{World, both};

both!(a_fresh_secret_is_fresh, a_secret_is_for_a_name_that_somebody_could_have);

async fn a_fresh_secret_is_fresh(world: World) {
    let nobody = world.somebody();

    let one = nobody.get("/totp_secret?login_name=mori").await.ok(200).clone();
    let two = nobody.get("/totp_secret?login_name=mori").await.ok(200).clone();

    assert_ne!(one["secret"], two["secret"]);
    assert!(one["otpauth_url"].as_str().unwrap().contains(one["secret"].as_str().unwrap()));
    assert!(one["qr"]["path"].as_str().unwrap().starts_with('M'));
}

async fn a_secret_is_for_a_name_that_somebody_could_have(world: World) {
    let nobody = world.somebody();

    let answer = nobody.get("/totp_secret?login_name=%E3%82%82%E3%82%8A").await;
    let missing = nobody.get("/totp_secret").await;

    assert_eq!(answer.status, 422);
    answer.points_at("/login_name", "too-short");
    missing.fault("/login_name", "required");
}
