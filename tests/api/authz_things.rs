//! What every operation is done to: things of はる, of あおい and of the house, made fresh for each call.

use std::collections::BTreeMap;
use std::sync::Mutex;

use engawa::authz::Role;
use serde_json::{Value, json};
use tests::contract::Operation;
use tests::{Client, World, fresh_id};

use crate::availability::listening;
use crate::availability::planned::chosen as planned;
use crate::checkins::{checkin, win};
use crate::gatherings::{meeting, on_now};
use crate::safety::concerns::{concern, raised};

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
            "plan_talk" | "cancel_planned_talk" => {
                world.forget_talks().await;
                let kei = crate::availability::planned::plans(world).await;
                if operation == "cancel_planned_talk" {
                    put("planned_talk_id", &planned(world, &self.haru, &kei).await);
                }
                put("person_id", &kei);
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

    #[expect(clippy::too_many_lines, reason = "one table, feature by feature")]
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
            "record_selfcare_log"
            | "delete_selfcare_log"
            | "request_consultation"
            | "answer_consultation"
            | "close_consultation" => {
                let (name, id) = crate::selfcare::prepare(world, operation.id()).await;
                put(name, &id);
            }
            "record_aftercare" => self.talk(world, operation.id(), &mut put).await,
            "get_my_notice" | "read_notice" | "subscribe_push" | "unsubscribe_push" | "test_push"
            | "get_push_test" => {
                for (name, id) in crate::notices::prepared(&self.haru).await {
                    put(name, &id);
                }
            }
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
            "erase_me" => {
                // The last admin may not go, so かわ has company.
                world.person("しま", world.hidamari, &[Role::Staff, Role::Admin]).await;
            }
            "revoke_share_grant" => {
                put("grant_id", &crate::sharing::shown_to_staff(&self.haru, "wins").await);
            }
            // Something that nobody was shown.
            "get_shared_entry" | "acknowledge_entry" => {
                let id = fresh_id().to_string();
                self.haru.put(&format!("/checkins/{id}"), &checkin(world, 3)).await.ok(201);
                put("entry_id", &id);
            }
            "record_proxy_checkin" => put("checkin_id", &fresh_id().to_string()),
            "nod_proxy_entry" => put("checkin_id", &crate::sharing::typed_in(world, &self.haru).await),
            "review_break_glass" => {
                put("break_glass_id", &crate::sharing::break_glass::long_ago(world, &self.haru).await);
            }
            "close_dashboard_item" => {
                // Of all that waits only ten rows are shown.
                for table in ["dashboard_mark", "concern", "hello", "break_glass", "handover"] {
                    world.forget_rows(table).await;
                }
                put("item_id", &crate::dashboard::closable(&self.mori).await);
            }
            "get_hello" | "say_hello" => {
                put("hello_id", &crate::comfort::due(world, &self.haru, &self.mori).await);
            }
            "agree_handover" | "withdraw_handover" | "accept_handover" | "close_handover" => {
                world.forget_rows("handover").await;
                let id = crate::handover::proposed_by_staff(world, &self.haru).await;
                if ["accept_handover", "close_handover"].contains(&operation.id()) {
                    crate::handover::agreed(&self.haru, &id, "x").await;
                }
                put("handover_id", &id);
            }
            "close_concern" => put("concern_id", &raised(&self.haru, &concern()).await),
            "get_open_calendar" => put("facility_slug", "hidamari"),
            "remove_training" | "keep_certificate" | "read_certificate" | "remove_certificate" => {
                put("training_id", &crate::training::proven(&self.haru).await);
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
        "replace_my_notice_settings" => get("caller", "/me/notice_settings"),
        "replace_my_mail" => get("caller", "/me/mail"),
        "replace_my_openness" => get("caller", "/me/openness"),
        "replace_my_comfort_plan" => get("caller", "/me/comfort_plan"),
        "replace_my_hello_rule" => get("caller", "/me/hello_rule"),
        "replace_listing_rule" => get("caller", "/listing_rule"),
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
