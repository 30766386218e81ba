//! 気になったこと: what somebody raises, and who may read it. Pure.
//!
//! Staff read it, and admins, so that there is somebody else when it is about one of them. The one it is about
//! does not, whatever their roles are: not on the list, not by its id, not by a change on their screen.

use crate::authz::{Relation, Role, Standing};
use crate::kernel::id::{ConcernId, FacilityId, PersonId};
use crate::kernel::named::named;
use crate::kernel::problem::{FieldError, ProblemType};
use crate::kernel::text;
use crate::kernel::time::Instant;

/// The longest words of a concern, in graphemes.
pub const LONGEST_WORDS: usize = 1000;
/// The longest answer, in graphemes.
pub const LONGEST_MESSAGE: usize = 500;

named! {
    /// What a concern is about.
    ConcernKind {
        /// Somebody here.
        Person => "person",
        /// A talk.
        Talk => "talk",
        /// This place, or this app.
        Place => "place",
        /// Something else.
        Other => "other",
    }
}

named! {
    /// How far it has come.
    ConcernState {
        /// Staff know of it.
        Open => "open",
        /// Staff answered.
        Closed => "closed",
    }
}

/// How it ended.
#[derive(Clone, PartialEq, Eq)]
pub struct Closing {
    /// When.
    pub at: Instant,
    /// Who answered.
    pub by: PersonId,
    /// The answer, sealed.
    pub message: Vec<u8>,
}

/// Something that did not feel right.
#[derive(Clone, PartialEq, Eq)]
pub struct Concern {
    /// Its id.
    pub id: ConcernId,
    /// Where.
    pub facility: FacilityId,
    /// Who raised it.
    pub raised_by: PersonId,
    /// What it is about.
    pub kind: ConcernKind,
    /// Whom it is about, if they said so.
    pub about: Option<PersonId>,
    /// Their own words, sealed.
    pub words: Option<Vec<u8>>,
    /// Whether they would like to be spoken to.
    pub wants_to_talk: bool,
    /// Since when staff know of it.
    pub raised_at: Instant,
    /// How it ended.
    pub closing: Option<Closing>,
}

impl Concern {
    /// How far it has come.
    #[must_use]
    pub const fn state(&self) -> ConcernState {
        if self.closing.is_some() { ConcernState::Closed } else { ConcernState::Open }
    }

    /// Staff answer it; once.
    ///
    /// # Errors
    /// When somebody answered already.
    pub fn close(&mut self, closing: Closing) -> Result<(), ProblemType> {
        if self.closing.is_some() {
            return Err(ProblemType::ConcernClosed);
        }
        self.closing = Some(closing);
        Ok(())
    }
}

/// How somebody stands to a concern as one who may read it.
#[must_use]
pub fn as_reader(concern: Option<&Concern>, standing: Standing) -> Relation {
    let reads = standing.roles.has(Role::Staff) || standing.roles.has(Role::Admin);
    match concern {
        Some(one) if one.facility == standing.facility && one.about != Some(standing.person) && reads => {
            Relation::SameFacility
        }
        Some(_) | None => Relation::Outside,
    }
}

/// Words of a concern as they were typed; nothing when there are none.
///
/// # Errors
/// The fault at `/words`.
pub fn words(raw: Option<&str>) -> Result<Option<String>, FieldError> {
    let words = raw.map(|raw| text::prose("/words", raw, 0, LONGEST_WORDS)).transpose()?;
    Ok(words.filter(|words| !words.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::id::SessionId;

    fn id(n: u128) -> uuid::Uuid {
        uuid::Uuid::from_u128(n)
    }

    fn concern(about: Option<u128>) -> Concern {
        Concern {
            id: ConcernId(id(1)),
            facility: FacilityId(id(2)),
            raised_by: PersonId(id(3)),
            kind: ConcernKind::Person,
            about: about.map(|n| PersonId(id(n))),
            words: None,
            wants_to_talk: false,
            raised_at: Instant(0),
            closing: None,
        }
    }

    fn standing(person: u128, facility: u128, roles: &[Role]) -> Standing {
        Standing {
            person: PersonId(id(person)),
            facility: FacilityId(id(facility)),
            session: SessionId(id(9)),
            roles: roles.iter().copied().collect(),
        }
    }

    #[test]
    fn the_one_it_is_about_never_stands_to_it_as_a_reader() {
        let admin = [Role::Member, Role::Supporter, Role::Staff, Role::Admin];
        assert_eq!(as_reader(Some(&concern(Some(5))), standing(5, 2, &admin)), Relation::Outside);
        assert_eq!(
            as_reader(Some(&concern(Some(5))), standing(6, 2, &[Role::Staff])),
            Relation::SameFacility
        );
        assert_eq!(
            as_reader(Some(&concern(Some(5))), standing(6, 2, &[Role::Admin])),
            Relation::SameFacility
        );
        assert_eq!(as_reader(Some(&concern(None)), standing(3, 2, &[Role::Member])), Relation::Outside);
        assert_eq!(as_reader(Some(&concern(None)), standing(6, 4, &[Role::Staff])), Relation::Outside);
    }

    #[test]
    fn it_is_answered_once() {
        let closing = Closing { at: Instant(1), by: PersonId(id(6)), message: vec![1] };
        let mut one = concern(None);
        assert_eq!(one.close(closing.clone()), Ok(()));
        assert_eq!(one.close(closing), Err(ProblemType::ConcernClosed));
    }

    #[test]
    fn words_are_optional_and_bounded() {
        assert_eq!(words(None), Ok(None));
        assert_eq!(words(Some(" \n")), Ok(None));
        assert!(words(Some(&"あ".repeat(LONGEST_WORDS))).is_ok());
        assert!(words(Some(&"あ".repeat(LONGEST_WORDS + 1))).is_err());
    }
}
