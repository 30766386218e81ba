//! How every operation is called: to what, and with which body.

use serde_json::{Value, json};
use tests::World;

use crate::availability::planned::planned;
use crate::availability::{asking, listening, talk_settings, weekly_plan};
use crate::checkins::{checkin, win};
use crate::gatherings::meeting;
use crate::safety::concerns::concern;
use crate::selfcare::{aftercare, selfcare_log};
use crate::training::learnt;

/// What an operation is done to, and so how the point of view stands to it.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum To {
    /// Nothing that is anybody's yet, or the caller's own by its path: `/me`.
    Self_,
    /// A thing of はる.
    HarusThing,
    /// An idea of はる, of which other members know nothing.
    HarusIdea,
    /// はる as a person.
    Haru,
    /// A question to あおい.
    AoisThing,
    /// A consultation of あおい, of which staff know.
    AoisConsultation,
    /// A talk of はる and あおい.
    Talk,
    /// ふゆ as a person, whom one may not want to meet.
    Fuyu,
    /// Something that belongs to the facility.
    House,
}

use To::{AoisConsultation, AoisThing, Fuyu, Haru, HarusIdea, HarusThing, House, Self_, Talk};

/// How each operation is called: to what, and with which body.
#[expect(clippy::match_same_arms, clippy::too_many_lines, reason = "one table, feature by feature")]
pub(crate) fn how(world: &World, id: &str) -> Option<(To, Value)> {
    Some(match id {
        "get_welcome"
        | "refresh_session"
        | "get_me"
        | "list_my_sessions"
        | "list_my_access_events"
        | "export_my_data"
        | "get_erasure_preview"
        | "keep_me"
        | "get_facility"
        | "end_session"
        | "list_help_resources"
        | "list_my_checkins"
        | "list_my_wins"
        | "get_my_calendar"
        | "get_my_words"
        | "get_my_items"
        | "list_occurrences"
        | "list_gatherings"
        | "get_closing_days"
        | "list_my_participations"
        | "get_totp_secret"
        | "stream_events"
        | "list_calendar_feeds"
        | "get_calendar_feed"
        | "get_open_calendar" => (Self_, Value::Null),
        "create_calendar_feed" => (Self_, json!({ "detail": "busy" })),
        "set_up_facility" | "accept_invitation" | "preview_invitation" | "begin_session" => {
            (Self_, json!({}))
        }
        "update_me" => (Self_, json!({ "language": "en" })),
        "accept_pledge" => (Self_, json!({ "version": 1 })),
        "record_checkin" => (Self_, checkin(world, 3)),
        "record_win" => (Self_, win(world, "x")),
        "replace_my_words" => (Self_, json!({ "words": ["x"] })),
        "replace_my_items" => (Self_, json!({ "items": [] })),
        "create_gathering" => (Self_, meeting(world)),
        "revoke_my_session"
        | "get_checkin"
        | "delete_checkin"
        | "delete_win"
        | "list_participants"
        | "list_signals"
        | "see_signal"
        | "revoke_calendar_feed" => (HarusThing, Value::Null),
        "confirm_attendance" => (HarusThing, json!({ "attended": "came" })),
        "update_gathering" | "change_occurrence" => (HarusThing, json!({ "reason": "x", "place": "x" })),
        "cancel_gathering" | "cancel_occurrence" => (HarusThing, json!({ "reason": "x" })),
        "approve_gathering" => (HarusIdea, json!({ "approved": true })),
        "update_checkin" => (HarusThing, json!({ "mood": 2 })),
        "update_win" => (HarusThing, json!({ "kind": "rested" })),
        "get_person" | "grant_role" | "end_role" | "end_membership" | "revoke_person_sessions" => {
            (Haru, Value::Null)
        }
        "update_person" => (Haru, json!({ "nickname": "はるか" })),
        "replace_closing_days" => (House, json!({ "closed_weekdays": ["su"], "days": [] })),
        "set_participation" => (House, json!({ "mode": "listen" })),
        "send_signal" => (House, json!({ "kind": "pass" })),
        "record_reflection" => (House, json!({ "chips": ["tired"] })),
        "get_gathering"
        | "get_occurrence"
        | "withdraw_participation"
        | "list_people"
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
        "get_talk_now"
        | "get_my_availability"
        | "end_availability"
        | "get_my_availability_plan"
        | "get_my_topics"
        | "get_talk_settings"
        | "get_my_talk_request"
        | "list_my_offers"
        | "list_my_blocks"
        | "list_my_concerns"
        | "get_my_planned_talk" => (Self_, Value::Null),
        "set_availability" => (Self_, listening(world)),
        "replace_my_availability_plan" => (Self_, weekly_plan()),
        "replace_my_supporter_card" => (Self_, json!({ "words": "x", "topics": [] })),
        "replace_my_topics" => (Self_, json!({ "topics": ["sleep"] })),
        "replace_talk_settings" => (House, talk_settings()),
        "list_supporters" | "list_talk_requests" | "get_supporter" | "list_concerns" => (House, Value::Null),
        "request_talk" => (Self_, asking()),
        "get_talk_request" | "cancel_talk_request" => (HarusThing, Value::Null),
        "plan_talk" => (House, planned(world)),
        "cancel_planned_talk" => (HarusThing, Value::Null),
        "start_talk" | "end_talk" | "hand_over_talk" => (Talk, Value::Null),
        "send_talk_request_to_staff" => (HarusThing, json!({})),
        "record_relief" => (HarusThing, json!({ "relief": "same" })),
        "meet_talk_request" => (HarusThing, json!({ "in_minutes": 0 })),
        "follow_up_talk_request" => (HarusThing, json!({ "message": "x" })),
        "see_offer" | "pass_offer" => (AoisThing, Value::Null),
        "accept_offer" => (AoisThing, json!({ "in_minutes": 0 })),
        "end_availability_of" => (Haru, json!({ "reason": "x" })),
        "block_person" | "unblock_person" => (Fuyu, Value::Null),
        "record_selfcare_log" => (Self_, selfcare_log(world)),
        "list_my_selfcare_logs" | "get_my_capacity" | "end_rest" => (Self_, Value::Null),
        "delete_selfcare_log" => (AoisThing, Value::Null),
        "record_aftercare" => (AoisThing, aftercare(world, "usual")),
        "update_my_limits" => (Self_, json!({ "listen_only": true })),
        "start_rest" => (Self_, json!({})),
        "request_consultation" => (Self_, json!({ "about": "myself" })),
        "list_consultations" | "get_load" => (House, Value::Null),
        // Staff and the supporter say different things: the door is open when the empty form is not taken.
        "answer_consultation" => (AoisConsultation, json!({})),
        "close_consultation" => (AoisConsultation, json!({ "held": true })),
        // The body of a certificate is a file; see the matrix.
        "list_trainings" | "remove_training" | "keep_certificate" | "read_certificate"
        | "remove_certificate" => (Haru, Value::Null),
        "record_training" => (Haru, learnt("basic")),
        "record_employment" => (Haru, json!({ "employment": "employed" })),
        "get_listing_rule" => (Self_, Value::Null),
        "replace_listing_rule" => (House, json!({ "needed": [] })),
        "list_my_notices" | "get_my_notice_settings" | "get_push_key" | "list_my_push_subscriptions" => {
            (Self_, Value::Null)
        }
        "get_my_mail" => (Self_, Value::Null),
        "get_wall" => (House, Value::Null),
        "replace_my_mail" => (Self_, json!({ "address": null })),
        "read_my_notices" => (Self_, json!({ "until": uuid::Uuid::nil() })),
        "replace_my_notice_settings" => (Self_, json!({ "about": ["talk_answers"] })),
        "get_my_notice" | "read_notice" | "unsubscribe_push" | "test_push" | "get_push_test" => {
            (HarusThing, Value::Null)
        }
        "subscribe_push" => (HarusThing, crate::notices::phone("matrix")),
        // In seven days, which never pass here: every point of view goes on being somebody.
        "erase_me" => (Self_, json!({ "wait_days": 7 })),
        "list_audit_events" | "verify_audit_chain" | "get_audit_head" => (House, Value::Null),
        "create_share_grant" | "preview_share" => (
            Self_,
            json!({ "shows": "mood", "to": { "kind": "gathering", "gathering_id": uuid::Uuid::nil() } }),
        ),
        "list_my_share_grants"
        | "list_my_acknowledgements"
        | "list_my_proxy_entries"
        | "list_my_break_glasses"
        | "list_shared_with_me"
        | "get_my_openness" => (Self_, Value::Null),
        "revoke_share_grant" | "get_shared_entry" | "list_opened_checkins" | "nod_proxy_entry" => {
            (HarusThing, Value::Null)
        }
        "acknowledge_entry" => (HarusThing, json!({})),
        "record_proxy_checkin" => (Haru, checkin(world, 3)),
        "replace_my_openness" => (Self_, json!({ "checkins": false, "notes": false, "comfort_plan": false })),
        "open_break_glass" => (Haru, json!({ "reason": "x", "minutes": 0, "totp": "000000" })),
        "get_shared_trend" | "get_comfort_plan" => (HarusThing, Value::Null),
        "get_dashboard" | "get_trends" | "get_coverage" | "close_dashboard_item" => (House, Value::Null),
        "close_break_glass" => (Haru, Value::Null),
        "list_break_glasses" | "review_break_glass" => (House, Value::Null),
        "raise_concern" => (Self_, concern()),
        "hand_over" => (House, json!({ "person_id": uuid::Uuid::nil() })),
        "list_my_handovers" => (Self_, Value::Null),
        "list_handovers" => (House, Value::Null),
        "agree_handover" => (HarusThing, json!({})),
        "withdraw_handover" | "accept_handover" => (HarusThing, Value::Null),
        "close_handover" => (HarusThing, json!({ "outcome": "talked", "message": "x" })),
        "close_concern" => (HarusThing, json!({ "message": "x" })),
        "get_my_comfort_plan" | "get_my_hello_rule" => (Self_, Value::Null),
        "replace_my_comfort_plan" => (Self_, json!({ "helps": ["x"] })),
        "replace_my_hello_rule" => (Self_, json!({ "after_days": null })),
        "list_people_to_ask" => (Self_, Value::Null),
        "list_hellos" => (House, Value::Null),
        "get_hello" | "say_hello" => (HarusThing, Value::Null),
        _ => return None,
    })
}
