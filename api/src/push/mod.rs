//! Web Push: a phone hears that there is something, and only that. The message is encrypted for the phone
//! ([`message`]), says who sends it ([`vapid`]), goes only where push services are ([`endpoint`]), and is brought there
//! by [`carrier`].

pub mod carrier;
pub mod endpoint;
pub mod message;
pub mod outcome;
pub mod vapid;
