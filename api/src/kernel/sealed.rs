//! Sealing (AES-256-GCM, NIST SP 800-38D): free text and names are unreadable in the database file,
//! in backups and to whoever holds only one of them.
//!
//! A master key (a file outside the data directory) wraps one key a facility, which wraps one key a
//! person. Erasing a person's key makes everything they wrote unreadable, also in old backups.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::{hkdf, hmac, rand};
use uuid::Uuid;
use zeroize::Zeroize as _;

use super::secret::Secret;

/// Length of every key, in bytes.
pub const KEY_LEN: usize = 32;
const FORMAT: u8 = 1;

/// It cannot be opened: another key, another place, or changed bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("sealed value cannot be opened")]
pub struct Unsealable;

/// Fill with the operating system's randomness.
///
/// A machine without randomness cannot keep a secret, so this ends the process.
pub fn random(bytes: &mut [u8]) {
    if rand::fill(bytes).is_err() {
        tracing::error!("no randomness from the operating system");
        std::process::abort();
    }
}

/// Where a sealed value belongs. It is authenticated, so a value copied elsewhere does not open.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Table.
    pub table: &'static str,
    /// Column.
    pub column: &'static str,
    /// Id of the row.
    pub row: Uuid,
}

impl Place {
    fn aad(self) -> Vec<u8> {
        let mut aad = Vec::with_capacity(64);
        aad.extend_from_slice(self.table.as_bytes());
        aad.push(b'|');
        aad.extend_from_slice(self.column.as_bytes());
        aad.push(b'|');
        aad.extend_from_slice(self.row.as_bytes());
        aad
    }
}

/// A key that seals and opens.
#[derive(Clone)]
pub struct SealingKey(std::sync::Arc<LessSafeKey>);

impl std::fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealingKey(…)")
    }
}

impl SealingKey {
    /// From 32 bytes.
    ///
    /// # Errors
    /// [`Unsealable`] for another length.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unsealable> {
        let key = UnboundKey::new(&AES_256_GCM, bytes).map_err(|_e| Unsealable)?;
        Ok(Self(std::sync::Arc::new(LessSafeKey::new(key))))
    }

    /// Seal bytes for one place: format byte, nonce, ciphertext and tag.
    #[must_use]
    pub fn seal(&self, place: Place, plain: &[u8]) -> Vec<u8> {
        let mut nonce = [0_u8; NONCE_LEN];
        random(&mut nonce);
        let mut body = plain.to_vec();
        let sealed = self.0.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(place.aad()),
            &mut body,
        );
        if sealed.is_err() {
            // Only possible beyond 64 GB of plain text, which no caller can hold.
            body.zeroize();
            body.clear();
        }
        let mut out = Vec::with_capacity(1 + NONCE_LEN + body.len());
        out.push(FORMAT);
        out.extend_from_slice(&nonce);
        out.append(&mut body);
        out
    }

    /// Open what [`SealingKey::seal`] made for the same place.
    ///
    /// # Errors
    /// [`Unsealable`] for any other key, place or bytes.
    pub fn open(&self, place: Place, sealed: &[u8]) -> Result<Vec<u8>, Unsealable> {
        let (format, rest) = sealed.split_first().ok_or(Unsealable)?;
        if *format != FORMAT {
            return Err(Unsealable);
        }
        let (nonce, body) = rest.split_at_checked(NONCE_LEN).ok_or(Unsealable)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_e| Unsealable)?;
        let mut body = body.to_vec();
        let plain =
            self.0.open_in_place(nonce, Aad::from(place.aad()), &mut body).map_err(|_e| Unsealable)?.len();
        body.truncate(plain);
        Ok(body)
    }

    /// Seal text for one place.
    #[must_use]
    pub fn seal_text(&self, place: Place, plain: &str) -> Vec<u8> {
        self.seal(place, plain.as_bytes())
    }

    /// Open text.
    ///
    /// # Errors
    /// [`Unsealable`] for any other key, place or bytes.
    pub fn open_text(&self, place: Place, sealed: &[u8]) -> Result<String, Unsealable> {
        String::from_utf8(self.open(place, sealed)?).map_err(|_e| Unsealable)
    }

    /// Make a new key and wrap it with this one: `(key, wrapped)`.
    ///
    /// # Errors
    /// Never in practice; the length is ours.
    pub fn new_wrapped(&self, place: Place) -> Result<(Self, Vec<u8>), Unsealable> {
        let mut bytes = [0_u8; KEY_LEN];
        random(&mut bytes);
        let wrapped = self.seal(place, &bytes);
        let key = Self::from_bytes(&bytes);
        bytes.zeroize();
        Ok((key?, wrapped))
    }

    /// Unwrap a key that this one wrapped.
    ///
    /// # Errors
    /// [`Unsealable`] for any other key, place or bytes.
    pub fn unwrap(&self, place: Place, wrapped: &[u8]) -> Result<Self, Unsealable> {
        let mut bytes = self.open(place, wrapped)?;
        let key = Self::from_bytes(&bytes);
        bytes.zeroize();
        key
    }
}

