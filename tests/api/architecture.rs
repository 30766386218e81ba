//! The house stays as it was planned: who may use whom, and how large a thing may get.

use std::path::{Path, PathBuf};

use crate::openapi::file;

/// All source files below a folder of the repository, with their text.
pub fn sources(folder: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                found.push(path);
            }
        }
    }
    let root = file(folder);
    let mut found = Vec::new();
    walk(&root, &mut found);
    found.sort();
    assert!(!found.is_empty(), "{}", root.display());
    found
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            (path.strip_prefix(&root).unwrap().to_string_lossy().into_owned(), text)
        })
        .collect()
}

/// Which modules of the crate each module may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("kernel", &["kernel"]),
    ("db", &["db", "kernel"]),
    ("authz", &["authz", "kernel"]),
    ("audit", &["audit", "authz", "db", "kernel"]),
    ("http", &["http", "authz", "audit", "db", "kernel", "config"]),
    ("changes", &["changes", "http", "authz", "audit", "db", "kernel"]),
    ("people", &["people", "http", "authz", "audit", "db", "kernel"]),
    ("notices", &["notices", "changes", "people", "http", "authz", "audit", "db", "kernel"]),
    ("trail", &["trail", "people", "http", "authz", "audit", "kernel"]),
    ("gatherings", &["gatherings", "notices", "people", "http", "authz", "audit", "db", "kernel"]),
    (
        "sharing",
        &["sharing", "gatherings", "notices", "changes", "people", "http", "authz", "audit", "db", "kernel"],
    ),
    (
        "checkins",
        &[
            "checkins",
            "sharing",
            "gatherings",
            "notices",
            "changes",
            "people",
            "http",
            "authz",
            "audit",
            "db",
            "kernel",
        ],
    ),
    (
        "safety",
        &["safety", "sharing", "changes", "notices", "people", "http", "authz", "audit", "db", "kernel"],
    ),
    (
        "dashboard",
        &[
            "dashboard",
            "comfort",
            "selfcare",
            "availability",
            "checkins",
            "sharing",
            "safety",
            "handover",
            "training",
            "gatherings",
            "changes",
            "people",
            "http",
            "authz",
            "db",
            "kernel",
        ],
    ),
    ("training", &["training", "changes", "people", "http", "authz", "audit", "db", "kernel"]),
    (
        "push",
        &[
            "push",
            "availability",
            "notices",
            "changes",
            "people",
            "http",
            "authz",
            "audit",
            "db",
            "kernel",
            "config",
        ],
    ),
    (
        "mail",
        &["mail", "push", "notices", "changes", "people", "http", "authz", "audit", "db", "kernel", "config"],
    ),
    (
        "availability",
        &[
            "availability",
            "training",
            "safety",
            "gatherings",
            "changes",
            "notices",
            "people",
            "http",
            "authz",
            "audit",
            "db",
            "kernel",
        ],
    ),
    (
        "handover",
        &[
            "handover",
            "availability",
            "changes",
            "notices",
            "people",
            "http",
            "authz",
            "audit",
            "db",
            "kernel",
        ],
    ),
    (
        "own_data",
        &[
            "own_data",
            "handover",
            "mail",
            "dashboard",
            "sharing",
            "push",
            "selfcare",
            "availability",
            "checkins",
            "gatherings",
            "safety",
            "training",
            "comfort",
            "notices",
            "people",
            "http",
            "authz",
            "audit",
            "db",
            "kernel",
            "config",
        ],
    ),
    (
        "comfort",
        &[
            "comfort",
            "availability",
            "checkins",
            "sharing",
            "changes",
            "notices",
            "people",
            "http",
            "authz",
            "audit",
            "db",
            "kernel",
        ],
    ),
    (
        "selfcare",
        &[
            "selfcare",
            "availability",
            "checkins",
            "gatherings",
            "changes",
            "notices",
            "training",
            "people",
            "http",
            "authz",
            "audit",
            "db",
            "kernel",
        ],
    ),
];

#[test]
fn modules_use_only_what_lies_below_them() {
    for (path, text) in sources("api/src") {
        let module = path.split('/').next().unwrap();
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else { continue };
        for (at, _) in text.match_indices("crate::") {
            let rest = text.get(at + 7..).unwrap();
            let used: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            assert!(used.is_empty() || allowed.contains(&used.as_str()), "{path} uses crate::{used}");
        }
    }
}

