//! The proof, one binary: what the API promises, over HTTP, on both databases.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops and says where")]

mod people;
