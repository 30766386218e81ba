//! Engawa (えんがわ): a place for peer support, neither inside nor outside. This crate is the API and
//! the one binary; the web app in `web/` is embedded in it.

/// Pure values that know no feature.
pub mod kernel;
/// The two databases behind one path.
pub mod db;
/// All rules about who may do what.
pub mod authz;
/// The configuration.
pub mod config;
/// What every operation shares on its way in and out.
pub mod http;
/// What happened to people's rights and things.
pub mod audit;
/// People and how they come in.
pub mod people;
/// How somebody feels, and small things that went well.
pub mod checkins;
/// The only list of features.
pub mod routes;
/// The specification.
pub mod openapi;
/// Logging.
pub mod telemetry;
/// Putting the house together.
pub mod server;
/// Help that is always there.
pub mod safety;
/// A sample house, for whoever wants to look first.
pub mod demo;
/// Backups that are proven when they are made.
pub mod backup;
/// Looking for what could go wrong.
pub mod doctor;
/// The command line.
pub mod cli;
