//! Who may do what: every operation of the specification is called from every point of view, and
//! answers as the one row of its action in the policy says.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Mutex;

use engawa::authz::policy::{Decision, Row, row};
use engawa::authz::{Action, Role};
use serde_json::{Value, json};
use tests::contract::{OPERATIONS, Operation};
use tests::{Call, Client, World, both, fresh_id};

use crate::authz_calls::To::{
    self, AoisConsultation, AoisThing, Fuyu, Haru, HarusIdea, HarusThing, House, Self_, Talk,
};
use crate::authz_calls::how;
use crate::availability::listening;
use crate::checkins::{checkin, win};
use crate::gatherings::{meeting, on_now};
use crate::promised::PROMISED;
use crate::selfcare::{CANARY, consultation, forget_consultations, plant, selfcare_log};

both!(every_operation_answers_every_point_of_view_as_the_policy_says);

/// はる's things and the facility's things, made fresh for each call.
pub(crate) struct Things {
    pub(crate) haru: Client,
    pub(crate) mori: Client,
}

impl Things {
    /// A gathering for everybody, which もり made and はる leads; the last one, as long as it was not changed.
    async fn gathering(&self, world: &World) -> String {
        static LAST: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());
        let last = LAST.lock().unwrap().get(&world.base).cloned();
        if let Some(last) = last {
            let now = self.mori.get(&format!("/gatherings/{last}")).await.ok(200).clone();
            let unchanged = now["state"] == "published" && now["version"] == 1;
            if unchanged && now["host"]["person_id"] == self.haru.person_id() {
                return last;
            }
        }
        let mut body = on_now(world);
        body["host_id"] = json!(self.haru.person_id());
        let made = self.mori.post("/gatherings", &body).await;
        let id = made.ok(201)["gathering_id"].as_str().unwrap().to_owned();
        LAST.lock().unwrap().insert(world.base.clone(), id.clone());
        id
    }

    /// An idea of はる that nobody has answered. Earlier ones are answered: there is room for five.
    async fn idea(&self, world: &World) -> String {
        for open in self.mori.get("/gatherings?state=proposed").await.items() {
            let path = format!("/gatherings/{}/approval", open["gathering_id"].as_str().unwrap());
            self.mori.post(&path, &json!({ "approved": false })).await.ok(200);
        }
        let made = self.haru.post("/gatherings", &meeting(world)).await;
        made.ok(201)["gathering_id"].as_str().unwrap().to_owned()
    }

    /// A wish of はる as far on as an operation needs it.
    async fn talk(&self, world: &World, operation: &str, put: &mut impl FnMut(&str, &str)) {
        match operation {
            "request_talk" => world.forget_talks().await,
            "get_talk_request" | "cancel_talk_request" | "send_talk_request_to_staff" => {
                world.forget_talks().await;
                put("talk_request_id", &crate::availability::asked(&self.haru).await);
            }
            "meet_talk_request" | "follow_up_talk_request" => {
                world.forget_talks().await;
                let id = crate::availability::asked(&self.haru).await;
                let path = format!("/talk_requests/{id}/escalation");
                self.haru.post(&path, &json!({})).await.ok(200);
                put("talk_request_id", &id);
            }
            "start_talk" | "end_talk" | "hand_over_talk" | "record_relief" | "record_aftercare"
            | "see_offer" | "pass_offer" | "accept_offer" => {
                world.forget_talks().await;
                let (aoi, id, offer) = crate::availability::offered(world, &self.haru).await;
                put("offer_id", &offer);
                put("talk_id", &id);
                let yes = json!({ "in_minutes": 0 });
                let (accept, start) = (format!("/offers/{offer}/acceptance"), format!("/talks/{id}/start"));
                let steps = match operation {
                    "start_talk" | "hand_over_talk" => 1,
                    "end_talk" => 2,
                    "record_relief" | "record_aftercare" => 3,
                    _ => 0,
                };
                for (path, body) in
                    [(accept, yes), (start, Value::Null), (format!("/talks/{id}/end"), Value::Null)]
                        .into_iter()
                        .take(steps)
                {
                    aoi.post(&path, &body).await.ok(204);
                }
            }
            _ => {}
        }
    }

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
            "get_calendar_feed" | "revoke_calendar_feed" => {
                // One may have ten of them.
                for feed in self.haru.get("/me/calendar_feeds").await.items() {
                    let id = feed["feed_id"].as_str().unwrap();
                    self.haru.delete(&format!("/me/calendar_feeds/{id}")).await.ok(204);
                }
                let feed = self.haru.post("/me/calendar_feeds", &json!({ "detail": "busy" })).await;
                let feed = feed.ok(201);
                let token = feed["url"].as_str().unwrap().rsplit('/').next().unwrap();
                put("token", token.trim_end_matches(".ics"));
                put("feed_id", feed["feed_id"].as_str().unwrap());
            }
            "record_selfcare_log" => put("log_id", &fresh_id().to_string()),
            "delete_selfcare_log" => {
                let id = fresh_id().to_string();
                let body = selfcare_log(world);
                world.aoi().await.put(&format!("/selfcare_logs/{id}"), &body).await.ok(201);
                put("log_id", &id);
            }
            "request_consultation" | "answer_consultation" | "close_consultation" => {
                let aoi = world.aoi().await;
                forget_consultations(&aoi).await;
                if operation.id() != "request_consultation" {
                    put("consultation_id", &consultation(&aoi).await);
                }
            }
            "record_aftercare" => self.talk(world, operation.id(), &mut put).await,
            id if id.contains("talk") || id.ends_with("_offer") || id == "record_relief" => {
                self.talk(world, id, &mut put).await;
            }
            "get_supporter" => {
                let aoi = world.aoi().await;
                let mut body = listening(world);
                body["topics"] = json!([]);
                aoi.put("/me/availability", &body).await.ok(200);
                put("person_id", &aoi.person_id());
            }
            "block_person" | "unblock_person" => {
                let fuyu = world.person("ふゆ", world.hidamari, &[Role::Member]).await;
                put("person_id", &fuyu.to_string());
            }
            "get_open_calendar" => put("facility_slug", "hidamari"),
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
        if operation.path.contains("{gathering_id}") {
            let idea = operation.id() == "approve_gathering";
            let id = if idea { self.idea(world).await } else { self.gathering(world).await };
            if operation.id() == "see_signal" {
                let signals = format!("/gatherings/{id}/occurrences/{}/signals", world.today());
                let sent = self.haru.post(&signals, &json!({ "kind": "need_watcher" })).await;
                put("signal_id", sent.ok(201)["signal_id"].as_str().unwrap());
            }
            put("gathering_id", &id);
            put("recurrence_id", &world.today());
        }
        put("person_id", &self.haru.person_id());
        put("role", "supporter");
        match operation.id() {
            "get_my_calendar" => path.push_str("?month=2026-11"),
            "list_occurrences" | "list_my_participations" => {
                path.push_str("?from=2026-11-01&to=2026-11-30");
            }
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
        "replace_closing_days" => get("caller", "/closing_days"),
        "replace_my_availability_plan" => get("caller", "/me/availability_plan"),
        "replace_talk_settings" => get("caller", "/talk_settings"),
        "update_my_limits" => get("caller", "/me/capacity"),
        "replace_my_supporter_card" if client.bearer().is_some() => {
            get("caller", &format!("/supporters/{}", client.person_id()))
        }
        "update_facility" => get("staff", "/facility"),
        "update_person" => get("staff", path),
        _ => return "\"v1\"".to_owned(),
    };
    let reader = if who == "staff" { &things.mori } else { client };
    let found = reader.get(&path).await;
    if found.status == 200 { found.etag() } else { "\"v1\"".to_owned() }
}

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
const TRIED: [&str; 5] =
    ["set_up_facility", "preview_invitation", "accept_invitation", "begin_session", "answer_consultation"];

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
