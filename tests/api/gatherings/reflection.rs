//! `record_reflection`: up to three words about how it was, for one's own eyes.

use serde_json::{Value, json};
use tests::{World, both};

use super::{made_on, on_now, takes_part, with};
use crate::privacy::{finds, stored};

both!(a_reflection_is_read_by_nobody_else, a_reflection_is_at_most_three_different_words);

async fn a_reflection_is_read_by_nobody_else(world: World) {
    let (mori, kawa, haru) = (world.mori().await, world.kawa().await, world.haru().await);
    let (natsu, tani) = (world.natsu().await, world.tani().await);
    let body = with(on_now(&world), json!({ "host_id": natsu.person_id() }));
    let at = made_on(&mori, &body, &world.today()).await;
    let path = format!("{at}/reflection");
    let others = [&mori, &kawa, &natsu];
    let reads =
        [at.clone(), format!("{at}/participants"), "/occurrences?from=2026-11-22&to=2026-11-22".into()];
    let read = async || {
        let mut all = Vec::new();
        for other in others {
            for path in &reads {
                all.push(other.get(path).await.bytes);
            }
        }
        all
    };
    let before = read().await;

    let kept = haru.put(&path, &json!({ "chips": ["felt_safe", "rest_next_time"] })).await;

    assert_eq!(kept.ok(200)["chips"], json!(["felt_safe", "rest_next_time"]));
    assert_eq!(kept.body["recurrence_id"], world.today());
    assert_eq!(haru.get(&at).await.body["my_reflection"], kept.body["chips"]);
    assert!(read().await == before, "nobody else learns that it is there");
    tani.put(&path, &json!({ "chips": [] })).await.problem(404, "not-found");
    takes_part(&haru, &at, "listen").await;
    haru.delete(&format!("{at}/participation")).await.ok(204);
    assert_eq!(haru.get(&at).await.body["my_reflection"], kept.body["chips"], "it outlives the answer");
    assert!(mori.get(&format!("{at}/participants")).await.items().is_empty());

    let bytes = stored(&world).await;
    assert!(finds(&bytes, "ひだまり作業所".as_bytes()), "the search would find what is there");
    for canary in ["felt_safe", "rest_next_time"] {
        assert!(!finds(&bytes, canary.as_bytes()), "{canary} lies open in the database");
    }
}

async fn a_reflection_is_at_most_three_different_words(world: World) {
    let (mori, haru) = (world.mori().await, world.haru().await);
    let at = made_on(&mori, &on_now(&world), &world.today()).await;
    let path = format!("{at}/reflection");
    let three = json!({ "chips": ["tired", "glad_i_came", "could_listen"] });

    haru.put(&path, &three).await.ok(200);
    let again = haru.put(&path, &three).await;

    assert_eq!(again.ok(200)["chips"], three["chips"], "in the order in which they were chosen");
    let four = json!({ "chips": ["tired", "glad_i_came", "could_listen", "could_speak"] });
    haru.put(&path, &four).await.fault("/chips", "too-many");
    haru.put(&path, &json!({ "chips": ["tired", "tired"] })).await.fault("/chips", "duplicate");
    haru.put(&path, &json!({ "chips": ["bad"] })).await.fault("/chips/0", "not-allowed");
    haru.put(&path, &json!({})).await.fault("/chips", "required");
    haru.put(&path, &json!({ "chips": vec!["tired"; 5_000] })).await.fault("/chips", "too-many");
    assert_eq!(haru.get(&at).await.body["my_reflection"], three["chips"], "nothing of this was kept");
    haru.put(&path, &json!({ "chips": [] })).await.ok(200);
    haru.put(&path, &json!({ "chips": [] })).await.ok(200);
    let detail = haru.get(&at).await;
    assert_eq!(detail.ok(200)["my_reflection"], Value::Null);
    assert_eq!(detail.body["mine"], Value::Null, "nothing of it remains");
}
