//! A stretch of the week as its supporter plans it: with where they sit and the room on the net, which nobody reads
//! but who comes. Pure.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::domain::{
    LONGEST_PLACE, MOST_SLOTS, Style, TalkMode, WeeklySlot, optional_line, web_address, weekly,
};
use crate::gatherings::recurrence::Weekday;
use crate::kernel::local::{TimeOfDay, at};
use crate::kernel::problem::{Faults, Problem};
use crate::kernel::time::Instant;

/// A stretch of the week in which somebody plans to listen, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "weekday": "tu", "starts_at": "13:00", "ends_at": "15:00", "modes": ["in_person"], "style": "listen", "place": "2階のソファ"
})))]
pub struct PlanSlot {
    /// On which day.
    pub weekday: Weekday,
    /// From when.
    pub starts_at: TimeOfDay,
    /// Until when, on the same day; at most four hours later.
    pub ends_at: TimeOfDay,
    /// How.
    pub modes: Vec<TalkMode>,
    /// Talking, or only listening.
    pub style: Style,
    /// Where they sit. Only whoever chose the hour is told, and whoever comes.
    #[serde(default)]
    #[schema(max_length = 3_200)]
    pub place: Option<String>,
    /// The address of the online room, https. Only whoever chose the hour is told, and whoever comes.
    #[serde(default)]
    #[schema(max_length = 12_000)]
    pub link: Option<String>,
}

/// Where somebody is in one stretch of the week. Kept sealed, apart from the hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotPlace {
    /// On which day.
    pub weekday: Weekday,
    /// From when.
    pub starts_at: TimeOfDay,
    /// Where they sit.
    pub place: Option<String>,
    /// The address of the online room.
    pub link: Option<String>,
}

/// Take a week as it was said: its hours in order, and where.
///
/// # Errors
/// Every slot that cannot be.
pub fn taken(slots: &[PlanSlot]) -> Result<(Vec<WeeklySlot>, Vec<SlotPlace>), Problem> {
    let mut faults = Faults::default();
    let mut places = Vec::new();
    for (place, slot) in slots.iter().enumerate().take(MOST_SLOTS) {
        let pointer = |member: &str| format!("/slots/{place}/{member}");
        let place = faults.check(optional_line(&pointer("place"), slot.place.as_deref(), LONGEST_PLACE));
        let link = slot.link.as_deref().map(|link| web_address(&pointer("link"), link)).transpose();
        let (place, link) = (place.flatten(), faults.check(link).flatten().flatten());
        if place.is_some() || link.is_some() {
            places.push(SlotPlace { weekday: slot.weekday, starts_at: slot.starts_at, place, link });
        }
    }
    let hours: Vec<WeeklySlot> = slots.iter().map(PlanSlot::hours).collect();
    let hours = weekly(&hours, &mut faults);
    faults.finish(Some((hours, places)))
}

/// The same as it is shown to the one whose week it is.
#[must_use]
pub fn with_places(hours: Vec<WeeklySlot>, places: &[SlotPlace]) -> Vec<PlanSlot> {
    let whole = |slot: WeeklySlot| {
        let mine = |one: &&SlotPlace| one.weekday == slot.weekday && one.starts_at == slot.starts_at;
        let (place, link) = said(places.iter().find(mine));
        let WeeklySlot { weekday, starts_at, ends_at, modes, style } = slot;
        PlanSlot { weekday, starts_at, ends_at, modes, style, place, link }
    };
    hours.into_iter().map(whole).collect()
}

/// Where somebody is in the stretch of their week that begins at an instant: the place and the room.
#[must_use]
pub fn at_hour(places: &[SlotPlace], begins: Instant, zone: Tz) -> (Option<String>, Option<String>) {
    let day = begins.day_in(zone);
    let theirs = |one: &&SlotPlace| one.weekday == Weekday::of(day) && at(day, one.starts_at, zone) == begins;
    said(places.iter().find(theirs))
}

fn said(found: Option<&SlotPlace>) -> (Option<String>, Option<String>) {
    found.map_or((None, None), |one| (one.place.clone(), one.link.clone()))
}

impl PlanSlot {
    fn hours(&self) -> WeeklySlot {
        WeeklySlot {
            weekday: self.weekday,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            modes: self.modes.clone(),
            style: self.style,
        }
    }
}
