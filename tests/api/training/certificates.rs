//! Certificates: what they are is what they are.

use engawa::http::extract::{LARGEST_BODY, LARGEST_FILE};
use serde_json::{Value, json};
use tests::{Call, World, both};

use super::{certificate, files, keep, learnt, ledger, proven, record};

both!(
    every_kind_comes_back_as_a_file_to_be_saved,
    what_it_is_not_is_not_taken,
    five_megabytes_and_not_a_byte_more,
    the_larger_body_is_for_certificates_alone,
    what_a_phone_puts_behind_a_photograph_is_let_go,
    a_certificate_goes_with_its_entry,
    what_staff_kept_stays_until_staff_take_it_away,
    a_refusal_arrives_however_much_is_sent,
);

async fn every_kind_comes_back_as_a_file_to_be_saved(world: World) {
    let (aoi, mori) = (world.aoi().await, world.mori().await);
    let id = record(&aoi, &aoi.person_id(), &learnt("basic")).await;
    let path = certificate(&aoi, &id);
    aoi.get(&path).await.problem(404, "not-found");

    for (file, media_type, name) in [
        (files::png(), "image/png", "certificate.png"),
        (files::jpeg(), "image/jpeg", "certificate.jpg"),
        (files::webp(), "image/webp", "certificate.webp"),
        (files::pdf(), "application/pdf", "certificate.pdf"),
    ] {
        // A header that says something else changes nothing.
        let sent = Call::new("PUT", &path).bytes(file.clone()).header("content-type", "text/html");
        aoi.send(sent).await.ok(204);
        for reader in [&aoi, &mori] {
            let answer = reader.get(&path).await;
            assert_eq!((answer.status, &answer.bytes), (200, &file), "{name}");
            assert_eq!(answer.header("content-type"), Some(media_type));
            let saved = format!("attachment; filename=\"{name}\"");
            assert_eq!(answer.header("content-disposition"), Some(saved.as_str()));
            assert_eq!(answer.header("cache-control"), Some("no-store"));
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        }
        let facts = &ledger(&mori, &aoi.person_id()).await["items"][0]["certificate"];
        assert_eq!(facts, &json!({ "media_type": media_type, "bytes": file.len() }));
    }

    aoi.delete(&path).await.ok(204);
    aoi.delete(&path).await.ok(204);
    aoi.get(&path).await.problem(404, "not-found");
    assert_eq!(ledger(&aoi, &aoi.person_id()).await["items"][0]["certificate"], Value::Null);
}

async fn what_it_is_not_is_not_taken(world: World) {
    let aoi = world.aoi().await;
    let id = proven(&aoi).await;
    let path = certificate(&aoi, &id);

    for (what, file) in files::wrong() {
        let answer = keep(&aoi, &path, file).await;
        assert_eq!(answer.status, 422, "{what}");
        answer.fault("", "wrong-format");
    }
    keep(&aoi, &path, Vec::new()).await.fault("", "required");
    aoi.send(Call::new("PUT", &path)).await.fault("", "required");

    assert_eq!(aoi.get(&path).await.bytes, files::png(), "the one before stays");
}

async fn five_megabytes_and_not_a_byte_more(world: World) {
    let aoi = world.aoi().await;
    let path = certificate(&aoi, &proven(&aoi).await);

    let whole = files::png_of(LARGEST_FILE);
    keep(&aoi, &path, whole.clone()).await.ok(204);
    assert!(aoi.get(&path).await.bytes == whole);
    keep(&aoi, &path, files::png_of(LARGEST_FILE + 1)).await.problem(413, "payload-too-large");
    keep(&aoi, &path, vec![b'.'; 12 * 1024 * 1024]).await.problem(413, "payload-too-large");

    assert_eq!(LARGEST_FILE, 5 * 1024 * 1024);
    assert_eq!(ledger(&aoi, &aoi.person_id()).await["items"][0]["certificate"]["bytes"], json!(LARGEST_FILE));
}

async fn the_larger_body_is_for_certificates_alone(world: World) {
    let (aoi, kawa) = (world.aoi().await, world.kawa().await);
    let large = vec![b' '; LARGEST_BODY + 1];
    let json = |method, path: &str| {
        Call::new(method, path).bytes(large.clone()).header("content-type", "application/json")
    };

    let ledger = format!("/people/{}/trainings", aoi.person_id());
    let refused = aoi.send(json("POST", &ledger).key("a-key-of-this-test")).await;
    refused.problem(413, "payload-too-large");
    kawa.send(json("PUT", "/listing_rule").if_match("\"v0\"")).await.problem(413, "payload-too-large");
    let employment = format!("/people/{}/employment", aoi.person_id());
    kawa.send(json("PUT", &employment)).await.problem(413, "payload-too-large");
}

async fn what_a_phone_puts_behind_a_photograph_is_let_go(world: World) {
    let aoi = world.aoi().await;
    let path = certificate(&aoi, &proven(&aoi).await);
    let taken = [files::jpeg(), b"\0\0\x01\nSEFHe\0\0\0where the phone was".to_vec()].concat();

    keep(&aoi, &path, taken).await.ok(204);

    assert_eq!(aoi.get(&path).await.bytes, files::jpeg());
}

async fn a_certificate_goes_with_its_entry(world: World) {
    let aoi = world.aoi().await;
    let id = proven(&aoi).await;
    let path = certificate(&aoi, &id);

    aoi.delete(&format!("/people/{}/trainings/{id}", aoi.person_id())).await.ok(204);

    aoi.get(&path).await.problem(404, "not-found");
    keep(&aoi, &path, files::png()).await.problem(404, "not-found");
    aoi.delete(&path).await.problem(404, "not-found");
}

async fn what_staff_kept_stays_until_staff_take_it_away(world: World) {
    let (aoi, mori) = (world.aoi().await, world.mori().await);
    let id = record(&mori, &aoi.person_id(), &learnt("basic")).await;
    let path = certificate(&aoi, &id);
    keep(&aoi, &path, files::jpeg()).await.ok(204);
    keep(&mori, &path, files::pdf()).await.ok(204);

    keep(&aoi, &path, files::png()).await.problem(403, "forbidden");
    aoi.delete(&path).await.problem(403, "forbidden");

    assert_eq!(aoi.get(&path).await.bytes, files::pdf());
    mori.delete(&path).await.ok(204);
    keep(&aoi, &path, files::png()).await.ok(204);
}

async fn a_refusal_arrives_however_much_is_sent(world: World) {
    let (aoi, natsu) = (world.aoi().await, world.natsu().await);
    let path = certificate(&aoi, &proven(&aoi).await);
    let large = files::png_of(LARGEST_FILE);

    keep(&natsu, &path, large.clone()).await.problem(404, "not-found");
    keep(&world.somebody(), &path, large).await.problem(401, "unauthenticated");

    assert_eq!(aoi.get(&path).await.bytes, files::png());
}
