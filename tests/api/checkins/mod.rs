//! How somebody feels, and small things that went well.

mod calendar;
mod list_my_checkins;
mod personal_sets;
mod record_checkin;
mod update_checkin;
mod wins;

use serde_json::{Value, json};
use tests::World;

/// One tap, now.
pub fn checkin(world: &World, mood: i64) -> Value {
    json!({ "mood": mood, "occurred_at": world.now_text(), "local_date": world.today() })
}

/// One small thing, now.
pub fn win(world: &World, text: &str) -> Value {
    json!({ "kind": "managed", "text": text, "occurred_at": world.now_text(), "local_date": world.today() })
}

/// A path with a new id.
pub fn new_path(what: &str) -> String {
    format!("/{what}/{}", tests::fresh_id())
}
