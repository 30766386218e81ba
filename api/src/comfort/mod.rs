//! わたしの安心メモ: own signs, what helps, whom to call, in own words; and 声をかけてほしい: when somebody says hello.
//!
//! What this feature promises: only its owner reads a plan; staff receive the words that were written for them, when
//! the plan says so and a red sign was ticked, and never more; a supporter never receives a red sign; only the member
//! decides whether quiet days mean anything, and nobody looks before they do; whoever opens somebody's words leaves a
//! line that they can read.

/// What a plan may say.
pub mod domain;
/// The tables.
mod entity;
/// Following what happens.
mod follow;
/// One time that somebody shall say hello.
pub mod hello;
/// What happens by itself.
pub mod job;
/// What of it belongs to a person.
pub mod own;
/// A hello begins and ends.
mod raising;
/// When somebody shall say hello.
pub mod rule;
/// What other features are shown.
mod showing;
/// The queries.
mod store;
/// The wire shapes.
pub mod view;

mod get_comfort_plan;
mod get_hello;
mod get_my_comfort_plan;
mod get_my_hello_rule;
mod list_hellos;
mod list_people_to_ask;
mod replace_my_comfort_plan;
mod replace_my_hello_rule;
mod say_hello;

/// Plans and a rule for the demonstration.
pub mod seed;

pub use follow::follow;
pub use showing::open_hellos;
pub use store::plan::plan_of;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this feature.
pub fn configure(cfg: &mut ServiceConfig<'_>) {
    cfg.service(get_my_comfort_plan::get_my_comfort_plan)
        .service(get_comfort_plan::get_comfort_plan)
        .service(replace_my_comfort_plan::replace_my_comfort_plan)
        .service(get_my_hello_rule::get_my_hello_rule)
        .service(replace_my_hello_rule::replace_my_hello_rule)
        .service(list_people_to_ask::list_people_to_ask)
        .service(list_hellos::list_hellos)
        .service(get_hello::get_hello)
        .service(say_hello::say_hello);
}
