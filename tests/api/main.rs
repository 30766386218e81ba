//! The proof, one binary: what the API promises, over HTTP, on both databases.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops and says where")]

mod architecture;
mod authz_matrix;
mod bad_input;
mod checkins;
mod faults;
mod headers;
mod migrations;
mod openapi;
mod people;
mod privacy;
mod problems;
mod races;
mod safety;
