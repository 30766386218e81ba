//! How staff prove who they will be: a login name, a password and a second factor, checked before
//! anything is written.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::credential::{hash_password, read_totp_secret, totp_step};
use super::domain::{self, code_from};
use super::store::credential::NewCredential;
use crate::kernel::problem::{Fault, Faults, FieldError, Problem, ProblemType};
use crate::kernel::sealed;
use crate::kernel::secret::Secret;
use crate::kernel::time::Instant;

/// Recovery codes a person gets.
const RECOVERY_CODES: usize = 8;

/// A way to sign in, for people who watch over others.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// 3 to 40 of a–z, 0–9, dot, hyphen, underscore.
    #[schema(example = "mori")]
    pub login_name: String,
    /// At least 12 characters.
    #[schema(example = "うみ やま そら かぜ つき", min_length = 12)]
    pub password: String,
    /// The secret that was shown as a QR code, in base32.
    #[schema(example = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")]
    pub totp_secret: String,
    /// The six digits the app shows for it.
    #[schema(example = "287082")]
    pub totp: String,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credentials(…)")
    }
}

/// Check credentials that stand in a body below `at`, collecting every fault.
pub(super) fn check(
    at: &str,
    given: &Credentials,
    now: Instant,
    faults: &mut Faults,
) -> Option<NewCredential> {
    let name = faults.check(domain::login_name(&format!("{at}/login_name"), &given.login_name));
    faults.check(domain::password(&format!("{at}/password"), &given.password));
    let secret = read_totp_secret(&given.totp_secret);
    let secret_fault = || FieldError::new(&format!("{at}/totp_secret"), Fault::WrongFormat);
    let secret = faults.check(secret.ok_or_else(secret_fault));
    let step = secret.as_ref().and_then(|secret| {
        let step = totp_step(secret, &given.totp, 0, now);
        faults.check(step.ok_or_else(|| FieldError::new(&format!("{at}/totp"), Fault::Wrong)))
    });
    Some(NewCredential {
        login_name: name?,
        password_hash: String::new(),
        totp_secret: secret?,
        totp_step: step?,
        recovery_codes: (0..RECOVERY_CODES).map(|_| recovery_code()).collect(),
    })
}

/// Hash the password of checked credentials.
///
/// # Errors
/// 503 when the machine is too busy.
pub(super) async fn hashed(new: NewCredential, password: String) -> Result<NewCredential, Problem> {
    if new.login_name.is_empty() {
        return Err(ProblemType::Internal.into());
    }
    Ok(NewCredential { password_hash: hash_password(Secret::new(password)).await?, ..new })
}

fn recovery_code() -> String {
    let mut random = [0_u8; domain::CODE_LENGTH];
    sealed::random(&mut random);
    domain::printed_code(&code_from(&random))
}
