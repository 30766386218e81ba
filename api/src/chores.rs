//! What the house does by itself, one thing after the other, for as long as the process lives. Every replica does all of
//! it; each thing is harmless to do twice. One after the other, so that a house at rest needs one connection for it.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use futures::future::BoxFuture;

use crate::http::{House, idempotency};
use crate::kernel::problem::Problem;
use crate::{availability, changes, checkins, comfort, gatherings, handover, own_data, push, selfcare};

/// One of them.
struct Chore {
    /// In the log, when it cannot be done.
    name: &'static str,
    /// How often, in seconds.
    every: u64,
    work: for<'a> fn(&'a Arc<House>) -> BoxFuture<'a, Result<(), Problem>>,
}

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;

const CHORES: [Chore; 14] = [
    Chore {
        name: "talks go on",
        every: 1,
        work: |house| async move { availability::job::tick(house).await.map(drop) }.boxed(),
    },
    Chore {
        name: "the end of listening is told",
        every: 20,
        work: |house| async move { availability::ending::tick(house).await.map(drop) }.boxed(),
    },
    Chore {
        name: "people are asked how they are",
        every: MINUTE,
        work: |house| async move { checkins::asking::tick(house).await.map(drop) }.boxed(),
    },
    Chore {
        name: "gatherings are told",
        every: MINUTE,
        work: |house| async move { gatherings::telling::tick(house).await.map(drop) }.boxed(),
    },
    Chore {
        name: "hellos are due",
        every: MINUTE,
        work: |house| async move { comfort::job::tick(house).await.map(drop) }.boxed(),
    },
    Chore {
        name: "checkpoints are made",
        every: HOUR,
        work: |house| async move { selfcare::job::tick(house).await.map(drop) }.boxed(),
    },
    Chore {
        name: "whoever asked for it is erased",
        every: MINUTE,
        work: |house| async move { own_data::erasing::tick(house).await.map(drop) }.boxed(),
    },
    Chore {
        name: "whoever was erased stays erased",
        every: HOUR,
        work: |house| async move { own_data::erasing::again(house).await.map(drop) }.boxed(),
    },
    Chore {
        name: "what nobody said yes to is forgotten",
        every: HOUR,
        work: |house| {
            let forget = house.db.write(house.clock.now(), |tx, now| handover::lapse(tx, *now).boxed());
            async move { forget.await.map(drop) }.boxed()
        },
    },
    Chore {
        name: "looks of last week are told",
        every: 10 * MINUTE,
        work: |house| async move { own_data::weekly::tick(house).await.map(drop) }.boxed(),
    },
    Chore {
        name: "weeks that are over are counted",
        every: HOUR,
        work: |house| async move { checkins::counting::tick(house).await }.boxed(),
    },
    Chore {
        name: "old changes are forgotten",
        every: 10 * MINUTE,
        work: |house| {
            let forget = house.db.write(house.clock.now(), |tx, now| changes::purge(tx, *now).boxed());
            async move { forget.await.map(drop) }.boxed()
        },
    },
    Chore {
        name: "old answers are forgotten",
        every: 6 * HOUR,
        work: |house| {
            house.limits.sweep();
            let forget = house.db.write(house.clock.now(), |tx, now| idempotency::purge(tx, *now).boxed());
            async move { forget.await.map(drop) }.boxed()
        },
    },
    Chore {
        name: "old notices are forgotten",
        every: 6 * HOUR,
        work: |house| house.db.write(house.clock.now(), |tx, now| push::purge(tx, *now).boxed()).boxed(),
    },
];

/// Do all of it, each in its turn. What cannot be done now is tried again at its next turn.
pub async fn run(house: Arc<House>) {
    let mut every = tokio::time::interval(Duration::from_secs(1));
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    for second in 0_u64.. {
        every.tick().await;
        for chore in CHORES.iter().filter(|chore| second.is_multiple_of(chore.every)) {
            if (chore.work)(&house).await.is_err() {
                tracing::warn!(chore = chore.name, "not done; tried again at its next turn");
            }
        }
    }
}
