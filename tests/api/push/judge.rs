//! What a push service and a phone look at, by other libraries than the ones that sign and encrypt (RustCrypto instead
//! of AWS-LC): the VAPID token (RFC 8292), the fields (RFC 8030), the message (RFC 8291).

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use engawa::kernel::sealed::random;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use p256::elliptic_curve::sec1::ToEncodedPoint as _;
use serde_json::Value;
use web_push_native::Auth;

/// The keys of one phone.
#[derive(Clone)]
pub struct Phone {
    secret: p256::SecretKey,
    auth: [u8; 16],
}

impl Phone {
    pub fn new() -> Self {
        let mut auth = [0; 16];
        random(&mut auth);
        let secret = loop {
            let mut bytes = [0; 32];
            random(&mut bytes);
            if let Ok(secret) = p256::SecretKey::from_slice(&bytes) {
                break secret;
            }
        };
        Self { secret, auth }
    }

    /// `(p256dh, auth)`, as it gives them to the server.
    pub fn keys(&self) -> (String, String) {
        let point = self.secret.public_key().to_encoded_point(false);
        (URL_SAFE_NO_PAD.encode(point.as_bytes()), URL_SAFE_NO_PAD.encode(self.auth))
    }

    /// What a message says to this phone.
    pub fn read(&self, body: &[u8]) -> Result<Vec<u8>, String> {
        web_push_native::decrypt(body.to_vec(), &self.secret, &Auth::from(self.auth))
            .map_err(|error| format!("the phone cannot read it: {error}"))
    }
}

/// What is wrong with the fields of a request, if anything.
pub fn fields(fields: &BTreeMap<String, String>) -> Result<(), String> {
    let field = |name: &str| fields.get(name).map(String::as_str);
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    if field("content-encoding") != Some("aes128gcm") {
        return Err("no Content-Encoding: aes128gcm".to_owned());
    }
    if field("ttl").and_then(|ttl| ttl.parse::<u32>().ok()).is_none() {
        return Err("no TTL".to_owned());
    }
    if !field("urgency").is_none_or(|urgency| ["very-low", "low", "normal", "high"].contains(&urgency)) {
        return Err("no such urgency".to_owned());
    }
    if !field("topic").is_none_or(|topic| plain(topic) && (1..=32).contains(&topic.len())) {
        return Err("no such topic".to_owned());
    }
    for name in ["cookie", "referer", "user-agent", "accept-language", "content-language"] {
        if fields.contains_key(name) {
            return Err(format!("{name} says more than it must"));
        }
    }
    Ok(())
}

/// The claims of a token for `origin`, and the key that signed it.
pub fn token(authorization: &str, origin: &str) -> Result<(Value, String), String> {
    let rest = authorization.strip_prefix("vapid ").ok_or("the scheme is not vapid")?;
    let parameters: BTreeMap<&str, &str> =
        rest.split(',').filter_map(|parameter| parameter.trim().split_once('=')).collect();
    let token = parameters.get("t").ok_or("no t")?;
    let key = parameters.get("k").ok_or("no k")?;
    let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).map_err(|_| format!("{text:?} is no base64url"));
    let json = |text: &str| -> Result<Value, String> {
        serde_json::from_slice(&bytes(text)?).map_err(|_| "no JSON".to_owned())
    };
    let (signed, signature) = token.rsplit_once('.').ok_or("no JWS")?;
    let (header, claims) = signed.split_once('.').ok_or("no JWS")?;
    if json(header)?["alg"] != "ES256" {
        return Err("not ES256".to_owned());
    }
    let verifying = VerifyingKey::from_sec1_bytes(&bytes(key)?).map_err(|_| "k is no key")?;
    let signature = Signature::from_slice(&bytes(signature)?).map_err(|_| "no signature")?;
    verifying.verify(signed.as_bytes(), &signature).map_err(|_| "signed by another key")?;
    let claims = json(claims)?;
    if claims["aud"] != origin {
        return Err(format!("meant for {aud}", aud = claims["aud"]));
    }
    let subject = claims["sub"].as_str().unwrap_or_default();
    if !(subject.starts_with("https://") || subject.starts_with("mailto:")) || subject.contains("localhost") {
        return Err(format!("nobody to turn to: {subject:?}"));
    }
    if claims["exp"].as_i64().is_none() {
        return Err("no end".to_owned());
    }
    Ok((claims, (*key).to_owned()))
}
