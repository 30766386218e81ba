//! Tokens. The access token is a JWT (RFC 7519, HS256 pinned) that says only which session it is.
//! The refresh token is opaque: session, generation and a keyed digest — the database holds no copy
//! of it, and the same generation is always the same token, so a lost answer can be given again.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::id::{PersonId, SessionId};
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::sealed::{DigestKey, MasterKey};
use crate::kernel::time::Instant;

/// Seconds an access token is good for.
pub const ACCESS_SECONDS: i64 = 300;
/// Seconds by which clocks of replicas may differ.
const LEEWAY: i64 = 5;
const ISSUER: &str = "engawa";
const AUDIENCE: &str = "engawa-api";
const KEY_ID: &str = "1";

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: Uuid,
    sid: Uuid,
    iat: i64,
    exp: i64,
}

/// Makes and reads tokens.
#[derive(Clone)]
pub struct Tokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
    refresh: DigestKey,
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tokens(…)")
    }
}

impl Tokens {
    /// With keys derived from the master key.
    #[must_use]
    pub fn new(master: &MasterKey) -> Self {
        let secret = master.derive("access-token");
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // Time is ours to judge: the library would ask the machine's clock.
        validation.validate_exp = false;
        Self {
            encoding: EncodingKey::from_secret(&secret),
            decoding: DecodingKey::from_secret(&secret),
            validation,
            refresh: DigestKey::derive(master, "refresh-token"),
        }
    }

    /// An access token for a session.
    ///
    /// # Errors
    /// Never in practice; signing has no input of the client.
    pub fn access(&self, person: PersonId, session: SessionId, now: Instant) -> Result<String, Problem> {
        let header = Header { kid: Some(KEY_ID.to_owned()), ..Header::new(Algorithm::HS256) };
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: person.0,
            sid: session.0,
            iat: now.seconds(),
            exp: now.seconds() + ACCESS_SECONDS,
        };
        jsonwebtoken::encode(&header, &claims, &self.encoding).map_err(|_e| ProblemType::Internal.into())
    }

    /// The session an access token is for.
    ///
    /// # Errors
    /// 401 for anything that is not a token of ours in its time.
    pub fn session_of(&self, access: &str, now: Instant) -> Result<SessionId, Problem> {
        let refuse = || Problem::new(ProblemType::Unauthenticated);
        let data = jsonwebtoken::decode::<Claims>(access, &self.decoding, &self.validation)
            .map_err(|_e| refuse())?;
        let known_key = data.header.kid.as_deref() == Some(KEY_ID);
        let claims = data.claims;
        if known_key && claims.exp + LEEWAY > now.seconds() && claims.iat - LEEWAY <= now.seconds() {
            Ok(SessionId(claims.sid))
        } else {
            Err(refuse())
        }
    }

    /// The refresh token of one generation of a session.
    #[must_use]
    pub fn refresh(&self, session: SessionId, generation: i32) -> String {
        let mut bytes = session.0.as_bytes().to_vec();
        bytes.extend_from_slice(&generation.to_be_bytes());
        let digest = self.refresh.digest(&bytes);
        bytes.extend_from_slice(&digest);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Session and generation of a refresh token, if it is one of ours.
    #[must_use]
    pub fn read_refresh(&self, token: &str) -> Option<(SessionId, i32)> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (head, digest) = bytes.split_at_checked(20)?;
        if !self.refresh.verify(head, digest) {
            return None;
        }
        let (session, generation) = head.split_at_checked(16)?;
        Some((SessionId(Uuid::from_slice(session).ok()?), i32::from_be_bytes(generation.try_into().ok()?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_ours_and_in_time_or_nothing() {
        let tokens = Tokens::new(&MasterKey::generate());
        let others = Tokens::new(&MasterKey::generate());
        let (person, session) = (PersonId(Uuid::from_u128(1)), SessionId(Uuid::from_u128(2)));
        let now = Instant(1_790_000_000_000);
        let access = tokens.access(person, session, now).unwrap();
        assert_eq!(tokens.session_of(&access, now.plus_seconds(304)), Ok(session));
        assert!(tokens.session_of(&access, now.plus_seconds(305)).is_err(), "run out");
        assert!(tokens.session_of(&access, now.plus_seconds(-6)).is_err(), "from the future");
        assert!(others.session_of(&access, now).is_err(), "another house's key");
        let none = access.split('.').enumerate().map(|(i, part)| {
            if i == 0 { URL_SAFE_NO_PAD.encode(r#"{"alg":"none","kid":"1"}"#) } else { part.to_owned() }
        });
        assert!(
            tokens.session_of(&none.collect::<Vec<_>>().join("."), now).is_err(),
            "no algorithm but ours"
        );

        let refresh = tokens.refresh(session, 7);
        assert_eq!(tokens.read_refresh(&refresh), Some((session, 7)));
        assert_eq!(others.read_refresh(&refresh), None);
    }
}
