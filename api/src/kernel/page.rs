//! Lists in pages: a cursor is the key of the last row seen, never an offset.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::problem::{Fault, FieldError};

/// The most rows one answer carries.
pub const MOST: u64 = 100;
/// Rows an answer carries when nobody says how many.
pub const USUAL: u64 = 30;

/// Where the next page starts: after the row with this position and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The value the list is ordered by.
    pub position: i64,
    /// The id of that row, which settles equal positions.
    pub id: Uuid,
}

impl Cursor {
    /// As an opaque word for `next_cursor`.
    #[must_use]
    pub fn encode(self) -> String {
        let mut bytes = [0_u8; 24];
        let (head, tail) = bytes.split_at_mut(8);
        head.copy_from_slice(&self.position.to_be_bytes());
        tail.copy_from_slice(self.id.as_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Read what [`Cursor::encode`] wrote.
    ///
    /// # Errors
    /// A [`FieldError`] at `/cursor` when it is not one of ours.
    pub fn decode(text: &str) -> Result<Self, FieldError> {
        let wrong = || FieldError::new("/cursor", Fault::WrongFormat);
        let bytes: [u8; 24] =
            URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| bytes.try_into().ok()).ok_or_else(wrong)?;
        let (head, tail) = bytes.split_at(8);
        let position = i64::from_be_bytes(head.try_into().map_err(|_e| wrong())?);
        let id = Uuid::from_slice(tail).map_err(|_e| wrong())?;
        Ok(Self { position, id })
    }
}

/// How many rows to answer with, from `?limit=`.
///
/// # Errors
/// A [`FieldError`] at `/limit` outside 1 to 100.
pub fn limit(asked: Option<u64>) -> Result<u64, FieldError> {
    match asked {
        None => Ok(USUAL),
        Some(n) if (1..=MOST).contains(&n) => Ok(n),
        Some(_) => Err(FieldError::limited("/limit", Fault::OutOfRange, 100)),
    }
}
