//! Helplines and places.

mod help_resources;
