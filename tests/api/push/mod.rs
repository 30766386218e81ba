//! A phone hears that there is something, and nobody else does.

mod fake;
mod hostile;
mod judge;
mod wire;

pub use fake::{Answer, Fake};