#[test]
fn rules_are_pure() {
    const RULES: [&str; 9] = [
        "recurrence.rs",
        "repeats.rs",
        "days_off.rs",
        "holidays.rs",
        "plan.rs",
        "series.rs",
        "edit.rs",
        "feed.rs",
        "calendar.rs",
    ];
    let rule = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or_default();
        path.starts_with("gatherings/") && !path.contains("/store/") && RULES.contains(&name)
    };
    let pure = |path: &str| {
        path.starts_with("kernel/")
            || path.starts_with("authz/")
            || path.ends_with("domain.rs")
            || ["own_data/csv.rs", "own_data/page.rs", "own_data/words.rs", "audit/chain.rs"].contains(&path)
            || ["training/rule.rs", "training/certificate.rs"].contains(&path)
            || ["comfort/rule.rs", "comfort/hello.rs", "checkins/sign.rs"].contains(&path)
            || ["push/endpoint.rs", "push/outcome.rs", "push/message.rs"].contains(&path)
            || rule(path)
    };
    for (path, text) in sources("api/src") {
        for word in ["actix_web", "sea_orm", "tokio::"] {
            assert!(!pure(&path) || !text.contains(word), "{path} names {word}");
        }
    }
}

/// Files outside of stores, entities and `db/` that name the database library, and why.
const NAME_SEA_ORM: [(&str, &str); 23] = [
    ("own_data/taking.rs", "reads on any connection"),
    ("availability/care.rs", "lets self-care ask on any connection"),
    ("comfort/showing.rs", "shows on any connection, also inside a write"),
    ("checkins/diary.rs", "the queries that all diaries share"),
    ("selfcare/showing.rs", "shows on any connection, also inside a write"),
    ("selfcare/consultation_view.rs", "shows on any connection, also inside a write"),
    ("safety/mod.rs", "lets other features ask on any connection"),
    ("handover/mod.rs", "lets other features ask on any connection"),
    ("training/mod.rs", "lets other features ask on any connection"),
    ("gatherings/mod.rs", "lets other features ask on any connection"),
    ("availability/unseal.rs", "opens on any connection, also inside a write"),
    ("changes/mod.rs", "writes its two tables inside the writes of others"),
    ("notices/mod.rs", "writes its table inside the writes of others"),
    ("gatherings/showing.rs", "shows on any connection, also inside a write"),
    ("http/idempotency.rs", "keeps answers in a table of its own"),
    ("http/health.rs", "asks whether the database answers"),
    ("audit/", "appends to a table of its own"),
    ("people/mod.rs", "lets other features ask on any connection"),
    ("server.rs", "names the error of a database that does not open"),
    ("backup/", "copies whole tables"),
    ("demo/", "writes a sample facility"),
    ("doctor.rs", "looks at the database itself"),
    ("kernel/problem.rs", ""),
];

#[test]
fn only_stores_speak_to_the_database() {
    for (path, text) in sources("api/src") {
        let store = path.contains("store") || path.contains("entity") || path.starts_with("db/");
        let known = NAME_SEA_ORM.iter().any(|(name, why)| path.starts_with(name) && !why.is_empty());
        let seed = path.ends_with("seed.rs");
        assert!(store || known || seed || !text.contains("sea_orm"), "{path} names sea_orm");
    }
}

#[test]
fn no_file_is_longer_than_400_lines() {
    for folder in ["api/src", "tests/src", "tests/api"] {
        for (path, text) in sources(folder) {
            let lines = text.lines().count();
            assert!(lines <= 400, "{folder}/{path} has {lines} lines");
        }
    }
}

#[test]
fn no_file_has_a_name_that_says_nothing() {
    for (path, _) in sources("api/src") {
        for part in path.trim_end_matches(".rs").split('/') {
            let empty = ["utils", "util", "helpers", "helper", "common", "types", "models", "misc"];
            assert!(!empty.contains(&part), "{path}");
        }
    }
}

/// People are not measured: nothing that could become a mark has a column.
#[test]
fn no_column_judges_anybody() {
    for (path, text) in sources("api/src/db/migration") {
        for line in text.lines().map(str::to_lowercase) {
            for word in ["score", "risk", "severity", "streak", "adherence", "diagnos"] {
                assert!(!line.contains(word), "{path}: {line}");
            }
        }
    }
}
