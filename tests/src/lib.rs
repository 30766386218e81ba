//! The harness of the proof: every test gets one API on a port of its own, a database of its own and
//! a clock that moves only when told.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    clippy::must_use_candidate,
    clippy::missing_panics_doc,
    reason = "a harness that cannot go on must stop the test and say where"
)]

/// SQLite or Postgres.
pub mod backend;
/// A client that checks every answer against the specification.
pub mod client;
/// What it checks with.
pub mod contract;
/// Staff who sign in with a password and a second factor.
pub mod credentials;
/// Haru, Aoi, Mori and the others.
pub mod personas;
/// A throw-away Postgres, started and stopped by the tests.
pub mod postgres;
/// Open streams.
pub mod stream;
/// The dates of a rule, walked by another library.
pub mod walked;
/// One API, its database and its clock.
pub mod world;

pub use backend::Backend;
pub use client::{Answer, Call, Client, fresh_id};
pub use stream::{Event, Following};
pub use world::{Replica, World, both};

/// How often a proof is tried: the usual number, or what an environment variable says.
#[expect(clippy::disallowed_methods, reason = "whoever runs the tests may ask for more")]
pub fn times(variable: &str, usual: usize) -> usize {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Make `sqlite::name` and `postgres::name` of every promise named.
#[macro_export]
macro_rules! both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { $crate::both($crate::Backend::Sqlite, super::$name); })+
        }
        mod postgres {
            $(#[test] fn $name() { $crate::both($crate::Backend::Postgres, super::$name); })+
        }
    };
}
