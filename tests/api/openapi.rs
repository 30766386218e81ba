//! The specification is the code's, is complete, and lies beside it.

use std::collections::HashSet;
use std::path::PathBuf;

use engawa::authz::Action;
use tests::contract::OPERATIONS;

/// A file of the repository.
pub fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

/// Whether files that are made from the code shall be written instead of compared.
pub fn bless() -> bool {
    #[expect(clippy::disallowed_methods, reason = "asked by whoever runs the tests")]
    let set = std::env::var("ENGAWA_BLESS");
    set.is_ok_and(|value| value == "1")
}

/// Compare a file that is made from the code, or write it.
pub fn same(name: &str, wanted: &str) {
    let path = file(name);
    if bless() {
        std::fs::write(&path, wanted).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == wanted, "{name} is not what the code says: run the tests with ENGAWA_BLESS=1 and look");
}

#[test]
fn the_file_is_what_the_code_says() {
    same("openapi.yaml", &engawa::openapi::yaml().unwrap());
}

#[test]
fn every_operation_says_what_it_does() {
    let mut names = HashSet::new();
    let mut silent = Vec::new();
    for operation in OPERATIONS.iter() {
        let id = operation.id();
        let what = format!("{} {}", operation.method, operation.path);
        assert!(names.insert(id.to_owned()), "{what}: two operations are called {id}");
        assert!(id.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{what}: {id} is no function's name");
        for member in ["summary", "description"] {
            let said = operation.value[member].as_str().unwrap_or_default();
            if said.len() <= 5 {
                silent.push(format!("{id}: no {member}"));
            }
        }
        assert_eq!(operation.value["tags"].as_array().map(Vec::len), Some(1), "{what}: one tag");
        let action = operation.value["x-action"].as_str().unwrap_or_default();
        assert!(Action::ALL.iter().any(|known| known.name() == action), "{what}: unknown action {action}");
        assert!(operation.value["security"].is_array(), "{what}: no security");
        let responses = operation.value["responses"].as_object().unwrap();
        assert!(responses.keys().any(|status| status.starts_with('2')), "{what}: never succeeds");
        for (status, response) in responses {
            assert!(!response["description"].as_str().unwrap_or_default().is_empty(), "{what}: {status}");
        }
    }
    assert!(silent.is_empty(), "{silent:?}");
    assert!(OPERATIONS.len() > 40, "{}", OPERATIONS.len());
}

/// file = function = operationId: each operation has a source file of its name.
#[test]
fn every_operation_has_a_file_of_its_name() {
    for operation in OPERATIONS.iter() {
        let tag = operation.value["tags"][0].as_str().unwrap();
        let path = file(&format!("api/src/{tag}/{}.rs", operation.id()));
        assert!(path.exists(), "{}", path.display());
    }
}

/// Every action is asked for by an operation or, like inviting staff, inside one.
#[test]
fn every_action_is_asked_for() {
    let asked: HashSet<_> = OPERATIONS.iter().filter_map(|op| op.value["x-action"].as_str()).collect();
    let inside = [
        Action::InviteStaff,
        Action::ListHiddenHelpResources,
        Action::CreateGathering,
        Action::MarkMyAttendance,
    ];
    for action in Action::ALL {
        assert!(asked.contains(action.name()) || inside.contains(action), "{}", action.name());
    }
}
