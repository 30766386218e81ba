//! Who may do what: every operation of the specification is called from every point of view, and
//! answers as the one row of its action in the policy says.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use engawa::authz::Action;
use engawa::authz::policy::{Decision, Row, row};
use serde_json::{Value, json};
use tests::contract::{OPERATIONS, Operation};
use tests::{Call, Client, World, both, fresh_id};

use crate::checkins::{checkin, win};

both!(every_operation_answers_every_point_of_view_as_the_policy_says);

/// What an operation is done to, and so how the point of view stands to it.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum To {
    /// Nothing that is anybody's yet, or the caller's own by its path: `/me`.
    Self_,
    /// A thing of はる.
    HarusThing,
    /// はる as a person.
    Haru,
    /// Something that belongs to the facility.
    House,
}
use To::{Haru, HarusThing, House, Self_};

/// How each operation is called: to what, and with which body.
pub(crate) fn how(world: &World, id: &str) -> Option<(To, Value)> {
    Some(match id {
        "get_welcome"
        | "refresh_session"
        | "get_me"
        | "list_my_sessions"
        | "get_facility"
        | "end_session"
        | "list_help_resources"
        | "list_my_checkins"
        | "list_my_wins"
        | "get_my_calendar"
        | "get_my_words"
        | "get_my_items"
        | "get_totp_secret" => (Self_, Value::Null),
        "set_up_facility" | "accept_invitation" | "preview_invitation" | "begin_session" => {
            (Self_, json!({}))
        }
        "update_me" => (Self_, json!({ "language": "en" })),
        "accept_pledge" => (Self_, json!({ "version": 1 })),
        "record_checkin" => (Self_, checkin(world, 3)),
        "record_win" => (Self_, win(world, "x")),
        "replace_my_words" => (Self_, json!({ "words": ["x"] })),
        "replace_my_items" => (Self_, json!({ "items": [] })),
        "revoke_my_session" | "get_checkin" | "delete_checkin" | "delete_win" => (HarusThing, Value::Null),
        "update_checkin" => (HarusThing, json!({ "mood": 2 })),
        "update_win" => (HarusThing, json!({ "kind": "rested" })),
        "get_person" | "grant_role" | "end_role" | "end_membership" | "revoke_person_sessions" => {
            (Haru, Value::Null)
        }
        "update_person" => (Haru, json!({ "nickname": "はるか" })),
        "list_people"
        | "list_invitations"
        | "revoke_invitation"
        | "hide_help_resource"
        | "verify_help_resource" => (House, Value::Null),
        "update_facility" => (House, json!({ "name": "ひなた" })),
        "create_invitation" => (House, json!({ "role": "member" })),
        "create_help_resource" => {
            (House, json!({ "name_ja": "x", "kind": "phone", "number": "06-0000-0000" }))
        }
        "update_help_resource" => (House, json!({ "hours_ja": "x" })),
        _ => return None,
    })
}

/// はる's things and the facility's things, made fresh for each call.
pub(crate) struct Things {
    pub(crate) haru: Client,
    pub(crate) mori: Client,
}

impl Things {
    pub(crate) async fn path(&self, world: &World, operation: &Operation) -> String {
        let mut path = operation.path.trim_start_matches("/api/v1").to_owned();
        let mut put = |name: &str, value: &str| path = path.replace(&format!("{{{name}}}"), value);
        match operation.id() {
            "record_checkin" => put("checkin_id", &fresh_id().to_string()),
            "record_win" => put("win_id", &fresh_id().to_string()),
            "get_checkin" | "update_checkin" | "delete_checkin" => {
                let id = fresh_id().to_string();
                self.haru.put(&format!("/checkins/{id}"), &checkin(world, 3)).await.ok(201);
                put("checkin_id", &id);
            }
            "update_win" | "delete_win" => {
                let id = fresh_id().to_string();
                self.haru.put(&format!("/wins/{id}"), &win(world, "x")).await.ok(201);
                put("win_id", &id);
            }
            "revoke_my_session" => {
                world.haru().await;
                let devices = self.haru.get("/me/sessions").await.items();
                let other = devices.iter().find(|device| device["current"] == false).unwrap();
                put("session_id", other["session_id"].as_str().unwrap());
            }
            "revoke_invitation" => {
                let card = self.mori.post("/invitations", &json!({ "role": "member" })).await;
                put("invitation_id", card.ok(201)["invitation_id"].as_str().unwrap());
            }
            "update_help_resource" | "hide_help_resource" | "verify_help_resource" => {
                let body = json!({ "name_ja": "x", "kind": "phone", "number": "06-0000-0000" });
                let row = self.mori.post("/help_resources", &body).await;
                put("help_resource_id", row.ok(201)["help_resource_id"].as_str().unwrap());
            }
            _ => {}
        }
        put("person_id", &self.haru.person_id());
        put("role", "supporter");
        match operation.id() {
            "get_my_calendar" => path.push_str("?month=2026-11"),
            "get_totp_secret" => path.push_str("?login_name=mori"),
            _ => {}
        }
        path
    }
}

