//! Merge patch (RFC 7396): a member that is absent stays, `null` clears, a value replaces.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

/// Read a part that is an object or `null`. Derived code would also take an array of its members in order.
///
/// # Errors
/// When it is anything else.
pub fn object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    struct Object<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Object<T> {
        type Value = Option<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map)).map(Some)
        }
    }

    deserializer.deserialize_any(Object(PhantomData))
}

/// Read a member that may be absent and cannot be cleared. Derived code would take `null` for absent, and whoever
/// sent it would believe that something was cleared.
///
/// # Errors
/// When it is `null`, or anything else that is not a value of it.
pub fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// The same for a member that is an object.
///
/// # Errors
/// When it is anything else.
pub fn given_object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let null = || D::Error::invalid_type(Unexpected::Unit, &"an object");
    object(deserializer)?.map(Some).ok_or_else(null)
}

/// What a patch says about one member.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Patch<T> {
    /// Not mentioned: leave it.
    #[default]
    Absent,
    /// `null`: clear it.
    Null,
    /// Replace it.
    Value(T),
}

impl<T> Patch<T> {
    /// Apply to a value that may be empty.
    #[must_use]
    pub fn or(self, current: Option<T>) -> Option<T> {
        match self {
            Self::Absent => current,
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// Check or change the value, if there is one.
    ///
    /// # Errors
    /// Whatever `check` answers.
    pub fn try_map<U, E>(self, check: impl FnOnce(T) -> Result<U, E>) -> Result<Patch<U>, E> {
        Ok(match self {
            Self::Absent => Patch::Absent,
            Self::Null => Patch::Null,
            Self::Value(value) => Patch::Value(check(value)?),
        })
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<T>::deserialize(deserializer)?.map_or(Self::Null, Self::Value))
    }
}

impl<T: serde::Serialize> serde::Serialize for Patch<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent | Self::Null => serializer.serialize_none(),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Letter {
        #[serde(default, deserialize_with = "given")]
        title: Option<String>,
    }

    #[test]
    fn a_member_that_cannot_be_cleared_is_absent_or_a_value_and_never_null() {
        let read = |json: &str| serde_json::from_str::<Letter>(json).map(|letter| letter.title).ok();
        assert_eq!(read("{}"), Some(None));
        assert_eq!(read(r#"{"title":"お茶"}"#), Some(Some("お茶".to_owned())));
        assert_eq!(read(r#"{"title":null}"#), None);
    }
}
