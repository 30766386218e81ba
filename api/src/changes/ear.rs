//! One open stream, from both ends: the hub lays events in, the connection takes them out.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use futures::Stream;

use super::frame::Frame;
use super::hub::Hub;
use crate::authz::Standing;

/// Somebody who listens.
///
/// What waits to be sent is at most one event a topic: a phone that reads slowly gets the last of each, and
/// needs no memory for the others. Events leave in the order of their ids, and one that was replaced has a
/// later one behind it, so a phone that breaks off and comes back has lost nothing.
#[derive(Debug)]
pub struct Ear {
    /// How they stood when they began to listen.
    pub standing: Standing,
    /// Fixes the second in which they get their heartbeat.
    pub number: u64,
    waiting: Mutex<Waiting>,
}

#[derive(Debug, Default)]
struct Waiting {
    frames: Vec<Frame>,
    /// Everything up to here was said in the greeting.
    greeted: i64,
    over: bool,
    waker: Option<Waker>,
}

impl Ear {
    /// Nothing waits yet.
    #[must_use]
    pub fn new(standing: Standing, number: u64) -> Self {
        Self { standing, number, waiting: Mutex::default() }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begin with these bytes, which say everything up to `now`.
    pub fn greet(&self, now: i64, bytes: Bytes) {
        let mut waiting = self.waiting();
        waiting.greeted = now;
        waiting.frames.retain(|frame| frame.n > now);
        // No topic has this name, so nothing takes its place.
        waiting.frames.insert(0, Frame { n: now, topic: ".".into(), bytes });
    }

    /// Lay an event in.
    pub fn tell(&self, frame: &Frame) {
        let mut waiting = self.waiting();
        if waiting.over || frame.n < waiting.greeted || frame.n == waiting.greeted && !frame.topic.is_empty()
        {
            return;
        }
        waiting.frames.retain(|earlier| earlier.topic != frame.topic);
        waiting.frames.push(frame.clone());
        let waker = waiting.waker.take();
        drop(waiting);
        waker.into_iter().for_each(Waker::wake);
    }

    /// End the stream; what still waits is not sent any more.
    pub fn end(&self) {
        let mut waiting = self.waiting();
        waiting.over = true;
        waiting.frames = Vec::new();
        let waker = waiting.waker.take();
        drop(waiting);
        waker.into_iter().for_each(Waker::wake);
    }
}

/// The body of an open stream. Letting go of it leaves the room.
#[derive(Debug)]
pub struct Listening {
    hub: Arc<Hub>,
    ear: Arc<Ear>,
}

impl Listening {
    /// Of somebody who has entered.
    #[must_use]
    pub const fn new(hub: Arc<Hub>, ear: Arc<Ear>) -> Self {
        Self { hub, ear }
    }

    /// The end into which events are laid.
    #[must_use]
    pub fn ear(&self) -> &Ear {
        &self.ear
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.hub.leave(&self.ear);
    }
}

impl Stream for Listening {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut waiting = self.ear.waiting();
        if waiting.over {
            return Poll::Ready(None);
        }
        if waiting.frames.is_empty() {
            // Most of the time nothing waits, and then nothing is held.
            waiting.frames = Vec::new();
            waiting.waker = Some(cx.waker().clone());
            return Poll::Pending;
        }
        Poll::Ready(Some(Ok(waiting.frames.remove(0).bytes)))
    }
}

#[cfg(test)]
mod tests {
    use futures::{FutureExt as _, StreamExt as _};
    use uuid::Uuid;

    use super::*;
    use crate::authz::Roles;
    use crate::changes::frame::Change;
    use crate::kernel::id::{FacilityId, PersonId, SessionId};

    fn listening() -> Listening {
        let nobody = Uuid::nil();
        let standing = Standing {
            person: PersonId(nobody),
            facility: FacilityId(nobody),
            session: SessionId(nobody),
            roles: Roles::default(),
        };
        Listening::new(Arc::default(), Arc::new(Ear::new(standing, 1)))
    }

    fn told(n: i64, topic: &str) -> Frame {
        Frame::of(&Change { n, topic: topic.to_owned(), person: None, staff_only: false })
    }

    fn all(listening: &mut Listening) -> Vec<String> {
        let mut all = Vec::new();
        while let Some(Some(Ok(bytes))) = listening.next().now_or_never() {
            all.push(String::from_utf8(bytes.to_vec()).unwrap());
        }
        all
    }

    #[test]
    fn a_phone_that_reads_nothing_costs_one_event_a_topic() {
        let mut slow = listening();
        slow.ear().greet(0, Bytes::from_static(b"hello"));

        for n in 1..=10_000 {
            slow.ear().tell(&told(n, if n % 2 == 0 { "talk_now" } else { "my_offers" }));
            slow.ear().tell(&Frame::heartbeat(n));
        }

        assert_eq!(slow.ear().waiting().frames.len(), 4);
        let sent = all(&mut slow);
        let [hello, offers, talk, heartbeat] = sent.as_slice() else { panic!("{sent:?}") };
        assert_eq!((hello.as_str(), heartbeat.as_str()), ("hello", ": \nid: 10000\n\n"));
        assert!(offers.starts_with("id: 9999\n") && talk.starts_with("id: 10000\n"), "{sent:?}");
    }

    #[test]
    fn what_the_greeting_said_is_not_said_again() {
        let mut stream = listening();
        stream.ear().tell(&told(7, "talk_now"));
        stream.ear().tell(&told(8, "my_offers"));

        stream.ear().greet(7, Bytes::from_static(b"up to seven"));
        stream.ear().tell(&told(7, "talk_now"));

        let sent = all(&mut stream);
        let [_, next] = sent.as_slice() else { panic!("{sent:?}") };
        assert!(next.starts_with("id: 8\n"), "{next}");
    }

    #[test]
    fn nothing_leaves_after_the_end() {
        let mut stream = listening();
        stream.ear().tell(&told(1, "talk_now"));

        stream.ear().end();
        stream.ear().tell(&told(2, "talk_now"));

        assert!(matches!(stream.next().now_or_never(), Some(None)));
    }
}
