//! Helplines and places, and what did not feel right.

pub mod concerns;
mod help_resources;
