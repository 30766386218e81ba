//! One step of a sequence: done over HTTP, then by the rules, and then the rows are read.

use futures::future::join;

use engawa::availability::domain::{self, TalkMode, lease_end};
use engawa::availability::machine::Outcome;
use engawa::availability::talk::{Acceptor, Talk, TooLate};
use engawa::kernel::id::{OfferId, PersonId, TalkRequestId};
use sea_orm::{ConnectionTrait as _, QueryResult, Statement, TryGetable};
use serde_json::json;
use tests::Client;

use super::reference::{Reference, Wish, ZONE};
use super::{Act, Deed, Stage};
use crate::availability::{asking, listening};

/// What would be wrong however the rows came about. Each line names the promise that is broken.
const BROKEN: &str = "
    SELECT 'I1: a wish that nothing moves' FROM talk_request WHERE (state = 'closed') <> (next_action_at IS NULL)
    UNION ALL SELECT 'I2: two who come' FROM talk_meeting WHERE ended_at IS NULL
        GROUP BY request_id HAVING count(*) > 1
    UNION ALL SELECT 'I2: asked though somebody comes' FROM talk_offer JOIN talk_request
        ON talk_request.id = talk_offer.request_id
        WHERE talk_offer.state IN ('sent', 'seen') AND talk_request.state NOT IN ('requested', 'offered')
    UNION ALL SELECT 'I3: two talks of one supporter' FROM talk_request
        WHERE state IN ('accepted', 'in_talk') AND NOT by_staff GROUP BY acceptor_id HAVING count(*) > 1
    UNION ALL SELECT 'I3: two open wishes of one member' FROM talk_request
        WHERE state IN ('requested', 'offered', 'accepted', 'in_talk', 'escalated')
        GROUP BY asker_id HAVING count(*) > 1
    UNION ALL SELECT 'I7: a gap in what happened' FROM talk_event
        GROUP BY request_id HAVING min(n) <> 0 OR max(n) + 1 <> count(*)";

impl Stage {
    /// Take a step; what the house answered. The rows must say what the rules say.
    pub(super) async fn step(&mut self, deed: Deed) -> Vec<u16> {
        self.story.push(format!("{deed:?}"));
        let done = self.perform(deed).await;
        self.reference.now = self.world.now();
        let rows = self.rows().await;
        for (deed, status, _) in &done {
            self.story.push(format!("    {status}"));
            let expected = self.foresee(*deed, &done);
            assert_eq!(
                *status,
                expected,
                "{deed:?} is answered otherwise than the rules say\n{}",
                self.told()
            );
        }
        let expected = self.expected();
        for (is, must) in rows.iter().zip(&expected) {
            assert_eq!(is, must, "the rows do not say what the rules say\n{}", self.told());
        }
        assert_eq!(rows.len(), expected.len(), "{rows:#?}\n{expected:#?}\n{}", self.told());
        let broken: Vec<String> = self.ask_rows(BROKEN).await.iter().map(|row| value(row, 0)).collect();
        assert!(broken.is_empty(), "{broken:?}\n{}", self.told());
        done.iter().map(|(_, status, _)| *status).collect()
    }

    fn told(&self) -> String {
        format!("on {:?}, after:\n{}", self.world.backend, self.story.join("\n"))
    }

    async fn phone(&mut self, who: usize) -> &Client {
        let now = self.world.now();
        let phone = &mut self.phones[who];
        if phone.fresh.plus_seconds(200) <= now {
            phone.client.refresh().await.ok(200);
            phone.fresh = now;
        }
        &self.phones[who].client
    }

    async fn act(&mut self, wish: usize, who: usize, act: Act) -> u16 {
        let (path, body) = act.call(&self.reference.wishes[wish].talk);
        self.phone(who).await.post(&path, &body).await.status
    }

