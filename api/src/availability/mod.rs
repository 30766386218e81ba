//! だれと話せる: who can be reached now, and a wish to talk that cannot get lost.
//!
//! What this feature promises: there is always somebody to reach, and it is said how old that knowledge is;
//! who listens says until when, and is not asked beyond what is good for them; a pass looks exactly like no
//! answer; every wish ends with a person, or with other ways and the truth; a crisis goes to professionals.

/// What several operations do the same way.
mod acting;
/// Who listens, in memory.
pub mod board;
/// How much a supporter can still carry.
pub mod capacity;
/// What a supporter's care for themselves changes.
pub mod care;
/// Who is told when a request goes on.
pub mod consequences;
/// Wishes, ways, leases and words.
pub mod domain;
/// Five minutes before the end of listening.
pub mod ending;
/// The tables.
mod entity;
/// How somebody stands to a request.
mod entrance;
/// Following what happens to people.
mod follow;
/// Going on with a request inside a write.
mod go_on;
/// What happens by itself.
pub mod job;
/// The rungs.
pub mod ladder;
/// A wish to talk at an hour that a supporter plans.
pub mod later;
/// The wire shapes of supporters.
pub mod lease_view;
/// How a request goes on: one table.
pub mod machine;
/// Who is asked.
pub mod offer;
/// What belongs to a person.
pub mod own;
/// What time does to a wish to talk.
mod passing;
/// A stretch of the week as its supporter plans it.
pub mod plan_slot;
/// How a facility lets people talk.
pub mod settings;
/// What people are shown.
pub(crate) mod showing;
/// The queries.
mod store;
/// One wish to talk.
pub mod talk;
/// Opening what is sealed of a request.
mod unseal;
/// The wire shapes that operations share.
pub mod view;
/// What a tablet at the door shows.
pub mod wall;

mod accept_offer;
mod block_person;
mod cancel_planned_talk;
mod cancel_talk_request;
mod end_availability;
mod end_availability_of;
mod end_talk;
mod follow_up_talk_request;
mod get_my_availability;
mod get_my_availability_plan;
mod get_my_planned_talk;
mod get_my_talk_request;
mod get_my_topics;
mod get_supporter;
mod get_talk_now;
mod get_talk_request;
mod get_talk_settings;
mod get_wall;
mod hand_over_talk;
mod list_my_blocks;
mod list_my_offers;
mod list_supporters;
mod list_talk_requests;
mod meet_talk_request;
mod pass_offer;
mod plan_talk;
mod record_relief;
mod replace_my_availability_plan;
mod replace_my_supporter_card;
mod replace_my_topics;
mod replace_talk_settings;
mod request_talk;
mod see_offer;
mod send_talk_request_to_staff;
mod set_availability;
mod start_talk;
mod unblock_person;

/// A house in which people have talked for a while.
pub mod seed;

pub use follow::follow;
pub use go_on::unreached;
pub use store::block::{apart_from, avoided_by};
pub use store::meeting::talked_since;
pub use store::reached::{WithStaff, waiting_for_staff};

use utoipa_actix_web::service_config::ServiceConfig;

/// Mount the operations of this feature.
pub fn configure(cfg: &mut ServiceConfig<'_>) {
    cfg.service(get_talk_now::get_talk_now)
        .service(get_wall::get_wall)
        .service(list_my_offers::list_my_offers)
        .service(get_my_talk_request::get_my_talk_request)
        .service(get_my_availability::get_my_availability)
        .service(accept_offer::accept_offer)
        .service(block_person::block_person)
        .service(cancel_talk_request::cancel_talk_request)
        .service(end_availability::end_availability)
        .service(end_availability_of::end_availability_of)
        .service(end_talk::end_talk)
        .service(follow_up_talk_request::follow_up_talk_request)
        .service(get_my_availability_plan::get_my_availability_plan)
        .service(get_my_topics::get_my_topics)
        .service(get_supporter::get_supporter)
        .service(get_talk_request::get_talk_request)
        .service(get_talk_settings::get_talk_settings)
        .service(hand_over_talk::hand_over_talk)
        .service(list_my_blocks::list_my_blocks)
        .service(list_supporters::list_supporters)
        .service(list_talk_requests::list_talk_requests)
        .service(meet_talk_request::meet_talk_request)
        .service(pass_offer::pass_offer)
        .service(plan_talk::plan_talk)
        .service(get_my_planned_talk::get_my_planned_talk)
        .service(cancel_planned_talk::cancel_planned_talk)
        .service(record_relief::record_relief)
        .service(replace_my_availability_plan::replace_my_availability_plan)
        .service(replace_my_supporter_card::replace_my_supporter_card)
        .service(replace_my_topics::replace_my_topics)
        .service(replace_talk_settings::replace_talk_settings)
        .service(request_talk::request_talk)
        .service(see_offer::see_offer)
        .service(send_talk_request_to_staff::send_talk_request_to_staff)
        .service(set_availability::set_availability)
        .service(start_talk::start_talk)
        .service(unblock_person::unblock_person);
}
