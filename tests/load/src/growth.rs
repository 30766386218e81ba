//! Growth: the same questions to houses of different size. Own lists cost what they show, however
//! many people, facilities and check-ins there are.

use crate::round::{Devices, median, run};
use crate::seed::{self, Size};
use crate::server;
use crate::workload::{FIRST, RECORD};

/// From one facility to many, and from a short history to a long one.
const SIZES: [Size; 4] = [
    Size { facilities: 1, people: 50, each: 90 },
    Size { facilities: 1, people: 50, each: 2_000 },
    Size { facilities: 20, people: 50, each: 90 },
    Size { facilities: 100, people: 50, each: 60 },
];
const ROUNDS: usize = 3;
/// Members who ask.
const ASKING: usize = 50;

/// Print a line for each size. The floor stays as it is and says how the machine does meanwhile.
pub async fn curve(requests: usize) {
    println!(
        "| facilities | people | check-ins | W1 µs | ratio | W2 first time µs | ratio | MB after | start ms |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for size in SIZES {
        let folder = tempfile::tempdir().expect("folder");
        let seed::Filled { tokens, members, .. } = seed::fill(folder.path(), size).await;
        let (product, floor) = (server::product(folder.path()).await, server::floor(folder.path()).await);
        // Members of the first and of the last facility, so that neither end of the tables is favoured.
        let asking: Vec<_> = members.into_iter().step_by(size.facilities).take(ASKING).collect();
        let devices = Devices::sign_in(&product, &tokens, &asking).await;
        run(&floor, devices.floor(), &RECORD, ASKING * 90).await;
        let mut cells = String::new();
        for workload in [&RECORD, &FIRST] {
            let (mut ours, mut bare) = (Vec::new(), Vec::new());
            for _ in 0..ROUNDS {
                ours.push(run(&product, devices.product(), workload, requests).await.cpu_us);
                bare.push(run(&floor, devices.floor(), workload, requests).await.cpu_us);
            }
            let (ours, bare) = (median(ours), median(bare));
            cells.push_str(&format!(" {ours:.0} | {:.2} |", ours / bare));
        }
        let people = size.facilities * size.people;
        println!(
            "| {} | {people} | {} |{cells} {:.1} | {:.0} |",
            size.facilities,
            people * usize::try_from(size.each).unwrap_or_default(),
            product.memory_mb(),
            product.started.as_secs_f64() * 1e3
        );
    }
}
