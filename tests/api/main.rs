//! The proof, one binary: what the API promises, over HTTP, on both databases.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::needless_pass_by_value,
    clippy::wildcard_enum_match_arm,
    clippy::module_inception,
    clippy::similar_names,
    clippy::duration_suboptimal_units,
    reason = "a test stops and says where"
)]

mod architecture;
mod authz_calls;
mod authz_matrix;
mod authz_things;
mod availability;
mod bad_bodies;
mod bad_input;
mod changes;
mod checkins;
mod comfort;
mod dashboard;
mod faults;
mod gatherings;
mod handover;
mod headers;
mod mail;
mod migrations;
mod notices;
mod openapi;
mod own_data;
mod people;
mod privacy;
mod private_files;
mod problems;
mod processes;
mod promised;
mod push;
mod races;
mod safety;
mod selfcare;
mod sharing;
mod trail;
mod training;
