//! Who sends: a push service takes messages for a phone only from the server whose key the phone was given (VAPID, RFC
//! 8292). The key is derived from the master key, so it is there with the first start, lies where the other keys lie,
//! and is the same on all replicas and after a restore: no phone has to be asked again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::agreement::{ECDH_P256, PrivateKey};
use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::Serialize;
use url::{Host, Url};
use zeroize::Zeroize as _;

use super::endpoint::Endpoint;
use crate::kernel::sealed::MasterKey;
use crate::kernel::time::Instant;

/// Seconds that a token is good for; RFC 8292 §2 allows a day.
pub const TOKEN_SECONDS: i64 = 12 * 3_600;
/// Tokens that are kept. There are a few services, but anybody can name one more below `notify.windows.com`.
const KEPT: usize = 64;

/// Why there is nobody to name as the sender, so that `doctor` can say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SubjectProblem {
    /// The public address is no address.
    #[error("the public address is no address")]
    NoAddress,
    /// It is not https. Browsers subscribe to nothing there, either.
    #[error("the public address is not https")]
    NotHttps,
    /// It is this machine. Apple refuses such a sender.
    #[error("the public address is this machine")]
    Localhost,
}

/// Whom a push service turns to when something is wrong with our messages (RFC 8292 §2.1): where people reach this house.
///
/// # Errors
/// Why that address is none to give to a push service.
pub fn subject_of(public_url: &str) -> Result<String, SubjectProblem> {
    let url = Url::parse(public_url).map_err(|_e| SubjectProblem::NoAddress)?;
    let here = match url.host().ok_or(SubjectProblem::NoAddress)? {
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            name.rsplit('.').next() == Some("localhost")
        }
        Host::Ipv4(address) => address.is_loopback() || address.is_unspecified(),
        Host::Ipv6(address) => address.to_canonical().is_loopback() || address.is_unspecified(),
    };
    match (here, url.scheme()) {
        (true, _) => Err(SubjectProblem::Localhost),
        (false, "https") => Ok(url.origin().ascii_serialization()),
        (false, _) => Err(SubjectProblem::NotHttps),
    }
}

/// The signing key could not be made, or did not sign. Never in practice: nothing of it comes from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the key of the push sender does not work")]
pub struct Unsignable;

/// What a token says (RFC 8292 §2).
#[derive(Serialize)]
struct Claims<'a> {
    aud: &'a str,
    exp: i64,
    sub: &'a str,
}

struct Kept {
    made_at: Instant,
    subject: String,
    authorization: Arc<str>,
}

/// Says who sends. One for each process.
pub struct Vapid {
    key: EncodingKey,
    public_key: String,
    kept: Mutex<HashMap<String, Kept>>,
}

impl std::fmt::Debug for Vapid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Vapid({})", self.public_key)
    }
}

impl Vapid {
    /// With the key that belongs to this master key.
    ///
    /// # Errors
    /// Never in practice: one derived number in 2³² is no key, and then the next is taken.
    pub fn new(master: &MasterKey) -> Result<Self, Unsignable> {
        let private = first_key((0..8_u8).map(|nth| master.derive(&format!("push-sender-{nth}"))))?;
        let public = private.compute_public_key().map_err(|_e| Unsignable)?;
        let der: Pkcs8V1Der<'_> = private.as_der().map_err(|_e| Unsignable)?;
        Ok(Self {
            key: EncodingKey::from_ec_der(der.as_ref()),
            public_key: URL_SAFE_NO_PAD.encode(public.as_ref()),
            kept: Mutex::default(),
        })
    }

    /// What a phone subscribes with (`applicationServerKey`): the uncompressed point in base64url (RFC 8292 §3.2).
    #[must_use]
    pub fn public_key(&self) -> &str {
        &self.public_key
    }

    /// The `Authorization` of a message (RFC 8292 §3): the same for all phones of one service, until half of its time is
    /// over. `subject` is from [`subject_of`].
    ///
    /// # Errors
    /// Never in practice; signing has no input of a client but the name of an allowed service.
    pub fn authorization(
        &self,
        endpoint: &Endpoint,
        subject: &str,
        now: Instant,
    ) -> Result<Arc<str>, Unsignable> {
        let origin = endpoint.origin();
        let fresh = |kept: &Kept| {
            kept.made_at <= now
                && now < kept.made_at.plus_seconds(TOKEN_SECONDS / 2)
                && kept.subject == subject
        };
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = all.get(&origin).filter(|kept| fresh(kept)) {
            return Ok(Arc::clone(&kept.authorization));
        }
        all.retain(|_, kept| fresh(kept));
        if all.len() >= KEPT {
            all.clear();
        }
        let claims = Claims { aud: &origin, exp: now.seconds() + TOKEN_SECONDS, sub: subject };
        let token = jsonwebtoken::encode(&Header::new(Algorithm::ES256), &claims, &self.key)
            .map_err(|_e| Unsignable)?;
        let authorization: Arc<str> = format!("vapid t={token}, k={key}", key = self.public_key).into();
        let kept =
            Kept { made_at: now, subject: subject.to_owned(), authorization: Arc::clone(&authorization) };
        all.insert(origin, kept);
        Ok(authorization)
    }
}

