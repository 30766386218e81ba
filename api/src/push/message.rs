//! A message that only one phone can read: encryption for Web Push (RFC 8291) in one record of `aes128gcm`
//! (RFC 8188). The push service carries it and learns neither what it says nor, since all are the same size, how
//! much it says.

use aws_lc_rs::aead::{AES_128_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::agreement::{ECDH_P256, ParsedPublicKey, PrivateKey, UnparsedPublicKey, agree};
use aws_lc_rs::hkdf;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::kernel::sealed::random;

/// Bytes of an uncompressed point of P-256 (X9.62), as `p256dh` is given.
pub const POINT_LEN: usize = 65;
/// Bytes of the secret that phone and server share (RFC 8291 §3.2).
pub const AUTH_LEN: usize = 16;
/// Bytes of every sealed message, whatever it says. Every push service takes 4,096 (RFC 8030 §7.2).
pub const BODY_LEN: usize = 2_048;
/// Bytes that a message may say at most.
pub const PLAIN_MAX: usize = BODY_LEN - HEADER_LEN - 1 - TAG_LEN;

const SALT_LEN: usize = 16;
const TAG_LEN: usize = 16;
/// Salt, record size, length of the key id, and the key id, which is our ephemeral key (RFC 8188 §2.1).
const HEADER_LEN: usize = SALT_LEN + 4 + 1 + POINT_LEN;
/// There is one record, and it is shorter than this (RFC 8291 §4).
const RECORD_SIZE: u32 = 4_096;
const UNCOMPRESSED: u8 = 4;
/// What ends the last record; after it there are only zeros (RFC 8188 §2).
const LAST_RECORD: u8 = 2;

/// Which of the two keys of a phone cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadKeys {
    /// `p256dh` is no uncompressed point of P-256 in base64url.
    #[error("p256dh is no uncompressed point of P-256 in base64url")]
    P256dh,
    /// `auth` is not 16 bytes in base64url.
    #[error("auth is not 16 bytes in base64url")]
    Auth,
}

/// Why a message cannot be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unsendable {
    /// It says more than [`PLAIN_MAX`] bytes.
    #[error("the message is too long")]
    TooLong,
    /// The cryptography refused; never with keys that were parsed.
    #[error("the message cannot be encrypted")]
    Crypto,
}

/// What a phone gave us to encrypt with: its public key and the secret we share with it. No `Debug`: who has both can
/// write to that phone in our name.
#[derive(Clone, PartialEq, Eq)]
pub struct ReceiverKeys {
    point: [u8; POINT_LEN],
    auth: [u8; AUTH_LEN],
}

impl ReceiverKeys {
    /// From what `PushSubscription.getKey` gives, in base64url; padding is forgiven.
    ///
    /// # Errors
    /// Which of the two is wrong; the point when both are.
    pub fn parse(p256dh: &str, auth: &str) -> Result<Self, BadKeys> {
        let point = decode(p256dh).ok_or(BadKeys::P256dh)?;
        let auth = decode(auth);
        let keys = Self::from_bytes(&point, auth.as_deref().unwrap_or_default())?;
        Ok(keys)
    }

    /// From the bytes themselves, as they were kept.
    ///
    /// # Errors
    /// Which of the two is wrong; the point when both are.
    pub fn from_bytes(point: &[u8], auth: &[u8]) -> Result<Self, BadKeys> {
        let point: [u8; POINT_LEN] = point.try_into().map_err(|_e| BadKeys::P256dh)?;
        // Compressed and hybrid points have other first bytes; the library would take them.
        if point.first() != Some(&UNCOMPRESSED) || !is_on_the_curve(&point) {
            return Err(BadKeys::P256dh);
        }
        let auth = auth.try_into().map_err(|_e| BadKeys::Auth)?;
        Ok(Self { point, auth })
    }

    /// The public key of the phone, to keep.
    #[must_use]
    pub fn point(&self) -> &[u8; POINT_LEN] {
        &self.point
    }

    /// The shared secret, to keep sealed.
    #[must_use]
    pub fn auth(&self) -> &[u8; AUTH_LEN] {
        &self.auth
    }
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let unpadded = text.strip_suffix("==").or_else(|| text.strip_suffix('=')).unwrap_or(text);
    URL_SAFE_NO_PAD.decode(unpadded).ok()
}

/// A point off the curve would give our ephemeral key away (SP 800-56A §5.6.2.3).
fn is_on_the_curve(point: &[u8; POINT_LEN]) -> bool {
    ParsedPublicKey::try_from(UnparsedPublicKey::new(&ECDH_P256, point)).is_ok()
}

/// Seal a message for one phone, with a key and a salt that are used once. The result is always [`BODY_LEN`] bytes.
///
/// # Errors
/// [`Unsendable`] when it says more than [`PLAIN_MAX`] bytes.
pub fn seal(keys: &ReceiverKeys, plain: &[u8]) -> Result<Vec<u8>, Unsendable> {
    let ephemeral = PrivateKey::generate(&ECDH_P256).map_err(|_e| Unsendable::Crypto)?;
    let mut salt = [0_u8; SALT_LEN];
    random(&mut salt);
    seal_with(keys, &ephemeral, &salt, plain, PLAIN_MAX)
}

