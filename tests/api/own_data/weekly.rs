//! Whoever wants to hear of it is told on Monday that somebody looked.

use engawa::own_data::weekly;
use tests::{World, both};

use super::looked;
use crate::notices::{kinds, wants};

both!(a_week_with_looks_is_told_once_and_only_to_whoever_wants_to_hear_of_it);

async fn a_week_with_looks_is_told_once_and_only_to_whoever_wants_to_hear_of_it(world: World) {
    // Sunday, nine in the morning.
    let (haru, natsu, aoi) = (world.haru().await, world.natsu().await, world.aoi().await);
    wants(&haru, &["looks"]).await;
    wants(&aoi, &["looks"]).await;
    looked(&world, &haru, &aoi).await;
    looked(&world, &natsu, &aoi).await;
    let tick = async || weekly::tick(&world.house).await.unwrap();
    let heard = async |who: &tests::Client| {
        who.refresh().await.ok(200);
        kinds(who).await.iter().filter(|(kind, _)| kind == "looks_weekly").count()
    };

    assert_eq!(tick().await, 0, "the week is not over");
    world.clock.advance(23 * 3600);
    assert_eq!(tick().await, 0, "Monday, eight: still early");
    world.clock.advance(3600);
    tick().await;
    tick().await;

    assert_eq!(heard(&haru).await, 1, "Monday, nine");
    assert_eq!(heard(&natsu).await, 0, "did not want to hear of it");
    assert_eq!(heard(&aoi).await, 0, "nobody looked");
    world.clock.advance(7 * 86_400);
    tick().await;
    assert_eq!(heard(&haru).await, 1, "nobody looked that week");
}
