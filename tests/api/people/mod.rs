//! People and how they come in.

mod accept_invitation;
mod begin_session;
mod facility;
mod get_me;
mod get_totp_secret;
mod get_welcome;
mod invitations;
mod people;
mod preview_invitation;
mod refresh_session;
mod sessions;
mod set_up_facility;
mod update_me;
