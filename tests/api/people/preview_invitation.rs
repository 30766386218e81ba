use serde_json::{Value, json};
use tests::{Call, World, both};

both!(
    whoever_holds_a_card_reads_the_rules_of_the_house_first,
    a_card_for_somebody_known_says_whom_it_is_for,
    nobody_learns_which_cards_exist,
    looking_counts_like_guessing,
);

fn code(code: &str) -> Value {
    json!({ "code": code })
}

/// The card stays as it is: looked at twice, it still opens the door.
async fn whoever_holds_a_card_reads_the_rules_of_the_house_first(world: World) {
    let kawa = world.kawa().await;
    let (typed, token) = world.card(&kawa, &json!({ "role": "supporter" })).await;
    let nobody = world.somebody();
    let before = nobody.post("/invitations/preview", &code(&typed)).await;
    let etag = kawa.get("/facility").await.etag();
    kawa.patch("/facility", &etag, &json!({ "house_rules": "くつはぬいでください。" })).await.ok(200);

    let looked = nobody.send(Call::new("POST", "/invitations/preview").json(&code(&token))).await;
    let again = nobody.post("/invitations/preview", &code(&format!(" {} ", typed.to_lowercase()))).await;

    assert_eq!(before.ok(200)["house_rules"], Value::Null);
    assert_eq!(looked.ok(200)["facility_name"], "ひだまり作業所");
    assert_eq!(looked.body["house_rules"], "くつはぬいでください。");
    assert_eq!(looked.body["role"], "supporter");
    assert_eq!(looked.body["nickname"], Value::Null);
    assert_eq!(again.body, looked.body);
    let joining = json!({ "code": typed, "nickname": "そら", "language": "ja", "pledge_version": 1 });
    nobody.post("/invitations/accept", &joining).await.ok(201);
}

/// So that nobody with a new phone is asked for a name that they have long had.
async fn a_card_for_somebody_known_says_whom_it_is_for(world: World) {
    let (haru, mori, kawa) = (world.haru().await, world.mori().await, world.kawa().await);
    let for_haru = json!({ "role": "member", "for_person_id": haru.person_id() });
    let (card, _) = world.card(&mori, &for_haru).await;
    let for_mori = json!({ "role": "staff", "for_person_id": mori.person_id() });
    let (staff_card, _) = world.card(&kawa, &for_mori).await;

    let preview = world.somebody().post("/invitations/preview", &code(&card)).await;
    let staff_preview = world.somebody().post("/invitations/preview", &code(&staff_card)).await;

    assert_eq!(preview.ok(200)["nickname"], "はる");
    assert_eq!(preview.body["role"], "member");
    assert_eq!(staff_preview.ok(200)["role"], "staff");
    haru.get("/me").await.ok(200);
}

/// Used, taken back, run out and made up: one answer, made by the same one query.
async fn nobody_learns_which_cards_exist(world: World) {
    let mori = world.mori().await;
    let (used, _) = world.card(&mori, &json!({ "role": "member" })).await;
    let joining = json!({ "code": used, "nickname": "そら", "language": "ja", "pledge_version": 1 });
    world.somebody().post("/invitations/accept", &joining).await.ok(201);
    let taken_back = mori.post("/invitations", &json!({ "role": "member" })).await.ok(201).clone();
    mori.delete(&format!("/invitations/{}", taken_back["invitation_id"].as_str().unwrap())).await.ok(204);
    let (late, _) = world.card(&mori, &json!({ "role": "member" })).await;
    world.clock.advance(7 * 86_400 + 1);

    let mut answers = Vec::new();
    for card in [used.as_str(), taken_back["code"].as_str().unwrap(), &late, "ABCDE-FGHJK", "", "💐"] {
        let mut answer = world.somebody().post("/invitations/preview", &code(card)).await;
        answer.problem(409, "invitation-not-usable");
        answer.body["instance"] = Value::Null;
        answers.push((answer.body, answer.bytes.len()));
    }

    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
}

/// Looking and joining are counted together, so that a guesser does not get twice as many tries.
async fn looking_counts_like_guessing(world: World) {
    let guesser = world.somebody();
    let joining = json!({ "code": "ABCDE-FGHJK", "nickname": "x", "language": "ja" });
    let mut tries = 0;

    let held_up = loop {
        let looked = guesser.post("/invitations/preview", &code("ABCDE-FGHJK")).await;
        let joined = guesser.post("/invitations/accept", &joining).await;
        tries += 2;
        if let Some(held_up) = [looked, joined].into_iter().find(|answer| answer.status == 429) {
            break held_up;
        }
        assert!(tries < 110, "sixty at once and one more each second");
    };

    held_up.problem(429, "too-many-requests");
    assert!(tries >= 60, "{tries}");
    world
        .somebody()
        .post("/invitations/preview", &code("ABCDE-FGHJK"))
        .await
        .problem(409, "invitation-not-usable");
}
