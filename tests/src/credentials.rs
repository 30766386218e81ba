//! Staff who sign in with a password and a second factor.

use data_encoding::BASE32_NOPAD;
use serde_json::{Value, json};
use totp_rs::{Algorithm, TOTP};

use crate::World;
use crate::client::{Answer, Client};

/// A password of the tests.
pub const PASSWORD: &str = "うみ やま そら かぜ つき";
/// A shared secret, in base32.
pub const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/// The six digits that an authenticator shows for `secret` now.
#[must_use]
pub fn digits(world: &World, secret: &str) -> String {
    let bytes = BASE32_NOPAD.decode(secret.as_bytes()).expect("base32");
    let totp = TOTP::new_unchecked(Algorithm::SHA1, 6, 1, 30, bytes);
    totp.generate(u64::try_from(world.now().seconds()).expect("after 1970"))
}

/// Credentials for a card or the first set-up.
#[must_use]
pub fn credentials(world: &World, login_name: &str) -> Value {
    json!({
        "login_name": login_name, "password": PASSWORD, "totp_secret": SECRET, "totp": digits(world, SECRET)
    })
}

impl World {
    /// A card that the admin makes; `(code, token)`.
    pub async fn card(&self, admin: &Client, body: &Value) -> (String, String) {
        let card = admin.post("/invitations", body).await;
        let card = card.ok(201);
        let link = card["link"].as_str().expect("a link");
        let token = link.rsplit('/').next().expect("a token");
        (card["code"].as_str().expect("a code").to_owned(), token.to_owned())
    }

    /// すず, staff who joined with a card; the answer carries the recovery codes.
    pub async fn suzu(&self) -> (Client, Answer) {
        let kawa = self.kawa().await;
        let (code, _) = self.card(&kawa, &json!({ "role": "staff" })).await;
        let suzu = self.somebody();
        let body = json!({
            "code": code, "nickname": "すず", "language": "ja", "pledge_version": 1,
            "credentials": credentials(self, "suzu")
        });
        let answer = suzu.post("/invitations/accept", &body).await;
        answer.ok(201);
        (suzu, answer)
    }
}
