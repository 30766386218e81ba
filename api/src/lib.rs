//! Engawa (えんがわ): a place for peer support, neither inside nor outside. This crate is the API and
//! the one binary; the web app in `web/` is embedded in it.

/// What happened to people's rights and things.
pub mod audit;
/// All rules about who may do what.
pub mod authz;
/// Who can I talk to now.
pub mod availability;
/// Backups that are proven when they are made.
pub mod backup;
/// What changed, so that open screens can follow.
pub mod changes;
/// How somebody feels, and small things that went well.
pub mod checkins;
/// What the house does by itself.
pub mod chores;
/// The command line.
pub mod cli;
/// What helps somebody on a hard day, and when to say hello.
pub mod comfort;
/// The configuration.
pub mod config;
/// きょうの見守り: what asks for a human.
pub mod dashboard;
/// The two databases behind one path.
pub mod db;
/// A sample house, for whoever wants to look first.
pub mod demo;
/// Looking for what could go wrong.
pub mod doctor;
/// What happens at the facility, and how to be there without having to speak.
pub mod gatherings;
/// つなぐ: passing on to staff, with what was agreed to.
pub mod handover;
/// What every operation shares on its way in and out.
pub mod http;
/// Pure values that know no feature.
pub mod kernel;
/// E-mail for staff, where the house has a mail server.
pub mod mail;
/// What somebody should hear of.
pub mod notices;
/// The specification.
pub mod openapi;
/// Taking everything along, or having it erased.
pub mod own_data;
/// People and how they come in.
pub mod people;
/// How a notice reaches a pocket.
pub mod push;
/// The only list of features.
pub mod routes;
/// Help that is always there.
pub mod safety;
/// How supporters are protected.
pub mod selfcare;
/// Putting the house together.
pub mod server;
/// 見せる: what somebody shows, to whom, until when.
pub mod sharing;
/// Logging.
pub mod telemetry;
/// What happened to people's rights, for admins to read.
pub mod trail;
/// What supporters learnt, and what it takes to be listed.
pub mod training;