/// The version that an edit edits, read by somebody who may.
pub(crate) async fn etag(things: &Things, client: &Client, operation: &Operation, path: &str) -> String {
    let get = |who: &'static str, path: &str| (who, path.to_owned());
    let (who, path) = match operation.id() {
        "update_me" => get("caller", "/me"),
        "replace_my_words" => get("caller", "/me/words"),
        "replace_my_items" => get("caller", "/me/personal_items"),
        "update_facility" => get("staff", "/facility"),
        "update_person" => get("staff", path),
        _ => return "\"v1\"".to_owned(),
    };
    let reader = if who == "staff" { &things.mori } else { client };
    let found = reader.get(&path).await;
    if found.status == 200 { found.etag() } else { "\"v1\"".to_owned() }
}

/// What the people who will use this were promised, written down by hand: one letter for each point of
/// view in the order of `VIEWS`. **A** allowed; **x** refused, and they may know that it exists; **-** as if
/// it did not exist. Nothing here is read from the policy, so that a wrong cell there cannot hide itself.
#[rustfmt::skip]
const PROMISED: &[(&str, &str)] = &[
    // What anybody may read or try before they are in.
    ("get_welcome",            "AAAAAAA"),
    ("list_help_resources",    "AAAAAAA"),
    ("get_totp_secret",        "AAAAAAA"),
    ("set_up_facility",        "AAAAAAA"),
    ("preview_invitation",     "AAAAAAA"),
    ("accept_invitation",      "AAAAAAA"),
    ("begin_session",          "AAAAAAA"),
    ("refresh_session",        "AAAAAAA"),
    // Everybody for themselves, whatever their roles.
    ("get_me",                 "xAAAAAA"),
    ("update_me",              "xAAAAAA"),
    ("accept_pledge",          "xAAAAAA"),
    ("end_session",            "xAAAAAA"),
    ("list_my_sessions",       "xAAAAAA"),
    ("record_checkin",         "xAAAAAA"),
    ("list_my_checkins",       "xAAAAAA"),
    ("get_my_calendar",        "xAAAAAA"),
    ("get_my_words",           "xAAAAAA"),
    ("replace_my_words",       "xAAAAAA"),
    ("get_my_items",           "xAAAAAA"),
    ("replace_my_items",       "xAAAAAA"),
    ("record_win",             "xAAAAAA"),
    ("list_my_wins",           "xAAAAAA"),
    // はる's own things: nobody else learns that they exist, not even staff.
    ("get_checkin",            "xA-----"),
    ("update_checkin",         "xA-----"),
    ("delete_checkin",         "xA-----"),
    ("update_win",             "xA-----"),
    ("delete_win",             "xA-----"),
    ("revoke_my_session",      "xA-----"),
    // The house: everybody in it reads, staff look after people, admins after roles and the house itself.
    ("get_facility",           "xAAAAAA"),
    ("update_facility",        "xxxxxAx"),
    ("list_people",            "xxxxAAA"),
    ("get_person",             "xxxxAA-"),
    ("update_person",          "xxxxAA-"),
    ("revoke_person_sessions", "xxxxAA-"),
    ("grant_role",             "xxxxxA-"),
    ("end_role",               "xxxxxA-"),
    ("end_membership",         "xAxxxA-"),
    ("create_invitation",      "xxxxAAA"),
    ("list_invitations",       "xxxxAAA"),
    ("revoke_invitation",      "xxxxAA-"),
    ("create_help_resource",   "xxxxAAA"),
    ("update_help_resource",   "xxxxAA-"),
    ("hide_help_resource",     "xxxxAA-"),
    ("verify_help_resource",   "xxxxAA-"),
    // The calendar: everybody in the house reads and answers; whoever leads (here はる) and staff run it.
    ("list_occurrences",       "xAAAAAA"),
    ("list_gatherings",        "xAAAAAA"),
    ("create_gathering",       "xAAAAAA"),
    ("get_gathering",          "xAAAAA-"),
    ("update_gathering",       "xAxxAA-"),
    ("cancel_gathering",       "xAxxAA-"),
    ("approve_gathering",      "xx--AA-"),
    ("get_occurrence",         "xAAAAA-"),
    ("change_occurrence",      "xAxxAA-"),
    ("cancel_occurrence",      "xAxxAA-"),
    ("get_closing_days",       "xAAAAAA"),
    ("replace_closing_days",   "xxxxAAA"),
    ("set_participation",      "xAAAAA-"),
    ("withdraw_participation", "xAAAAA-"),
    ("list_my_participations", "xAAAAAA"),
    ("list_participants",      "xAxxAA-"),
    ("confirm_attendance",     "xAxxAA-"),
    ("send_signal",            "xAAAAA-"),
    ("list_signals",           "xAxxAA-"),
    ("see_signal",             "xAxxAA-"),
    ("record_reflection",      "xAAAAA-"),
    // Whoever holds the link reads the feed; nobody else learns of it.
    ("create_calendar_feed",   "xAAAAAA"),
    ("list_calendar_feeds",    "xAAAAAA"),
    ("revoke_calendar_feed",   "xA-----"),
    ("get_calendar_feed",      "AAAAAAA"),
    ("get_open_calendar",      "AAAAAAA"),
];

