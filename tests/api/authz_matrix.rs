//! Who may do what: every operation of the specification is called from every point of view, and
//! answers as the one row of its action in the policy says.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use engawa::authz::Action;
use engawa::authz::policy::{Decision, Row, row};
use tests::contract::{OPERATIONS, Operation};
use tests::{Call, World, both, fresh_id};

use crate::authz_calls::To::{
    self, AoisConsultation, AoisThing, Fuyu, Haru, HarusIdea, HarusThing, House, Self_, Talk,
};
use crate::authz_calls::how;
use crate::authz_things::{Things, etag};
use crate::promised::PROMISED;
use crate::selfcare::{CANARY, plant};

both!(every_operation_answers_every_point_of_view_as_the_policy_says);

/// What was answered, in the letters of `PROMISED`.
fn letter(view: &str, operation: &Operation, answer: u16) -> char {
    match answer {
        401 if view == "anonymous" => 'x',
        403 => 'x',
        404 => '-',
        // The door was open; the empty form was not taken.
        422 if TRIED.contains(&operation.id()) => 'A',
        200..=299 => 'A',
        _ => '?',
    }
}

/// Called with an empty form, which is refused only after the door.
const TRIED: [&str; 9] = [
    "hand_over",
    "set_up_facility",
    "preview_invitation",
    "accept_invitation",
    "begin_session",
    "answer_consultation",
    "create_share_grant",
    "preview_share",
    "open_break_glass",
];

const VIEWS: [&str; 7] =
    ["anonymous", "haru", "another_member", "supporter", "staff", "admin", "staff_elsewhere"];

fn expected(action: Action, to: To, view: &str) -> Decision {
    let rights: Row = row(action);
    let outside = to != Self_ && to != House;
    match view {
        "anonymous" => rights.anonymous,
        // A house without an id in its path is the caller's own house, wherever that is.
        "staff_elsewhere" if outside => rights.outside,
        _ if to == Self_ && rights.own == Decision::Allow => Decision::Allow,
        "another_member" | "supporter" if to == HarusIdea => rights.outside,
        "supporter" if to == AoisThing || to == Talk || to == AoisConsultation => rights.own,
        "haru" if to == Talk => rights.own,
        _ if to == AoisThing || to == Talk => rights.outside,
        _ if to == Fuyu => rights.own,
        "haru" if to == HarusThing || to == HarusIdea || to == Haru => {
            if rights.own == Decision::Allow {
                Decision::Allow
            } else {
                rights.member
            }
        }
        "haru" | "another_member" => rights.member,
        "supporter" => rights.supporter,
        // かわ is staff as well, and roles add up.
        "admin" if rights.staff == Decision::Allow => rights.staff,
        "admin" => rights.admin,
        _ => rights.staff,
    }
}

/// Whether the answer is one that the decision allows.
fn fits(decision: Decision, view: &str, operation: &Operation, answer: u16) -> bool {
    match (decision, view) {
        (Decision::Allow, _) if TRIED.contains(&operation.id()) => answer == 422,
        (Decision::Allow, _) => (200..300).contains(&answer),
        (_, "anonymous") => answer == 401,
        (Decision::Refuse, _) => answer == 403,
        // To take away what one does not have is done already, and says nothing about others.
        (Decision::Conceal, _) => answer == 404 || (operation.method == "DELETE" && answer == 204),
    }
}

