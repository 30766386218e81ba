//! Passwords (argon2id, RFC 9106) and the second factor (TOTP, RFC 6238) of staff.

use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::BASE32_NOPAD;
use tokio::sync::Semaphore;
use totp_rs::TOTP;

use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::sealed;
use crate::kernel::secret::Secret;
use crate::kernel::time::Instant;

/// Hashing takes 19 MiB and a core; more than two at once would starve everybody else.
static AT_ONCE: Semaphore = Semaphore::const_new(2);
/// Length of the shared secret, in bytes (RFC 4226 §4 recommends 160 bits).
pub const TOTP_SECRET: usize = 20;
const STEP: i64 = 30;

fn argon() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let busy = |_| Problem::retry_after(ProblemType::Unavailable, 2);
    let _turn = AT_ONCE.acquire().await.map_err(|_e| Problem::retry_after(ProblemType::Unavailable, 2))?;
    tokio::task::spawn_blocking(work).await.map_err(busy)
}

/// Hash a new password.
///
/// # Errors
/// 503 when the machine is too busy.
pub async fn hash_password(password: Secret<String>) -> Result<String, Problem> {
    let hashed = blocking(move || {
        let mut salt = [0_u8; 16];
        sealed::random(&mut salt);
        let salt = SaltString::encode_b64(&salt).ok()?;
        let hash = argon().hash_password(password.expose().as_bytes(), &salt).ok()?;
        Some(hash.to_string())
    });
    hashed.await?.ok_or_else(|| ProblemType::Internal.into())
}

/// Whether a password belongs to a hash. Without a hash it takes just as long, so nobody learns
/// which login names exist.
///
/// # Errors
/// 503 when the machine is too busy.
pub async fn verify_password(password: Secret<String>, hash: Option<String>) -> Result<bool, Problem> {
    blocking(move || {
        if let Some(hash) = hash {
            let hash = PasswordHash::new(&hash);
            return hash
                .is_ok_and(|hash| argon().verify_password(password.expose().as_bytes(), &hash).is_ok());
        }
        let mut out = [0_u8; 32];
        argon().hash_password_into(password.expose().as_bytes(), b"no such name here", &mut out).is_err()
            && out == [1; 32]
    })
    .await
}

/// A new shared secret, in base32 as authenticator apps want it.
#[must_use]
pub fn new_totp_secret() -> String {
    let mut secret = [0_u8; TOTP_SECRET];
    sealed::random(&mut secret);
    BASE32_NOPAD.encode(&secret)
}

/// What an authenticator app reads from the QR code.
#[must_use]
pub fn otpauth_url(secret: &str, login_name: &str) -> String {
    let name: String = url::form_urlencoded::byte_serialize(login_name.as_bytes()).collect();
    format!("otpauth://totp/Engawa:{name}?secret={secret}&issuer=Engawa&algorithm=SHA1&digits=6&period=30")
}

/// Bytes of a secret in base32, if it is long enough.
#[must_use]
pub fn read_totp_secret(secret: &str) -> Option<Vec<u8>> {
    let bytes = BASE32_NOPAD.decode(secret.trim().to_uppercase().as_bytes()).ok()?;
    (16..=64).contains(&bytes.len()).then_some(bytes)
}

/// The time step a code is right for, if it is later than `last_step`: a code works once.
/// One step before and after are accepted, because phones' clocks differ.
#[must_use]
pub fn totp_step(secret: &[u8], code: &str, last_step: i64, now: Instant) -> Option<i64> {
    let code: String = crate::people::domain::normal_code(code);
    let totp = TOTP::new_unchecked(totp_rs::Algorithm::SHA1, 6, 1, 30, secret.to_vec());
    let current = now.seconds().div_euclid(STEP);
    (current - 1..=current + 1).filter(|step| *step > last_step).find(|step| {
        let at = u64::try_from(step * STEP).unwrap_or_default();
        totp.generate(at) == code
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_factor_follows_rfc_6238_and_works_once() {
        // RFC 6238 appendix B, 59 s: 94287082, of which apps show six digits.
        let secret = b"12345678901234567890";
        let now = Instant(59_000);
        assert_eq!(totp_step(secret, "287082", 0, now), Some(1));
        assert_eq!(totp_step(secret, "２８７ ０８２", 0, now), Some(1), "as people type");
        assert_eq!(totp_step(secret, "287082", 1, now), None, "a second time");
        assert_eq!(totp_step(secret, "287082", 0, Instant(120_000)), None, "too late");
        assert_eq!(totp_step(secret, "287083", 0, now), None);
    }
}