    /// Do it in the house. What was done at the same moment is told in the order in which it came about.
    async fn perform(&mut self, deed: Deed) -> Vec<(Deed, u16, Option<TalkRequestId>)> {
        let status = match deed {
            Deed::Ask { who, to, tell_staff } => {
                let mut body = asking();
                body["tell_staff"] = json!(tell_staff);
                if let Some(to) = to {
                    body["to"] = json!(self.phones[to].person);
                }
                let answer = self.phone(who).await.post("/talk_requests", &body).await;
                let id = answer.body["talk_request_id"].as_str().and_then(|id| id.parse().ok());
                return vec![(deed, answer.status, id)];
            }
            Deed::Listen { who, seconds } => {
                let mut body = listening(&self.world);
                body["until"] = json!(self.world.now().plus_seconds(seconds));
                self.phone(who).await.put("/me/availability", &body).await.status
            }
            Deed::Leave { who } => self.phone(who).await.delete("/me/availability").await.status,
            Deed::Do { wish, who, act } => self.act(wish, who, act).await,
            Deed::Both { wish, places } => {
                let one = places.map(|place| {
                    let who =
                        self.phone_of(self.reference.wishes[wish].talk.offers[place].supporter).unwrap();
                    (who, Act::Accept(place, 0))
                });
                let [(first, yes), (second, also)] = one;
                self.phone(first).await;
                self.phone(second).await;
                let talk = &self.reference.wishes[wish].talk;
                let ((path, body), (other_path, other_body)) = (yes.call(talk), also.call(talk));
                let posts = join(
                    self.phones[first].client.post(&path, &body),
                    self.phones[second].client.post(&other_path, &other_body),
                );
                let (one, other) = posts.await;
                let mut done = vec![
                    (Deed::Do { wish, who: first, act: yes }, one.status, None),
                    (Deed::Do { wish, who: second, act: also }, other.status, None),
                ];
                done.sort_by_key(|(_, status, _)| *status);
                return done;
            }
            Deed::Late { wish, place } => {
                let offer = &self.reference.wishes[wish].talk.offers[place];
                let (due, who) = (offer.due, self.phone_of(offer.supporter).unwrap());
                let wait = ((due.0 - self.world.now().0) / 1000).max(0);
                self.world.clock.advance(wait);
                let status = self.act(wish, who, Act::Accept(place, 0)).await;
                self.world.pass(0).await;
                status
            }
            Deed::Wait { seconds } => {
                self.world.pass(seconds).await;
                204
            }
        };
        vec![(deed, status, None)]
    }

    /// The same by the rules; what the house must answer.
    fn foresee(&mut self, deed: Deed, done: &[(Deed, u16, Option<TalkRequestId>)]) -> u16 {
        let reference = &mut self.reference;
        match deed {
            Deed::Ask { who, to, tell_staff } => {
                let asker = self.phones[who].person;
                let today = reference.now.day_in(ZONE);
                let all = reference.wishes.iter().map(|wish| &wish.talk).filter(|talk| talk.asker == asker);
                let asked_today = all.filter(|talk| talk.asked_at.day_in(ZONE) == today).count();
                let waits = reference.waits(asker);
                if waits || asked_today >= usize::from(reference.settings.attempts_a_day) {
                    return 409;
                }
                let Some(id) = done.iter().find_map(|(_, _, id)| *id) else { return 201 };
                let to = to.map(|to| self.phones[to].person);
                let (wish, mode, timers) =
                    (domain::Wish::Listen, TalkMode::InPerson, reference.settings.timers);
                reference.begin(Talk::ask(id, asker, to, wish, mode, tell_staff, reference.now, &timers));
                201
            }
            Deed::Listen { who, seconds } => {
                let (who, now) = (self.phones[who].person, reference.now);
                if reference.has_enough(who) {
                    return 409;
                }
                let quiet = reference.settings.quiet_hours.next_start(now, ZONE);
                let until = lease_end(now.plus_seconds(seconds), now, Some(quiet)).unwrap();
                reference.leases.insert(who, until);
                200
            }
            Deed::Leave { who } => {
                reference.stops_listening(self.phones[who].person);
                204
            }
            Deed::Do { wish, who, act } => foresee(reference, wish, self.phones[who].person, act),
            Deed::Late { wish, place } => {
                let me = reference.wishes[wish].talk.offers[place].supporter;
                let status = foresee(reference, wish, me, Act::Accept(place, 0));
                reference.tick();
                status
            }
            Deed::Both { .. } => unreachable!("it is told as two deeds"),
            Deed::Wait { .. } => {
                reference.tick();
                204
            }
        }
    }

