//! What goes over the wire: events as `text/event-stream` (WHATWG HTML §9.2), made once and shared by all who hear them.

use std::sync::Arc;

use bytes::Bytes;
use uuid::Uuid;

use crate::authz::{Role, Standing};

/// How long a phone waits before it comes back, in milliseconds.
const RETRY: u32 = 3000;

/// One change, as it lies in its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its place in the sequence of the facility.
    pub n: i64,
    /// What may look different now. A topic of a newer version passes through as it is.
    pub topic: String,
    /// The one person it is for.
    pub person: Option<Uuid>,
    /// Whether it is for staff.
    pub staff_only: bool,
}

impl Change {
    /// Whether somebody who stands so hears of it.
    #[must_use]
    pub fn is_for(&self, standing: &Standing) -> bool {
        let staff = standing.roles.has(Role::Staff) || standing.roles.has(Role::Admin);
        self.person.is_none_or(|person| person == standing.person.0) && (!self.staff_only || staff)
    }
}

/// One event, ready to be sent to any number of phones.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Its place in the sequence.
    pub n: i64,
    /// A later one with the same topic takes its place. Empty: a heartbeat.
    pub topic: Arc<str>,
    /// The bytes, shared.
    pub bytes: Bytes,
}

impl Frame {
    /// Something changed.
    #[must_use]
    pub fn of(change: &Change) -> Self {
        let Change { n, topic, .. } = change;
        let data = serde_json::json!({ "topic": topic });
        let text = format!("id: {n}\nevent: change\ndata: {data}\n\n");
        Self { n: *n, topic: topic.as_str().into(), bytes: text.into() }
    }

    /// Still here. It moves the id on, so that a phone for which nothing changed for hours has missed nothing
    /// when it comes back.
    #[must_use]
    pub fn heartbeat(n: i64) -> Self {
        Self { n, topic: "".into(), bytes: format!(": \nid: {n}\n\n").into() }
    }
}

/// The first bytes of a stream: where the phone stood, what it missed, and where the sequence stands now.
///
/// The ids only ever grow to what has been sent: a connection that breaks between two events loses nothing.
#[must_use]
pub fn greeting(since: Option<i64>, missed: &Missed, now: i64) -> Bytes {
    let mut text =
        format!("retry: {RETRY}\nid: {}\nevent: hello\ndata: {{}}\n\n", since.unwrap_or(now)).into_bytes();
    match missed {
        Missed::Unknown => text.extend(format!("id: {now}\nevent: resync\ndata: {{}}\n\n").into_bytes()),
        Missed::These(frames) => {
            for frame in frames {
                text.extend_from_slice(&frame.bytes);
            }
            if since.is_some_and(|since| since < now) {
                text.extend_from_slice(&Frame::heartbeat(now).bytes);
            }
        }
    }
    text.into()
}

/// What somebody missed since they were last here.
#[derive(Debug)]
pub enum Missed {
    /// These, the last of each topic.
    These(Vec<Frame>),
    /// Nobody knows any more; they have to ask for everything again.
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authz::Roles;
    use crate::kernel::id::{FacilityId, PersonId, SessionId};

    fn somebody(person: u128, roles: &[Role]) -> Standing {
        Standing {
            person: PersonId(Uuid::from_u128(person)),
            facility: FacilityId(Uuid::nil()),
            session: SessionId(Uuid::nil()),
            roles: roles.iter().copied().collect::<Roles>(),
        }
    }

    #[test]
    fn a_change_is_heard_by_those_it_is_for() {
        let change = |person: Option<u128>, staff_only| Change {
            n: 1,
            topic: "talk_now".to_owned(),
            person: person.map(Uuid::from_u128),
            staff_only,
        };
        let (haru, mori) = (somebody(1, &[Role::Member, Role::Supporter]), somebody(2, &[Role::Staff]));
        let kawa = somebody(3, &[Role::Admin]);
        let heard = |change: &Change| [&haru, &mori, &kawa].map(|one| change.is_for(one));

        assert_eq!(heard(&change(None, false)), [true, true, true]);
        assert_eq!(heard(&change(Some(1), false)), [true, false, false]);
        assert_eq!(heard(&change(None, true)), [false, true, true]);
    }

    #[test]
    fn a_stream_begins_where_the_phone_stood() {
        let talk = Change { n: 8, topic: "talk_now".to_owned(), person: None, staff_only: false };
        let missed = Missed::These(vec![Frame::of(&talk)]);
        let text = |bytes: Bytes| String::from_utf8(bytes.to_vec()).unwrap();

        assert_eq!(
            text(greeting(None, &Missed::These(Vec::new()), 9)),
            "retry: 3000\nid: 9\nevent: hello\ndata: {}\n\n"
        );
        assert_eq!(
            text(greeting(Some(5), &missed, 9)),
            "retry: 3000\nid: 5\nevent: hello\ndata: {}\n\nid: 8\nevent: change\ndata: {\"topic\":\"talk_now\"}\n\n: \nid: 9\n\n"
        );
        assert_eq!(
            text(greeting(Some(90), &Missed::Unknown, 9)),
            "retry: 3000\nid: 90\nevent: hello\ndata: {}\n\nid: 9\nevent: resync\ndata: {}\n\n"
        );
    }
}
