//! Open streams, read as an app reads them: event by event (WHATWG HTML §9.2).

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::client::{Call, Client};
use crate::contract::ALWAYS;

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its place in the sequence.
    pub id: u64,
    /// Its name; empty when it only moves the id on, as a heartbeat does.
    pub name: String,
    /// What it says.
    pub data: String,
}

impl Event {
    /// The topic of a change.
    #[must_use]
    pub fn topic(&self) -> String {
        assert_eq!(self.name, "change", "{self:?}");
        let data: serde_json::Value = serde_json::from_str(&self.data).expect("JSON");
        assert_eq!(data.as_object().map(serde_json::Map::len), Some(1), "{data}");
        data["topic"].as_str().expect("a topic").to_owned()
    }
}

/// An open stream.
pub struct Following {
    response: reqwest::Response,
    buffer: String,
    /// The id of the last event, with which it would come back.
    pub last_id: u64,
}

impl Client {
    /// Open the stream, as somebody who was last here at `since`. It has said hello.
    pub async fn follow(&self, since: Option<u64>) -> Following {
        let mut following = self.try_follow(since).await.expect("a stream");
        let hello = following.hears().await;
        assert_eq!((hello.name.as_str(), hello.data.as_str()), ("hello", "{}"));
        following
    }

    /// The same, for somebody who may be refused: the status.
    ///
    /// # Errors
    /// The status of the refusal.
    pub async fn try_follow(&self, since: Option<u64>) -> Result<Following, u16> {
        let mut call = Call::new("GET", "/stream");
        if let Some(since) = since {
            call = call.header("last-event-id", &since.to_string());
        }
        let response = self.open(&call).await.expect("the server answers");
        if response.status() != 200 {
            return Err(response.status().as_u16());
        }
        let header = |name: &str| {
            let value = response.headers().get(name).unwrap_or_else(|| panic!("no header {name}"));
            value.to_str().expect("text").to_owned()
        };
        assert_eq!(header("content-type"), "text/event-stream");
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("x-accel-buffering"), "no");
        for (name, part) in ALWAYS {
            assert!(header(name).contains(part), "{name}");
        }
        Ok(Following { response, buffer: String::new(), last_id: 0 })
    }
}

impl Following {
    /// The next event that says something, which must come within a second.
    #[track_caller]
    pub fn hears(&mut self) -> impl Future<Output = Event> {
        let at = std::panic::Location::caller();
        async move {
            let until = Instant::now() + Duration::from_secs(1);
            loop {
                match self.until(until).await {
                    Some(Some(event)) if event.name.is_empty() => {}
                    Some(Some(event)) => return event,
                    Some(None) => panic!("{at}: the stream has ended"),
                    None => panic!("{at}: nothing within a second"),
                }
            }
        }
    }

    /// The next change of this topic, which must come within a second; changes of notices may come before it.
    #[track_caller]
    pub fn hears_of(&mut self, topic: &str) -> impl Future<Output = ()> {
        let at = std::panic::Location::caller();
        async move {
            loop {
                let heard = self.hears().await.topic();
                if heard == topic {
                    return;
                }
                assert_eq!(heard, "my_notices", "{at}: while {topic} was awaited");
            }
        }
    }

    /// It must end within a second; what comes before that is passed over.
    #[track_caller]
    pub fn ended(&mut self) -> impl Future<Output = ()> {
        let at = std::panic::Location::caller();
        async move {
            let until = Instant::now() + Duration::from_secs(1);
            loop {
                match self.until(until).await {
                    Some(Some(_)) => {}
                    Some(None) => return,
                    None => panic!("{at}: still open after a second"),
                }
            }
        }
    }

    /// The next event within this time, also one that only moves the id on; `Some(None)` when the stream has ended.
    pub async fn within(&mut self, time: Duration) -> Option<Option<Event>> {
        self.until(Instant::now() + time).await
    }

    async fn until(&mut self, until: Instant) -> Option<Option<Event>> {
        loop {
            if let Some((block, rest)) = self.buffer.split_once("\n\n") {
                let (event, rest) = (self.read(block), rest.to_owned());
                (self.buffer, self.last_id) = (rest, event.id);
                return Some(Some(event));
            }
            match timeout_at(until, self.response.chunk()).await {
                Err(_) => return None,
                Ok(Ok(Some(chunk))) => self.buffer.push_str(std::str::from_utf8(&chunk).expect("text")),
                Ok(Ok(None) | Err(_)) => return Some(None),
            }
        }
    }

    fn read(&self, block: &str) -> Event {
        let mut event = Event { id: self.last_id, name: String::new(), data: String::new() };
        for line in block.lines() {
            match line.split_once(": ") {
                Some(("id", value)) => event.id = value.parse().expect("a number"),
                Some(("event", value)) => value.clone_into(&mut event.name),
                Some(("data", value)) => value.clone_into(&mut event.data),
                Some(("", _)) => {}
                Some(("retry", value)) => assert_eq!(value, "3000"),
                other => panic!("{other:?} in {block:?}"),
            }
        }
        event
    }
}