/// What was answered, in the letters of `PROMISED`.
fn letter(view: &str, operation: &Operation, answer: u16) -> char {
    let tried = ["set_up_facility", "preview_invitation", "accept_invitation", "begin_session"];
    match answer {
        401 if view == "anonymous" => 'x',
        403 => 'x',
        404 => '-',
        // The door was open; the empty form was not taken.
        422 if tried.contains(&operation.id()) => 'A',
        200..=299 => 'A',
        _ => '?',
    }
}

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
        "haru" if to == HarusThing || to == Haru => {
            if rights.own == Decision::Allow {
                Decision::Allow
            } else {
                rights.member
            }
        }
        "haru" | "another_member" => rights.member,
        "supporter" => rights.supporter,
        "admin" => rights.admin,
        _ => rights.staff,
    }
}

/// Whether the answer is one that the decision allows.
fn fits(decision: Decision, view: &str, operation: &Operation, answer: u16) -> bool {
    match (decision, view) {
        (Decision::Allow, _)
            if ["set_up_facility", "accept_invitation", "preview_invitation", "begin_session"]
                .contains(&operation.id()) =>
        {
            answer == 422
        }
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
            if operation.method == "POST" {
                call = call.key(&fresh_id().to_string());
            }
            if operation.method == "PATCH" || operation.id().starts_with("replace_") {
                call = call.if_match(&etag(&things, &client, operation, &path).await);
            }

            let answer = client.send(call).await;

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
         nobody. *audited*: every decision leaves an entry in the audit log.\n\n\
         | action | operations | anonymous | own | member | supporter | staff | admin | elsewhere | audited |\n\
         |---|---|---|---|---|---|---|---|---|---|\n",
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
        let audited = if r.audited { "yes" } else { "" };
        writeln!(page, "| `{}` | {names} | {cells} | {audited} |", action.name()).unwrap();
    }

    crate::openapi::same("docs/authorization.md", &page);
}
