//! A phone hears that there is something, and nobody else does.

mod choices;
mod fake;
mod hostile;
mod judge;
mod phones;
mod waiting;
mod wire;
mod worker;

pub use fake::{Answer, Fake};
pub use worker::subscribes;
