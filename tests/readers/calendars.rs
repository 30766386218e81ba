//! Calendars for the readers: `calendars FOLDER HOW_MANY [SEED]` writes N.ics as the product writes it, and N.json
//! with what a reader has to find in it.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a generator that cannot go on must stop and say where"
)]

mod chance;
mod expansion;
mod invented;
mod texts;

use std::path::Path;

use chance::Chance;
use chrono_tz::Tz;
use engawa::gatherings::feed::{Feed, FeedEvent};
use engawa::kernel::time::Instant;
use serde_json::{Value, json};

/// 2026-01-01T00:00Z.
const BEGINNING: i64 = 1_767_225_600_000;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap();
    let count: usize = arguments.next().unwrap().parse().unwrap();
    let seed: u64 = arguments.next().map_or(20_261_122, |seed| seed.parse().unwrap());
    for number in 0..count {
        let mut chance = Chance::new(seed.wrapping_add(u64::try_from(number).unwrap()));
        // Every other one goes to the limits of the writer; the rest are what the product makes of gatherings.
        let (text, expected) =
            if number % 2 == 0 { calendar(&mut chance) } else { invented::calendar(&mut chance) };
        let path = Path::new(&folder).join(format!("{number:05}"));
        std::fs::write(path.with_extension("ics"), text).unwrap();
        std::fs::write(path.with_extension("json"), serde_json::to_vec(&expected).unwrap()).unwrap();
    }
}

fn calendar(chance: &mut Chance) -> (String, Value) {
    let zone = *chance.of(&[Tz::Asia__Tokyo, Tz::Asia__Tokyo, Tz::Asia__Tokyo, Tz::Europe__Berlin, Tz::UTC]);
    let name = texts::line(chance);
    let public = chance.one_in(3);
    let count = match chance.between(0, 49) {
        0 => 0,
        1 => chance.between(50, 400),
        _ => chance.between(1, 12),
    };
    let (events, expected): (Vec<_>, Vec<_>) = (0..count).map(|number| event(chance, number)).unzip();
    let text = Feed { name: &name, zone, public }.write(&events);
    let expected = json!({
        "name": texts::said(&name), "zone": zone.name(), "public": public, "events": expected,
    });
    (text, expected)
}

fn event(chance: &mut Chance, number: usize) -> (FeedEvent<'static>, Value) {
    let minutes = |n: usize| i64::try_from(n).unwrap() * 60_000;
    let starts = BEGINNING + minutes(chance.between(0, 600 * 24 * 60));
    let ends = starts + minutes(chance.between(5, 1440));
    let modified = BEGINNING - minutes(chance.between(0, 100_000)) + 17_123;
    let sequence = if chance.one_in(3) { chance.between(0, 4000) } else { 0 };
    let summary = texts::line(chance);
    let location = chance.one_in(2).then(|| texts::line(chance));
    let description = chance.one_in(3).then(|| texts::anything(chance));
    let cancelled = chance.one_in(9);
    let uid = format!("0198a2c0-7d4e-7000-8000-{number:012}-2026-12-10@engawa");
    let expected = json!({
        "uid": uid, "sequence": sequence, "modified": modified.div_euclid(1000), "start": starts / 1000, "end": ends / 1000,
        "cancelled": cancelled, "summary": texts::said(&summary),
        "location": location.as_deref().map(texts::said), "description": description.as_deref().map(texts::said),
    });
    let event = FeedEvent {
        uid: uid.into(),
        sequence: u32::try_from(sequence).unwrap(),
        modified: Instant(modified),
        starts: Instant(starts),
        ends: Instant(ends),
        cancelled,
        summary: summary.into(),
        location: location.map(Into::into),
        description: description.map(Into::into),
    };
    (event, expected)
}
