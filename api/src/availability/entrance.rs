//! How somebody stands to a request: theirs, the one who comes, staff it reached; for everybody else it is not there.

use super::store::request::Kept;
use super::talk::Acceptor;
use crate::authz::{Relation, Role, Standing};
use crate::kernel::id::OfferId;

/// Of the asker.
#[must_use]
pub fn as_asker(kept: Option<&Kept>, standing: Standing) -> Relation {
    match kept {
        Some(kept) if kept.facility == standing.facility && kept.talk.asker == standing.person => {
            Relation::Own
        }
        Some(_) | None => Relation::Outside,
    }
}

/// Of the asker and of whoever said yes.
#[must_use]
pub fn as_one_of_two(kept: Option<&Kept>, standing: Standing) -> Relation {
    let comes = kept.filter(|kept| kept.facility == standing.facility).and_then(|kept| kept.talk.acceptor);
    if comes.is_some_and(|who| who.person() == standing.person) {
        return Relation::Own;
    }
    as_asker(kept, standing)
}

/// Of staff, once it reached them.
#[must_use]
pub fn as_staff(kept: Option<&Kept>, standing: Standing) -> Relation {
    let reached = kept.is_some_and(|kept| {
        let supporter = matches!(kept.talk.acceptor, Some(Acceptor::Supporter(_)));
        kept.facility == standing.facility
            && kept.talk.tell_staff
            && !kept.talk.state.is_searching()
            && !supporter
    });
    if reached && standing.roles.has(Role::Staff) { Relation::SameFacility } else { Relation::Outside }
}

/// Of the supporter who is asked by an offer.
#[must_use]
pub fn as_asked(kept: Option<&Kept>, offer: OfferId, standing: Standing) -> Relation {
    let mine = kept.is_some_and(|kept| {
        let offer = kept.talk.offers.iter().find(|one| one.id == offer);
        kept.facility == standing.facility && offer.is_some_and(|one| one.supporter == standing.person)
    });
    if mine { Relation::Own } else { Relation::Outside }
}
