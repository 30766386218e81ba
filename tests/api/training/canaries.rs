//! Canaries: a title and a certificate are found by whom they belong to, and nowhere else.

use serde_json::json;
use tests::{World, both};

use super::{certificate, files, keep, learnt, ledger, record};
use crate::privacy::{finds, logged, stored};

both!(titles_and_certificates_lie_sealed_and_are_told_to_nobody_else);

const TITLE: &str = "かなりやけんしゅう";
const PROOF: &[u8] = b"kanariya-no-shoumeisho-0417";

async fn titles_and_certificates_lie_sealed_and_are_told_to_nobody_else(world: World) {
    let log = logged();
    let (aoi, mori) = (world.aoi().await, world.mori().await);
    let mut body = learnt("basic");
    body["title"] = json!(TITLE);
    let id = record(&aoi, &aoi.person_id(), &body).await;
    let path = certificate(&aoi, &id);
    keep(&aoi, &path, files::png_saying(PROOF)).await.ok(204);
    // Refused writes must not leave anything behind either.
    body["hours"] = json!(0.1);
    aoi.post(&format!("/people/{}/trainings", aoi.person_id()), &body).await.ok(422);
    keep(&aoi, &path, [files::png_saying(PROOF), files::zip()].concat()).await.ok(422);
    assert!(ledger(&mori, &aoi.person_id()).await.to_string().contains(TITLE), "staff read it");
    assert!(finds(&mori.get(&path).await.bytes, PROOF));

    let others = [
        world.haru().await,
        world.natsu().await,
        world.yuki().await,
        world.tani().await,
        world.mine().await,
        world.somebody(),
    ];
    let own = format!("/people/{}", aoi.person_id());
    let reads = [
        format!("{own}/trainings"),
        path,
        own,
        format!("/supporters/{}", aoi.person_id()),
        "/people".to_owned(),
        "/me".to_owned(),
        "/talk_now".to_owned(),
        "/listing_rule".to_owned(),
        "/supporters".to_owned(),
        "//metrics".to_owned(),
    ];
    for other in &others {
        for read in &reads {
            let answer = other.get(read).await.bytes;
            assert!(!finds(&answer, TITLE.as_bytes()) && !finds(&answer, PROOF), "{read}");
        }
    }
    for (staff, read) in [(&mori, "/people"), (&mori, "/supporters"), (&aoi, "/talk_now")] {
        assert!(!finds(&staff.get(read).await.bytes, TITLE.as_bytes()), "{read}");
    }

    let said = log.lock().unwrap().clone();
    assert!(!said.is_empty(), "the log is listened to");
    assert!(!finds(&said, TITLE.as_bytes()) && !finds(&said, PROOF), "logged");
    let bytes = stored(&world).await;
    assert!(finds(&bytes, "ひだまり作業所".as_bytes()), "the search would find what is there");
    assert!(!finds(&bytes, TITLE.as_bytes()) && !finds(&bytes, PROOF), "it lies open in the database");
}
