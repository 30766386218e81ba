//! Whatever arrives gets a clear answer: never a 500, never silence, and nothing of it is kept.

use serde_json::{Value, json};
use tests::{Call, World, both};

use crate::checkins::{checkin, new_path, win};

both!(
    what_is_not_json_is_refused,
    what_is_too_large_is_refused_and_answered,
    every_member_of_another_type_is_named,
    strange_letters_are_kept_or_refused_but_never_break_anything,
    ids_keys_and_headers_that_are_nonsense_are_refused,
    a_number_no_member_can_hold_is_refused,
);

async fn what_is_not_json_is_refused(world: World) {
    let haru = world.haru().await;
    let put = |bytes: &[u8]| {
        Call::new("PUT", &new_path("checkins")).bytes(bytes).header("content-type", "application/json")
    };
    let deep = "[".repeat(20_000);

    for bytes in
        [&b""[..], b"{", b"null x", b"{\"mood\":\"\xff\xfe\"}", b"\xff", deep.as_bytes(), b"{\"mood\":3}{}"]
    {
        let answer = haru.send(put(bytes)).await;
        assert!([400, 422].contains(&answer.status), "{} for {:?}", answer.status, bytes.get(..10));
    }
    haru.send(put(b"{\"mood\":")).await.problem(400, "bad-request");
    let text = Call::new("PUT", &new_path("checkins")).bytes("mood=3").header("content-type", "text/plain");
    haru.send(text).await.problem(415, "unsupported-media-type");
    haru.send(Call::new("PUT", &new_path("checkins"))).await;
    let deep_item = json!({ "mood": 3, "items": serde_json::from_str::<Value>(&format!("{}1{}", "[".repeat(100), "]".repeat(100))).unwrap() });
    assert_eq!(haru.put(&new_path("checkins"), &deep_item).await.status, 422);

    assert!(haru.get("/checkins").await.items().is_empty());
}

async fn what_is_too_large_is_refused_and_answered(world: World) {
    let haru = world.haru().await;
    let put = |bytes: Vec<u8>| {
        Call::new("PUT", &new_path("checkins")).bytes(bytes).header("content-type", "application/json")
    };

    haru.send(put(vec![b' '; 64 * 1024 + 1])).await.problem(413, "payload-too-large");
    haru.send(put(vec![b'x'; 10 * 1024 * 1024])).await.problem(413, "payload-too-large");

    haru.put(&new_path("checkins"), &checkin(&world, 3)).await.ok(201);
}

/// Each member of the bodies, with a value of every other type.
async fn every_member_of_another_type_is_named(world: World) {
    let haru = world.haru().await;
    let others =
        [json!(null), json!(true), json!(-1), json!(1.5), json!("\u{0}"), json!([[]]), json!({ "x": {} })];
    let mut seen = 0;

    for (what, body) in [("checkins", checkin(&world, 3)), ("wins", win(&world, "x"))] {
        let mut members: Vec<String> = body.as_object().unwrap().keys().cloned().collect();
        if what == "checkins" {
            members.extend(["energy", "words", "items", "note", "source"].map(str::to_owned));
        }
        for member in members {
            for other in &others {
                let mut faulty = body.clone();
                faulty[&member] = other.clone();
                let answer = haru.put(&new_path(what), &faulty).await;
                assert!([201, 422].contains(&answer.status), "{member} {other}: {}", answer.body);
                if answer.status == 422 {
                    let at = answer.body["errors"][0]["pointer"].as_str().unwrap();
                    assert!(at.starts_with(&format!("/{member}")), "{member} {other}: {}", answer.body);
                }
                seen += 1;
            }
        }
    }

    assert!(seen > 80);
}

async fn strange_letters_are_kept_or_refused_but_never_break_anything(world: World) {
    let haru = world.haru().await;
    let strange = [
        "\u{0}",
        "\u{1b}[31m",
        "\u{7f}",
        "\u{202e}evil",
        "\u{feff}",
        "\u{200d}",
        "👨‍👩‍👧‍👦",
        "𠮷",
        "e\u{301}\u{301}\u{301}",
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        "../../etc/passwd",
        "%00",
        "\r\nSet-Cookie: x=1",
        "\u{fffe}",
        "\u{10ffff}",
        "ﷺ",
    ];

    for text in strange {
        let mut body = checkin(&world, 3);
        body["note"] = json!(text);
        body["words"] = json!([text]);
        let path = new_path("checkins");
        let kept = haru.put(&path, &body).await;
        assert!([201, 422].contains(&kept.status), "{text:?}: {}", kept.body);
        if kept.status == 201 {
            haru.get(&path).await.ok(200);
        }
        let etag = haru.get("/me").await.etag();
        let named = haru.patch("/me", &etag, &json!({ "nickname": text })).await;
        assert!([200, 422].contains(&named.status), "{text:?}: {}", named.body);
        let won = haru.put(&new_path("wins"), &win(&world, text)).await;
        assert!([201, 422].contains(&won.status), "{text:?}: {}", won.body);
    }

    haru.get("/checkins?limit=100").await.ok(200);
    haru.get("/wins?limit=100").await.ok(200);
}

async fn ids_keys_and_headers_that_are_nonsense_are_refused(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let card = Call::new("POST", "/invitations").json(&json!({ "role": "member" }));

    for id in ["0", "%00", "..%2f..", "00000000-0000-0000-0000-00000000000g", "%F0%9F%98%80"] {
        let answer = haru.put(&format!("/checkins/{id}"), &checkin(&world, 3)).await;
        assert!([400, 404].contains(&answer.status), "{id}: {}", answer.status);
        let answer = mori.get(&format!("/people/{id}")).await;
        assert!([400, 404].contains(&answer.status), "{id}: {}", answer.status);
    }
    for key in ["", "short", &"x".repeat(101)] {
        mori.send(card.clone().key(key)).await.problem(400, "idempotency-key-missing");
    }
    for etag in ["*", "\"v\"", "\"v99999999999\"", "v1", "\"v-1\""] {
        haru.patch("/me", etag, &json!({ "language": "en" })).await.problem(412, "version-conflict");
    }
    for bearer in ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."] {
        let nobody = world.somebody();
        nobody.set_bearer(Some(bearer));
        assert_eq!(nobody.get("/me").await.status, 401);
    }
    let basic = Call::new("GET", "/me").header("authorization", "Basic bW9yaTp4");
    world.somebody().send(basic).await.problem(401, "unauthenticated");
    haru.send(Call::new("POST", "/me")).await.problem(405, "method-not-allowed");
    haru.get("/nothing/here").await.problem(404, "not-found");
    haru.get("//nothing-here").await.problem(404, "not-found");
}

async fn a_number_no_member_can_hold_is_refused(world: World) {
    let haru = world.haru().await;
    let raw = |number: &str| {
        let body = format!(
            "{{\"mood\":{number},\"occurred_at\":\"{}\",\"local_date\":\"{}\"}}",
            world.now_text(),
            world.today()
        );
        Call::new("PUT", &new_path("checkins")).bytes(body).header("content-type", "application/json")
    };

    for number in ["99999999999999999999999", "-32769", "3e400", "3.0000001", "0x3", "NaN", "1e1"] {
        let answer = haru.send(raw(number)).await;
        assert!([400, 422].contains(&answer.status), "{number}: {}", answer.body);
    }
}
