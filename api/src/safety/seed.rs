//! The rows every facility starts with, and what a stranger sees where there is more than one
//! facility. Nobody has checked them for this facility yet, and the page says so.

use std::sync::LazyLock;

use aws_lc_rs::digest::{SHA256, digest};
use serde::Deserialize;

use super::domain::{Facts, Resource};
use crate::kernel::id::HelpResourceId;

/// One row of the file.
#[derive(Debug, Deserialize)]
struct Row {
    slug: String,
    #[serde(flatten)]
    facts: Facts,
}

static ROWS: LazyLock<Vec<Resource>> = LazyLock::new(|| {
    let rows: Vec<Row> = serde_json::from_str(include_str!("help_resources.json")).unwrap_or_default();
    rows.into_iter().map(|row| resource(stable_id(&row.slug), row.facts)).collect()
});

/// The rows as they are for somebody of no facility, with ids that never change.
pub(super) fn built_in() -> &'static [Resource] {
    &ROWS
}

/// A seed row under another id.
pub(super) fn resource(id: HelpResourceId, facts: Facts) -> Resource {
    Resource { id, facts, verified: None, hidden_at: None, version: 1 }
}

/// The same slug has the same id on every installation (UUID version 8, RFC 9562).
fn stable_id(slug: &str) -> HelpResourceId {
    let hash = digest(&SHA256, format!("help_resource|{slug}").as_bytes());
    let mut bytes = [0_u8; 16];
    for (to, from) in bytes.iter_mut().zip(hash.as_ref()) {
        *to = *from;
    }
    HelpResourceId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_page_is_never_empty_and_its_facts_keep_our_own_rules() {
        assert!(built_in().len() >= 17);
        for row in built_in() {
            assert_eq!(row.facts.clone().checked().as_ref(), Ok(&row.facts));
            assert!(row.verified.is_none(), "nobody has checked {}", row.facts.name_ja);
        }
        assert_eq!(built_in().iter().filter(|row| row.facts.last()).count(), 2);
    }

    #[test]
    fn ids_of_built_in_rows_stay_the_same() {
        let ids: HashSet<_> = built_in().iter().map(|row| row.id).collect();
        assert_eq!(ids.len(), built_in().len());
        assert_eq!(stable_id("emergency-119").to_string(), "5ced1333-68f5-8245-9952-93c29d2afc61");
    }
}