    async fn ask_rows(&self, sql: &str) -> Vec<QueryResult> {
        let db = &self.world.house.db;
        db.read().query_all_raw(Statement::from_string(db.backend(), sql)).await.unwrap()
    }

    /// Every row, as a line. Which offers the house made is learnt on the way.
    async fn rows(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        for row in self
            .ask_rows(
                "SELECT id, state, version, next_action_at, acceptor_id, by_staff, meet_at, \
             started_at, ended_at, reminded, outcome, tell_staff, search_until, events FROM talk_request",
            )
            .await
        {
            let who = value::<Option<uuid::Uuid>>(&row, 4).map(PersonId);
            let times: [Option<i64>; 4] = [3, 6, 7, 8].map(|at| value(&row, at));
            let flags: [bool; 3] = [5, 9, 11].map(|at| value(&row, at));
            let (outcome, until): (Option<String>, i64) = (value(&row, 10), value(&row, 12));
            let (state, version, events): (String, i32, i32) =
                (value(&row, 1), value(&row, 2), value(&row, 13));
            lines.push(wish_line(
                TalkRequestId(value(&row, 0)),
                &state,
                version,
                who,
                times,
                flags,
                outcome.as_deref(),
                until,
                events,
            ));
        }
        for row in self
            .ask_rows(
                "SELECT request_id, place, id, supporter_id, state, sent_at, due, unreached FROM talk_offer",
            )
            .await
        {
            let (wish, who) = (TalkRequestId(value(&row, 0)), PersonId(value(&row, 3)));
            let (place, offer) = (value(&row, 1), OfferId(value(&row, 2)));
            self.reference.made.insert((wish, who), (place, offer));
            let (state, sent, due): (String, i64, i64) = (value(&row, 4), value(&row, 5), value(&row, 6));
            lines.push(format!(
                "{wish} offer {place} {offer} {who} {state} {sent} {due} {}",
                value::<bool>(&row, 7)
            ));
        }
        for row in self.ask_rows("SELECT request_id, n, kind, at FROM talk_event").await {
            let (wish, n, at): (uuid::Uuid, i32, i64) = (value(&row, 0), value(&row, 1), value(&row, 3));
            lines.push(format!("{wish} step {n:03} {} {at}", value::<String>(&row, 2)));
        }
        for row in self
            .ask_rows("SELECT request_id, supporter_id, began_at, started, ended_at FROM talk_meeting")
            .await
        {
            let ids: [uuid::Uuid; 2] = [0, 1].map(|at| value(&row, at));
            let (began, started, ended): (i64, bool, Option<i64>) =
                (value(&row, 2), value(&row, 3), value(&row, 4));
            lines.push(format!("{} talk {} {began} {started} {ended:?}", ids[0], ids[1]));
        }
        lines.sort();
        lines
    }