/// Deleting an operation's entry here, or an operation without one, fails; so does any wrong cell.
async fn every_operation_answers_every_point_of_view_as_the_policy_says(world: World) {
    let mut wrong = Vec::new();
    plant(&world).await;
    let mut said: BTreeMap<&str, String> = BTreeMap::new();
    let mut cells = 0;

    for view in VIEWS {
        for operation in OPERATIONS.iter() {
            let Some((to, body)) = how(&world, operation.id()) else {
                panic!("{} has no entry in the table of calls", operation.id());
            };
            let things = Things { haru: world.haru().await, mori: world.mori().await };
            let client = match view {
                "anonymous" => world.somebody(),
                "haru" => world.haru().await,
                "another_member" => world.natsu().await,
                "supporter" => world.aoi().await,
                "staff" => world.mori().await,
                "admin" => world.kawa().await,
                _ => world.tani().await,
            };
            let path = things.path(&world, operation).await;
            let mut call = Call::new(&operation.method, &path).header("sec-fetch-site", "same-origin");
            if !body.is_null() {
                call = call.json(&body);
            }
            if operation.id() == "keep_certificate" {
                call = call.bytes(crate::training::files::png());
            }
            if operation.method == "POST" {
                call = call.key(&fresh_id().to_string());
            }
            if operation.method == "PATCH" || operation.id().starts_with("replace_") {
                call = call.if_match(&etag(&things, &client, operation, &path).await);
            }

            let answer = client.send(call).await;

            if operation.id() == "start_rest" && answer.status == 200 {
                client.delete("/me/rest").await.ok(204);
            }
            let seen = String::from_utf8_lossy(&answer.bytes);
            assert!(
                view == "supporter" || !seen.contains(CANARY),
                "{view} {} sees the canary",
                operation.id()
            );
            let action = operation.value["x-action"].as_str().unwrap();
            let action = *Action::ALL.iter().find(|known| known.name() == action).unwrap();
            let mut decision = expected(action, to, view);
            if view == "staff_elsewhere" && operation.path.contains('{') && to == House {
                decision = row(action).outside;
            }
            if !fits(decision, view, operation, answer.status) {
                wrong.push(format!(
                    "{view} {}: {decision:?}, but {} {}",
                    operation.id(),
                    answer.status,
                    answer.body
                ));
            }
            said.entry(operation.id()).or_default().push(letter(view, operation, answer.status));
            cells += 1;
            if operation.id() == "end_membership" && answer.status == 204 {
                world.forget("はる");
            }
        }
    }

    let promised: BTreeMap<&str, String> =
        PROMISED.iter().map(|(operation, letters)| (*operation, (*letters).to_owned())).collect();
    let broken: Vec<String> = said
        .iter()
        .filter(|(operation, letters)| promised.get(*operation) != Some(letters))
        .map(|(operation, letters)| {
            format!("{operation}: promised {:?}, answered {letters}", promised.get(operation))
        })
        .collect();
    assert!(broken.is_empty(), "in the order of {VIEWS:?}:\n{}", broken.join("\n"));
    assert_eq!(promised.len(), said.len(), "a promise without an operation");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(cells, VIEWS.len() * OPERATIONS.len());
}

/// The page that people read is the policy, rendered.
#[test]
fn the_page_about_rights_is_the_policy() {
    let mut page = String::from(
        "# Who may do what\n\nMade from `api/src/authz/policy.rs` by the tests (`ENGAWA_BLESS=1`); do not edit.\n\n\
         A yes · R no, and they may know that it exists (403; 401 when nobody is signed in) · C no, and it looks as \
         if it did not exist (404). *own*: the thing is theirs. *elsewhere*: it belongs to another facility, or to \
         nobody. *shown*: also for whom its owner shows it to, until the day they said. *opened*: also for staff with an open \
         break-glass. *audited*: every decision leaves an entry in the audit log.\n\n\
         | action | operations | anonymous | own | member | supporter | staff | admin | elsewhere | shown | opened | audited |\n\
         |---|---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    let mut operations: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for operation in OPERATIONS.iter() {
        operations.entry(operation.value["x-action"].as_str().unwrap()).or_default().push(operation.id());
    }
    let letter = |decision: Decision| match decision {
        Decision::Allow => "A",
        Decision::Refuse => "R",
        Decision::Conceal => "C",
    };
    for action in Action::ALL {
        let r = row(*action);
        let cells =
            [r.anonymous, r.own, r.member, r.supporter, r.staff, r.admin, r.outside].map(letter).join(" | ");
        let names = operations.get(action.name()).map_or_else(String::new, |names| names.join(", "));
        let also = [(r.shown, "A"), (r.opened, "A"), (r.audited, "yes")];
        let also = also.map(|(is, word)| if is { word } else { "" }).join(" | ");
        writeln!(page, "| `{}` | {names} | {cells} | {also} |", action.name()).unwrap();
    }

    crate::openapi::same("docs/authorization.md", &page);
}
