//! The benchmark: each workload, the product and the floor in turn in one run, CPU of the server
//! process per request. `./test load` prints the table of docs/performance.md.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::as_conversions,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a measuring tool: it asks the real clock, and stops when something is off"
)]

mod client;
mod growth;
mod round;
mod rush;
mod seed;
mod server;
mod streams;
mod workload;

use std::path::Path;

use round::{Devices, Measured, median, run};
use seed::Size;
use server::Server;
use workload::Who;

/// Rounds; the table shows the median.
const ROUNDS: usize = 5;
/// Starts, for the time to the first answer.
const STARTS: usize = 5;
/// Open streams.
const STREAMS: [usize; 2] = [2000, 5000];
const SIZE: Size = Size { facilities: 1, people: 500, each: 90 };

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let requests = arguments.iter().find_map(|word| word.parse().ok()).unwrap_or(10_000);
    if arguments.iter().any(|word| word == "growth") {
        growth::curve(requests).await;
    } else if arguments.iter().any(|word| word == "streams") {
        let counts: Vec<usize> = arguments.iter().filter_map(|word| word.parse().ok()).collect();
        streams::table(if counts.is_empty() { &STREAMS } else { &counts }).await;
    } else {
        let named: Vec<_> =
            arguments.iter().filter(|word| word.starts_with('W')).map(String::as_str).collect();
        compare(requests, &named).await;
        if named.is_empty() {
            println!();
            streams::table(&STREAMS).await;
        }
    }
}

/// All workloads, or only those whose names begin so: `W6`.
async fn compare(requests: usize, named: &[&str]) {
    let wanted = |name: &str| named.is_empty() || named.iter().any(|word| name.starts_with(word));
    let folder = tempfile::tempdir().expect("folder");
    let seed::Filled { tokens, members, staff, supporters } = seed::fill(folder.path(), SIZE).await;
    let (product, starts) = started(folder.path()).await;
    let idle = product.memory_mb();
    let devices = Devices::sign_in(&product, &tokens, &members).await;
    let staff = Devices::sign_in(&product, &tokens, &staff).await;
    let supporters = Devices::sign_in(&product, &tokens, &supporters).await;
    let feed = devices.feed(&product).await;
    workload::FEED.set(feed).expect("once");
    let floor = server::floor(folder.path()).await;
    // The floor gets the same rows.
    run(&floor, devices.floor(), &workload::RECORD, SIZE.people * 90).await;

    println!("| workload | who | CPU µs / request | ratio | bar | p50 ms | p99 ms | per second |");
    println!("|---|---|---|---|---|---|---|---|");
    for workload in workload::ALL.iter().filter(|workload| wanted(workload.name)) {
        let (mut ours, mut bare) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let devices = if workload.who == Who::Staff { &staff } else { &devices };
            ours.push(run(&product, devices.product(), workload, requests).await);
            bare.push(run(&floor, devices.floor(), workload, requests).await);
        }
        let base = median(bare.iter().map(|round| round.cpu_us));
        line(workload.name, "engawa", &ours, base, &format!("{:.1}", workload.bar));
        line(workload.name, "floor", &bare, base, "");
    }
    if wanted("W7") {
        println!();
        rush::table(&product, &devices, &supporters, &staff).await;
    }
    println!();
    println!("| | engawa | floor | bar |\n|---|---|---|---|");
    println!("| memory idle, MB | {idle:.1} | | 32 |");
    println!("| memory after the load, MB | {:.1} | {:.1} | 64 |", product.memory_mb(), floor.memory_mb());
    let ms = |server: &Server| server.started.as_secs_f64() * 1e3;
    println!("| start to first answer, ms (median of {STARTS}) | {starts:.0} | {:.0} | 100 |", ms(&floor));
    let size = std::fs::metadata(server::program("engawa")).map_or(0, |meta| meta.len());
    println!("| release binary, MB | {:.1} | | 16 |", size as f64 / 1e6);
}

fn line(name: &str, who: &str, rounds: &[Measured], base: f64, bar: &str) {
    let of = |pick: fn(&Measured) -> f64| median(rounds.iter().map(pick));
    println!(
        "| {name} | {who} | {:.0} | {:.2} | {bar} | {:.1} | {:.1} | {:.0} |",
        of(|round| round.cpu_us),
        of(|round| round.cpu_us) / base,
        of(|round| round.p50_ms),
        of(|round| round.p99_ms),
        of(|round| round.per_second)
    );
}

/// A product that runs, and how many milliseconds a start takes.
async fn started(folder: &Path) -> (Server, f64) {
    let mut times = Vec::new();
    loop {
        let server = server::product(folder).await;
        times.push(server.started.as_secs_f64() * 1e3);
        if times.len() == STARTS {
            return (server, median(times));
        }
        server.stop().await;
    }
}
