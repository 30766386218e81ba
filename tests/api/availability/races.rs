//! The first yes wins, however many say it at the same moment.

use futures::future::join_all;
use serde_json::json;
use tests::{World, both};

use super::{asked, listening, listens, offer_of, stage};

both!(one_yes_wins_every_race, who_goes_on_listening_in_the_moment_it_ends_is_not_stopped);

/// How many races; `ENGAWA_RACES` for more.
fn races() -> usize {
    tests::times("ENGAWA_RACES", 1_000)
}

async fn one_yes_wins_every_race(world: World) {
    let (haru, mori) = (world.haru().await, world.mori().await);
    let mut supporters = vec![world.aoi().await];
    for name in ["みどり", "あさひ"] {
        supporters.push(super::supporter(&world, name).await);
    }
    for race in 0..races() {
        world.forget_talks().await;
        if race % 200 == 0 {
            for client in supporters.iter().chain([&haru, &mori]) {
                client.refresh().await;
            }
            for supporter in &supporters {
                listens(&world, supporter).await;
            }
        }
        let id = asked(&haru).await;
        let mut paths = Vec::new();
        for supporter in &supporters {
            paths.push(format!("/offers/{}/acceptance", offer_of(supporter).await));
        }
        let now = json!({ "in_minutes": 0 });
        let yes = supporters.iter().zip(&paths).map(|(supporter, path)| supporter.post(path, &now));
        let cancels = race % 4 == 3;
        let cancel = async {
            if cancels {
                Some(haru.post(&format!("/talk_requests/{id}/cancellation"), &json!(null)).await)
            } else {
                None
            }
        };

        let (answers, cancelled) = futures::join!(join_all(yes), cancel);

        let won = answers.iter().filter(|answer| answer.status == 204).count();
        let lost: Vec<_> = answers.iter().filter(|answer| answer.status != 204).collect();
        for answer in lost {
            answer.problem(409, "offer-closed");
        }
        if cancels {
            assert_eq!(cancelled.unwrap().status, 200, "until the talk begins it can be taken back");
            assert!(won <= 1, "race {race}: {won} winners");
            assert_eq!(stage(&haru).await, "over");
        } else {
            assert_eq!(won, 1, "race {race}");
            assert_eq!(stage(&haru).await, "found");
        }
    }
}

async fn who_goes_on_listening_in_the_moment_it_ends_is_not_stopped(world: World) {
    let aoi = world.aoi().await;
    for round in 0..40 {
        aoi.refresh().await.ok(200);
        let mut short = listening(&world);
        short["until"] = json!(world.now().plus_seconds(300));
        aoi.put("/me/availability", &short).await.ok(200);
        world.clock.advance(301);
        aoi.refresh().await.ok(200);
        let more = listening(&world);

        let (said, ..) = futures::join!(aoi.put("/me/availability", &more), world.pass(0), world.pass(0));

        said.ok(200);
        let mine = aoi.get("/me/availability").await.ok(200).clone();
        assert_eq!(mine["lease"]["until"], more["until"], "round {round}");
    }
}