/// The first of the numbers that is a private key: from 1 to one less than the order of the curve (SEC 1 §3.2.1).
fn first_key(numbers: impl IntoIterator<Item = [u8; 32]>) -> Result<PrivateKey, Unsignable> {
    for mut number in numbers {
        let key = PrivateKey::from_private_key(&ECDH_P256, &number);
        number.zeroize();
        if let Ok(key) = key {
            return Ok(key);
        }
    }
    Err(Unsignable)
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

    use super::*;
    use crate::push::endpoint::Allowed;

    const SUBJECT: &str = "https://engawa.example";
    const NOW: Instant = Instant(1_790_000_000_000);

    fn vapid(byte: u8) -> Vapid {
        Vapid::new(&MasterKey::from_bytes(vec![byte; 32]).unwrap_or_else(|_| unreachable!())).unwrap()
    }

    fn endpoint(text: &str) -> Endpoint {
        Endpoint::parse(text, &Allowed::new::<&str>(&[]).unwrap()).unwrap()
    }

    #[test]
    fn the_token_says_to_whom_until_when_and_who_and_is_signed() {
        let vapid = vapid(1);
        let mozilla = endpoint("https://updates.push.services.mozilla.com/wpush/v2/gAAAA");
        let authorization = vapid.authorization(&mozilla, SUBJECT, NOW).unwrap();
        let (token, key) = authorization.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        assert_eq!(key, vapid.public_key());
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let (header, claims) = signed.split_once('.').unwrap();
        let json = |part: &str| -> serde_json::Value {
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
        };
        assert_eq!(json(header), serde_json::json!({ "typ": "JWT", "alg": "ES256" }));
        let promised = serde_json::json!({
            "aud": "https://updates.push.services.mozilla.com",
            "exp": 1_790_000_000 + 43_200,
            "sub": SUBJECT,
        });
        assert_eq!(json(claims), promised);
        let point = URL_SAFE_NO_PAD.decode(key).unwrap();
        assert_eq!((point.len(), point.first()), (65, Some(&4)));
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        let verified =
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(signed.as_bytes(), &signature);
        assert!(verified.is_ok());
    }

    #[test]
    fn the_key_is_the_same_on_every_replica_and_another_in_every_house() {
        assert_eq!(vapid(1).public_key(), vapid(1).public_key());
        assert_ne!(vapid(1).public_key(), vapid(2).public_key());
        // Another key would end every subscription there is, without a word.
        assert_eq!(
            vapid(1).public_key(),
            "BEQ1UMro_CuLJCMDwgoLPx9KQhxO0JGa7xXy6nJd6q8k57dfSvnoWH0XU1owRfv-u0VGjNGJqkB_D7eFLEEKk9I"
        );
    }

    #[test]
    fn a_number_that_is_no_key_is_passed_over() {
        let order = [
            0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6,
            0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
        ];
        let point = |key: Result<PrivateKey, Unsignable>| key.map(|key| key.compute_public_key().unwrap());
        let seven = point(first_key([[7; 32]])).unwrap();
        let found = point(first_key([[0; 32], order, [0xff; 32], [7; 32], [8; 32]])).unwrap();
        assert_eq!(found.as_ref(), seven.as_ref());
        assert!(first_key([[0; 32], order]).is_err());
    }

    #[test]
    fn a_token_serves_a_service_for_half_of_its_time() {
        let vapid = vapid(1);
        let (apple, google) =
            (endpoint("https://web.push.apple.com/a"), endpoint("https://fcm.googleapis.com/fcm/send/a"));
        let at = |endpoint: &Endpoint, seconds| {
            vapid.authorization(endpoint, SUBJECT, NOW.plus_seconds(seconds)).unwrap()
        };
        let first = at(&apple, 0);
        assert!(
            Arc::ptr_eq(&first, &at(&endpoint("https://web.push.apple.com/b"), 21_599)),
            "not signed again"
        );
        assert_ne!(first, at(&google, 0), "made for one service");
        assert_ne!(first, at(&apple, 21_600), "half of its time is over");
        assert_ne!(first, at(&apple, -1), "a clock that was put back trusts nothing from later");
        let renamed = vapid.authorization(&apple, "https://other.example", NOW.plus_seconds(-1)).unwrap();
        assert_ne!(at(&apple, -1), renamed);
    }

    #[test]
    fn made_up_services_do_not_fill_the_memory() {
        let vapid = vapid(1);
        for nth in 0..1_000 {
            let made_up = endpoint(&format!("https://x{nth}.notify.windows.com/w"));
            assert!(vapid.authorization(&made_up, SUBJECT, NOW).is_ok());
        }
        assert!(vapid.kept.lock().unwrap().len() <= KEPT);
    }

    #[test]
    fn only_a_house_that_can_be_reached_names_itself() {
        use SubjectProblem::{Localhost, NoAddress, NotHttps};
        for (public_url, expected) in [
            ("https://engawa.example", Ok(SUBJECT)),
            ("https://engawa.example/", Ok(SUBJECT)),
            ("https://engawa.example:8443", Ok("https://engawa.example:8443")),
            ("http://engawa.example", Err(NotHttps)),
            ("ftp://engawa.example", Err(NotHttps)),
            ("http://127.0.0.1:8080", Err(Localhost)),
            ("https://localhost", Err(Localhost)),
            ("https://localhost.:8443", Err(Localhost)),
            ("https://engawa.localhost", Err(Localhost)),
            ("https://127.1", Err(Localhost)),
            ("https://[::1]:8443", Err(Localhost)),
            ("https://[::ffff:127.0.0.1]", Err(Localhost)),
            ("https://0.0.0.0", Err(Localhost)),
            ("mailto:somebody@engawa.example", Err(NoAddress)),
            ("engawa.example", Err(NoAddress)),
            ("", Err(NoAddress)),
        ] {
            assert_eq!(subject_of(public_url).as_deref(), expected.as_ref().copied(), "{public_url}");
        }
    }
}
