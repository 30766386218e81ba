//! The sequence of a facility: no gaps, and whoever sees a number sees all before it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use engawa::changes::{To, Topic};
use futures::future::join_all;
use sea_orm::{ConnectionTrait as _, Statement};
use tests::{World, both};

use super::{figure, try_change};

both!(eight_writers_leave_no_gap_and_nobody_sees_a_later_number_first);

const WRITERS: usize = 8;
const EACH: usize = 25;

async fn numbers(world: &World) -> Vec<i64> {
    let ask = Statement::from_string(
        world.house.db.backend(),
        "SELECT n FROM facility_change WHERE facility_id = (SELECT id FROM facility WHERE slug = 'hidamari') ORDER BY n",
    );
    let rows = world.house.db.read().query_all_raw(ask).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

async fn eight_writers_leave_no_gap_and_nobody_sees_a_later_number_first(world: World) {
    let haru = world.haru().await;
    let mut stream = haru.follow(None).await;
    let (done, busy) = (AtomicBool::new(false), AtomicUsize::new(0));

    let writers = async {
        let all = (0..WRITERS).map(|writer| {
            let (world, busy) = (&world, &busy);
            async move {
                for turn in 0..EACH {
                    let topic = Topic::ALL[(writer + turn) % Topic::ALL.len()];
                    // Busy is an honest answer; a number that is lost is not.
                    while try_change(&world.house, world.hidamari, topic, To::Everyone).await.is_err() {
                        busy.fetch_add(1, Ordering::SeqCst);
                    }
                }
            }
        });
        join_all(all).await;
        done.store(true, Ordering::SeqCst);
    };
    let reader = async {
        let mut looks = 0;
        while !done.load(Ordering::SeqCst) {
            let seen = numbers(&world).await;
            let wanted: Vec<i64> = (1..).take(seen.len()).collect();
            assert_eq!(seen, wanted, "a number is there and one before it is not");
            looks += 1;
        }
        looks
    };
    let ((), looks) = futures::join!(writers, reader);

    let told = WRITERS * EACH;
    assert_eq!(numbers(&world).await.len(), told);
    assert!(looks > 3, "{looks}");
    figure(&format!(
        "{:?}: {told} changes, {looks} looks, {} refused as busy",
        world.backend,
        busy.load(Ordering::SeqCst)
    ));
    let mut last = 0;
    while last < u64::try_from(told).unwrap() {
        let event = stream.hears().await;
        assert!(event.id > last, "{} after {last}", event.id);
        last = event.id;
    }
}
