//! Every kind of refusal has one name, one page, and a test that provokes it.

use std::collections::HashSet;

use engawa::kernel::problem::ProblemType;
use tests::{World, both};

both!(every_kind_has_a_page);

/// Kinds that no test over HTTP can provoke, and why.
const NOT_PROVOKED: [(&str, &str); 2] = [
    ("internal", "a fault of ours; the client of the tests stops at every 500"),
    ("unavailable", "needs a broken database; the races accept it and the fault tests meet it"),
];

#[test]
fn every_kind_has_one_name() {
    let names: HashSet<_> = ProblemType::ALL.iter().map(|kind| kind.kebab()).collect();

    assert_eq!(names.len(), ProblemType::ALL.len());
    for kind in ProblemType::ALL {
        assert!(kind.kebab().chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", kind.kebab());
        assert!((400..600).contains(&kind.status()));
        assert!(!kind.title().is_empty());
    }
}

async fn every_kind_has_a_page(world: World) {
    let nobody = world.somebody();

    for kind in ProblemType::ALL {
        let page = nobody.get(&format!("//problems/{}", kind.kebab())).await;
        page.ok(200);
        assert!(String::from_utf8_lossy(&page.bytes).contains(kind.title()), "{}", kind.kebab());
    }
    nobody.get("//problems/no-such-kind").await.problem(404, "not-found");
}

#[test]
fn every_kind_is_provoked_by_a_test() {
    let mut sources = String::new();
    for (path, text) in crate::architecture::sources("tests/api") {
        if !path.ends_with("problems.rs") {
            sources.push_str(&text);
        }
    }

    for kind in ProblemType::ALL {
        let excused = NOT_PROVOKED.iter().any(|(name, _)| *name == kind.kebab());
        let provoked = sources.contains(&format!("problem({}, \"{}\")", kind.status(), kind.kebab()));
        assert!(provoked || excused, "no test provokes {} {}", kind.status(), kind.kebab());
    }
}