/// The master key: everything else is derived from it or wrapped by it (HKDF, RFC 5869).
#[derive(Clone)]
pub struct MasterKey(Secret<Vec<u8>>);

impl MasterKey {
    /// From the bytes of the key file.
    ///
    /// # Errors
    /// [`Unsealable`] when it is not 32 bytes.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, Unsealable> {
        if bytes.len() == KEY_LEN { Ok(Self(Secret::new(bytes))) } else { Err(Unsealable) }
    }

    /// A new one.
    #[must_use]
    pub fn generate() -> Self {
        let mut bytes = vec![0_u8; KEY_LEN];
        random(&mut bytes);
        Self(Secret::new(bytes))
    }

    /// Its bytes, for the key file only.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        self.0.expose()
    }

    /// 32 bytes for one purpose.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> [u8; KEY_LEN] {
        let mut out = [0_u8; KEY_LEN];
        let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, b"engawa");
        let info = [purpose.as_bytes()];
        let filled =
            salt.extract(self.expose()).expand(&info, hkdf::HKDF_SHA256).and_then(|okm| okm.fill(&mut out));
        if filled.is_err() {
            tracing::error!("key derivation failed");
            std::process::abort();
        }
        out
    }

    /// The key that wraps facility keys and seals what belongs to no facility.
    ///
    /// # Errors
    /// Never in practice; the length is ours.
    pub fn sealing(&self) -> Result<SealingKey, Unsealable> {
        SealingKey::from_bytes(&self.derive("seal"))
    }
}

/// A keyed digest (HMAC-SHA256, RFC 2104): lookups without storing the thing looked up.
#[derive(Clone)]
pub struct DigestKey(std::sync::Arc<hmac::Key>);

impl std::fmt::Debug for DigestKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DigestKey(…)")
    }
}

impl DigestKey {
    /// For one purpose of a master key.
    #[must_use]
    pub fn derive(master: &MasterKey, purpose: &str) -> Self {
        Self(std::sync::Arc::new(hmac::Key::new(hmac::HMAC_SHA256, &master.derive(purpose))))
    }

    /// The digest of some bytes.
    #[must_use]
    pub fn digest(&self, bytes: &[u8]) -> Vec<u8> {
        hmac::sign(&self.0, bytes).as_ref().to_vec()
    }

    /// Whether `digest` belongs to `bytes`, in constant time.
    #[must_use]
    pub fn verify(&self, bytes: &[u8], digest: &[u8]) -> bool {
        hmac::verify(&self.0, bytes, digest).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Place = Place { table: "checkin", column: "note", row: Uuid::from_u128(1) };

    fn key() -> SealingKey {
        MasterKey::generate().sealing().unwrap_or_else(|_| unreachable!())
    }

    #[test]
    fn a_sealed_note_opens_only_in_its_own_place_with_its_own_key() {
        let (key, other) = (key(), key());
        let sealed = key.seal_text(HERE, "眠れなかった");
        assert_eq!(key.open_text(HERE, &sealed).as_deref(), Ok("眠れなかった"));
        assert_eq!(other.open_text(HERE, &sealed), Err(Unsealable));
        for place in [
            Place { table: "win", ..HERE },
            Place { column: "words", ..HERE },
            Place { row: Uuid::from_u128(2), ..HERE },
        ] {
            assert_eq!(key.open_text(place, &sealed), Err(Unsealable));
        }
    }

    #[test]
    fn every_changed_bit_is_noticed() {
        let key = key();
        let sealed = key.seal_text(HERE, "きょうは休めた");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            if let Some(byte) = changed.get_mut(at) {
                *byte ^= 1;
            }
            assert_eq!(key.open_text(HERE, &changed), Err(Unsealable), "byte {at}");
        }
        assert_ne!(sealed, key.seal_text(HERE, "きょうは休めた"), "a nonce is used once");
    }
}