/// The same with a given key and salt, padded as if it said `padded_to` bytes.
fn seal_with(
    keys: &ReceiverKeys,
    ephemeral: &PrivateKey,
    salt: &[u8; SALT_LEN],
    plain: &[u8],
    padded_to: usize,
) -> Result<Vec<u8>, Unsendable> {
    if plain.len() > padded_to {
        return Err(Unsendable::TooLong);
    }
    let crypto = |_e| Unsendable::Crypto;
    let ours = ephemeral.compute_public_key().map_err(crypto)?;
    let peer = UnparsedPublicKey::new(&ECDH_P256, &keys.point);
    // RFC 8291 §3.3: the secret of the two keys, bound to the phone's own secret and to who speaks to whom.
    let shared = agree(ephemeral, peer, Unsendable::Crypto, |secret| {
        let info: [&[u8]; 3] = [b"WebPush: info\0", &keys.point, ours.as_ref()];
        expand::<32>(&hkdf::Salt::new(hkdf::HKDF_SHA256, &keys.auth).extract(secret), &info)
    })?;
    // RFC 8188 §2.2 and §2.3: key and nonce of the only record.
    let record = hkdf::Salt::new(hkdf::HKDF_SHA256, salt).extract(&shared);
    let key = expand::<16>(&record, &[b"Content-Encoding: aes128gcm\0"])?;
    let nonce = expand::<NONCE_LEN>(&record, &[b"Content-Encoding: nonce\0"])?;

    let mut sealed = Vec::with_capacity(padded_to + 1 + TAG_LEN);
    sealed.extend_from_slice(plain);
    sealed.push(LAST_RECORD);
    sealed.resize(padded_to + 1, 0);
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key).map_err(crypto)?);
    key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut sealed)
        .map_err(crypto)?;

    let mut body = Vec::with_capacity(HEADER_LEN + sealed.len());
    body.extend_from_slice(salt);
    body.extend_from_slice(&RECORD_SIZE.to_be_bytes());
    body.push(u8::try_from(POINT_LEN).map_err(|_e| Unsendable::Crypto)?);
    body.extend_from_slice(ours.as_ref());
    body.append(&mut sealed);
    Ok(body)
}

/// How many bytes to derive.
struct Length(usize);

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn expand<const N: usize>(from: &hkdf::Prk, info: &[&[u8]]) -> Result<[u8; N], Unsendable> {
    let mut out = [0_u8; N];
    from.expand(info, Length(N)).and_then(|okm| okm.fill(&mut out)).map_err(|_e| Unsendable::Crypto)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";
    const P256DH: &str =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

    fn bytes(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    /// RFC 8291 appendix A: the intermediate values are right when the last one is.
    #[test]
    fn the_example_of_the_standard_comes_out_to_the_byte() {
        let keys = ReceiverKeys::parse(P256DH, AUTH).unwrap_or_else(|e| panic!("{e}"));
        let secret = bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
        let ephemeral = PrivateKey::from_private_key(&ECDH_P256, &secret).unwrap();
        let salt: [u8; 16] = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap();
        let plain = b"When I grow up, I want to be a watermelon";
        let body = seal_with(&keys, &ephemeral, &salt, plain, plain.len());
        let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz\
             AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(body.map(|body| URL_SAFE_NO_PAD.encode(body)).as_deref(), Ok(expected));
    }

    #[test]
    fn all_messages_are_the_same_size_and_no_two_are_alike() {
        let keys = ReceiverKeys::parse(P256DH, AUTH).unwrap_or_else(|e| panic!("{e}"));
        for said in [0, 1, 40, 400, PLAIN_MAX] {
            let plain = vec![b'x'; said];
            let (one, other) = (seal(&keys, &plain).unwrap(), seal(&keys, &plain).unwrap());
            assert_eq!((one.len(), other.len()), (BODY_LEN, BODY_LEN), "{said}");
            assert_ne!(one.get(..16), other.get(..16), "a salt is used once");
            assert_ne!(one.get(21..86), other.get(21..86), "a key is used once");
        }
        assert_eq!(seal(&keys, &[0; PLAIN_MAX + 1]), Err(Unsendable::TooLong));
    }

    #[test]
    fn a_phone_is_told_which_of_its_keys_is_wrong() {
        let refused = |p256dh: &str, auth: &str| ReceiverKeys::parse(p256dh, auth).err();
        let point = bytes(P256DH);
        let changed = |at: usize, to: u8| {
            let mut point = point.clone();
            if let Some(byte) = point.get_mut(at) {
                *byte = to;
            }
            URL_SAFE_NO_PAD.encode(point)
        };
        assert_eq!(refused(P256DH, AUTH), None);
        assert_eq!(refused(&format!("{P256DH}="), &format!("{AUTH}==")), None, "padding is forgiven");
        for (why, p256dh) in [
            ("empty", String::new()),
            ("no base64url", "%".repeat(87)),
            ("plain base64", P256DH.replace('-', "+").replace('_', "/")),
            ("short", URL_SAFE_NO_PAD.encode(point.get(..64).unwrap())),
            ("long", URL_SAFE_NO_PAD.encode([point.as_slice(), &[0]].concat())),
            ("compressed", URL_SAFE_NO_PAD.encode([&[2], point.get(1..33).unwrap()].concat())),
            ("hybrid", changed(0, 6)),
            ("of another kind", changed(0, 0)),
            ("off the curve", changed(64, 0)),
            ("nowhere", URL_SAFE_NO_PAD.encode([[4].as_slice(), &[0; 64]].concat())),
            ("outside of the field", URL_SAFE_NO_PAD.encode([[4].as_slice(), &[255; 64]].concat())),
        ] {
            assert_eq!(refused(&p256dh, AUTH), Some(BadKeys::P256dh), "{why}");
            assert_eq!(refused(&p256dh, ""), Some(BadKeys::P256dh), "{why}");
        }
        for auth in ["", "AA", "BTBZMqHH6r4Tts7J_aSI", "BTBZMqHH6r4Tts7J_aSIggAA", "BTBZMqHH6r4Tts7J+aSIgg"] {
            assert_eq!(refused(P256DH, auth), Some(BadKeys::Auth), "{auth}");
        }
    }
}
