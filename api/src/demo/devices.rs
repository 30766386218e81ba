//! On which phones they write. Coarse names, as the server itself would keep them.

use super::cast::Part;
use crate::authz::Role;

/// The phones of somebody, each with the hours since it was last open. A few people have two, and a few
/// none: they wait for a new card. Staff come in anew each day, so theirs were open this morning.
pub(super) fn of(part: &Part, seed: u64) -> Vec<(&'static str, i64)> {
    if part.roles.contains(&Role::Staff) {
        return vec![("Windows · Edge", 2)];
    }
    let hours = i64::try_from(seed % 5).unwrap_or_default() * 9;
    let phone = match seed % 6 {
        0 | 3 => "iPhone · Safari",
        1 => "Android · Samsung Internet",
        _ => "Android · Chrome",
    };
    match seed % 11 {
        7 => Vec::new(),
        4 => vec![(phone, hours), ("iPad · Safari", hours + 60)],
        _ => vec![(phone, hours)],
    }
}