    /// The same lines by the rules.
    fn expected(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for Wish { talk, events, meetings } in &self.reference.wishes {
            let id = talk.id;
            let times = [talk.next_action_at, talk.meet_at, talk.started_at, talk.ended_at]
                .map(|at| at.map(|at| at.0));
            let flags = [matches!(talk.acceptor, Some(Acceptor::Staff(_))), talk.reminded, talk.tell_staff];
            let who = talk.acceptor.map(Acceptor::person);
            let outcome = talk.outcome.map(Outcome::name);
            let count = i32::try_from(events.len()).unwrap();
            lines.push(wish_line(
                id,
                talk.state.name(),
                talk.version,
                who,
                times,
                flags,
                outcome,
                talk.search_until.0,
                count,
            ));
            for (place, one) in talk.offers.iter().enumerate() {
                let (offer, who, state) = (one.id, one.supporter, one.state.name());
                let (sent, due, unreached) = (one.sent_at.0, one.due.0, one.unreached);
                lines.push(format!("{id} offer {place} {offer} {who} {state} {sent} {due} {unreached}"));
            }
            for (n, (step, at)) in events.iter().enumerate() {
                lines.push(format!("{id} step {n:03} {} {}", step.name(), at.0));
            }
            for one in meetings {
                let (began, ended) = (one.carried.began.0, one.carried.ended.map(|at| at.0));
                lines.push(format!("{id} talk {} {began} {} {ended:?}", one.supporter, one.started));
            }
        }
        lines.sort();
        lines
    }
}

#[expect(clippy::too_many_arguments, reason = "what a row has")]
fn wish_line(
    id: TalkRequestId,
    state: &str,
    version: i32,
    who: Option<PersonId>,
    times: [Option<i64>; 4],
    flags: [bool; 3],
    outcome: Option<&str>,
    until: i64,
    events: i32,
) -> String {
    let [next, meet, began, ended] = times;
    let [by_staff, reminded, tell_staff] = flags;
    format!(
        "{id} is {state} v{version}, next {next:?}, {who:?} comes (staff {by_staff}) at {meet:?}, began {began:?}, ended \
         {ended:?}, reminded {reminded}, outcome {outcome:?}, tell staff {tell_staff}, until {until}, {events} events"
    )
}

/// What the rules do, and what the house must answer.
fn foresee(reference: &mut Reference, wish: usize, me: PersonId, act: Act) -> u16 {
    let talk = &reference.wishes[wish].talk;
    if !act.is_theirs(talk, me) {
        return 404;
    }
    let offer = |place: usize| talk.offers[place].id;
    let free = reference.lease(me).is_some() && !reference.load(me).is_talking();
    let done =
        match act {
            Act::See(place) => {
                let offer = offer(place);
                reference.go_on(wish, |talk, _, _, _| {
                    talk.see(offer);
                    Ok(())
                })
            }
            Act::Pass(place) => {
                let offer = offer(place);
                reference.go_on(wish, |talk, _, _, _| talk.pass(offer))
            }
            Act::Accept(place, minutes) => {
                let offer = offer(place);
                reference.go_on(wish, |talk, _, now, timers| {
                    if free { talk.accept(offer, minutes, now, timers) } else { Err(TooLate) }
                })
            }
            Act::Start => reference.go_on(wish, |talk, _, now, timers| talk.start(now, timers)),
            Act::End => reference.go_on(wish, |talk, _, now, _| talk.end(now)),
            Act::HandOver => reference.go_on(wish, |talk, _, now, timers| talk.hand_over(now, timers)),
            Act::Escalate => reference.go_on(wish, |talk, _, now, timers| talk.escalate(now, timers)),
            Act::Cancel => reference.go_on(wish, |talk, _, now, _| talk.cancel(now)),
            Act::Meet(minutes) => reference.go_on(wish, |talk, _, now, _| talk.meet(me, minutes, now)),
            Act::FollowUp => reference.go_on(wish, |talk, _, now, _| talk.follow_up(now)),
        };
    match (done, act) {
        (false, _) => 409,
        (true, Act::Escalate | Act::Cancel) => 200,
        (true, _) => 204,
    }
}

fn value<T: TryGetable>(row: &QueryResult, at: usize) -> T {
    row.try_get_by_index(at).unwrap()
}
