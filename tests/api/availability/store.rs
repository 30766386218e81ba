//! The house against its own rules: whatever people do, in whatever order, the rows say after every step what the pure
//! rules say; and what the rules refuse changes no row.

mod reference;
mod step;

use std::collections::HashMap;

use engawa::authz::Role;
use engawa::availability::machine::State;
use engawa::availability::settings::{DailyHours, TalkSettings};
use engawa::availability::talk::{Acceptor, Talk};
use engawa::kernel::id::PersonId;
use engawa::kernel::local::TimeOfDay;
use engawa::kernel::time::Instant;
use reference::Reference;
use serde_json::{Value, json};
use tests::{Client, World, both};

use super::ladder::Dice;
use super::put_if;

both!(the_rows_say_what_the_rules_say);

const MEMBERS: std::ops::Range<usize> = 0..2;
const SUPPORTERS: std::ops::Range<usize> = 2..6;
const STAFF: std::ops::Range<usize> = 6..8;
/// Deeds of one sequence.
const DEEDS: usize = 25;
const PAUSES: [i64; 12] = [1, 14, 16, 16, 61, 61, 181, 301, 301, 601, 1801, 3601];

/// What somebody does to a wish. The numbers of `See`, `Pass` and `Accept` are places of offers.
#[derive(Clone, Copy, Debug)]
enum Act {
    See(usize),
    Pass(usize),
    Accept(usize, u8),
    Start,
    End,
    HandOver,
    Escalate,
    Cancel,
    Meet(u8),
    FollowUp,
}

#[derive(Clone, Copy, Debug)]
enum Deed {
    Ask {
        who: usize,
        to: Option<usize>,
        tell_staff: bool,
    },
    Listen {
        who: usize,
        seconds: i64,
    },
    Leave {
        who: usize,
    },
    Do {
        wish: usize,
        who: usize,
        act: Act,
    },
    /// Two supporters say yes at the same moment.
    Both {
        wish: usize,
        places: [usize; 2],
    },
    /// Somebody says yes when the question is over, whether the house has noticed or not.
    Late {
        wish: usize,
        place: usize,
    },
    Wait {
        seconds: i64,
    },
}

struct Phone {
    client: Client,
    person: PersonId,
    fresh: Instant,
}

struct Stage {
    world: World,
    phones: Vec<Phone>,
    reference: Reference,
    story: Vec<String>,
}

/// How many sequences; `ENGAWA_SEQUENCES` for more.
fn sequences() -> usize {
    tests::times("ENGAWA_SEQUENCES", 30)
}

async fn the_rows_say_what_the_rules_say(world: World) {
    let mut stage = Stage::open(world).await;
    let mut dice = Dice(0x0570_4e5e);
    let mut seen: HashMap<State, usize> = HashMap::new();
    let (mut taken, mut refused) = (0, 0);
    for _ in 0..sequences() {
        stage.begin_anew().await;
        for _ in 0..DEEDS {
            if stage.reference.is_tied() {
                break;
            }
            let deed = stage.choose(&mut dice);
            for status in stage.step(deed).await {
                *(if status < 300 { &mut taken } else { &mut refused }) += 1;
            }
            for wish in &stage.reference.wishes {
                *seen.entry(wish.talk.state).or_default() += 1;
            }
        }
    }
    if sequences() >= 30 {
        assert!(taken > 8 * sequences() && refused > sequences(), "{taken} taken, {refused} refused");
        let lasting =
            State::ALL.iter().filter(|state| !matches!(state, State::FollowedUp | State::Cancelled));
        for state in lasting {
            assert!(seen.contains_key(state), "{state:?} was never seen: {seen:?}");
        }
    }
}

impl Act {
    fn call(self, talk: &Talk) -> (String, Value) {
        let id = talk.id;
        let offer = |place: usize| talk.offers[place].id;
        match self {
            Self::See(place) => (format!("/offers/{}/sight", offer(place)), Value::Null),
            Self::Pass(place) => (format!("/offers/{}/pass", offer(place)), Value::Null),
            Self::Accept(place, minutes) => {
                (format!("/offers/{}/acceptance", offer(place)), json!({ "in_minutes": minutes }))
            }
            Self::Start => (format!("/talks/{id}/start"), Value::Null),
            Self::End => (format!("/talks/{id}/end"), Value::Null),
            Self::HandOver => (format!("/talks/{id}/handover"), Value::Null),
            Self::Escalate => (format!("/talk_requests/{id}/escalation"), json!({})),
            Self::Cancel => (format!("/talk_requests/{id}/cancellation"), Value::Null),
            Self::Meet(minutes) => (format!("/talk_requests/{id}/meeting"), json!({ "in_minutes": minutes })),
            Self::FollowUp => {
                (format!("/talk_requests/{id}/follow_up"), json!({ "message": "またあした。" }))
            }
        }
    }

    /// Whether the wish is there for this person at all.
    fn is_theirs(self, talk: &Talk, me: PersonId) -> bool {
        let with_supporter = matches!(talk.acceptor, Some(Acceptor::Supporter(_)));
        match self {
            Self::See(place) | Self::Pass(place) | Self::Accept(place, _) => {
                talk.offers[place].supporter == me
            }
            Self::Start | Self::End | Self::HandOver => {
                talk.asker == me || talk.acceptor.is_some_and(|who| who.person() == me)
            }
            Self::Escalate | Self::Cancel => talk.asker == me,
            Self::Meet(_) | Self::FollowUp => {
                talk.tell_staff && !talk.state.is_searching() && !with_supporter
            }
        }
    }
}

impl Stage {
    async fn open(world: World) -> Self {
        let kawa = world.kawa().await;
        let never = DailyHours { starts_at: TimeOfDay::from_minutes(0), ends_at: TimeOfDay::from_minutes(0) };
        let mut settings = TalkSettings { quiet_hours: never, lunch: never, ..TalkSettings::default() };
        settings.attempts_a_day = 4;
        (settings.caps.talks_a_day, settings.caps.gap) = (2, 600);
        let etag = kawa.get("/talk_settings").await.etag();
        let body = serde_json::to_value(&settings).unwrap();
        put_if(&kawa, "/talk_settings", &etag, &body).await.ok(200);
        let mut clients = vec![world.haru().await, world.natsu().await, world.aoi().await];
        for name in ["みどり", "あさひ", "そら"] {
            clients.push(super::supporter(&world, name).await);
        }
        clients.extend([world.mori().await, kawa]);
        let now = world.now();
        let phone = |client: Client| {
            let person = client.person_id().parse().unwrap();
            Phone { client, person, fresh: now }
        };
        let phones: Vec<Phone> = clients.into_iter().map(phone).collect();
        let supporters = phones[SUPPORTERS].iter().map(|phone| phone.person).collect();
        let (leases, made) = (HashMap::new(), HashMap::new());
        let reference = Reference { settings, now, supporters, leases, wishes: Vec::new(), made };
        Self { world, phones, reference, story: Vec::new() }
    }

    async fn begin_anew(&mut self) {
        self.world.forget_talks().await;
        self.story.clear();
        self.reference.wishes.clear();
        self.reference.made.clear();
        let now = self.world.now();
        // The sessions of staff end with their day.
        for (at, name) in STAFF.zip(["もり", "かわ"]) {
            let client = self.world.enter(name, self.world.hidamari, &[Role::Staff]).await;
            (self.phones[at].client, self.phones[at].fresh) = (client, now);
        }
        for who in SUPPORTERS.take(3) {
            self.step(Deed::Listen { who, seconds: 3600 }).await;
        }
    }

    fn choose(&self, dice: &mut Dice) -> Deed {
        let any = |dice: &mut Dice, from: std::ops::Range<usize>| from.start + dice.index(from.len());
        let wishes = &self.reference.wishes;
        match dice.below(12) {
            0 | 1 => return Self::ask(dice),
            2 => {
                let seconds = 300 + i64::try_from(dice.below(9000)).unwrap();
                return Deed::Listen { who: any(dice, SUPPORTERS), seconds };
            }
            3 if dice.one_in(3) => return Deed::Leave { who: any(dice, SUPPORTERS) },
            3..=5 => return Deed::Wait { seconds: PAUSES[dice.index(PAUSES.len())] },
            _ if wishes.is_empty() => return Self::ask(dice),
            _ => {}
        }
        let open: Vec<usize> = (0..wishes.len()).filter(|at| !wishes[*at].talk.state.is_closed()).collect();
        let some = dice.index(wishes.len());
        let wish = if open.is_empty() || dice.one_in(6) { some } else { open[dice.index(open.len())] };
        let talk = &wishes[wish].talk;
        // What fits most of the time, and now and then what does not.
        let fit: &[u64] = match talk.state {
            State::Requested => &[6, 7, 8],
            State::Offered => &[0, 1, 1, 2, 2, 2, 2, 3, 3, 4, 7, 8],
            State::Accepted => &[5, 5, 5, 6, 7, 8, 10],
            State::InTalk => &[6, 6, 9, 9, 9, 10],
            _ => &[7, 8, 10, 10, 11],
        };
        let kind = if dice.one_in(6) { dice.below(12) } else { fit[dice.index(fit.len())] };
        let place = dice.index(talk.offers.len().max(1));
        if kind < 5 && talk.offers.is_empty() {
            return Self::ask(dice);
        }
        let minutes = if dice.one_in(3) { 10 } else { 0 };
        let asked = talk.offers.get(place).and_then(|offer| self.phone_of(offer.supporter));
        let supporter = asked.filter(|_| !dice.one_in(12)).unwrap_or_else(|| any(dice, SUPPORTERS));
        let comes = talk.acceptor.and_then(|who| self.phone_of(who.person())).filter(|_| dice.one_in(2));
        let asker = self.phone_of(talk.asker).filter(|_| !dice.one_in(12));
        let of_two = comes.or(asker).unwrap_or_else(|| any(dice, 0..STAFF.end));
        let asker = asker.unwrap_or_else(|| any(dice, MEMBERS));
        let (who, act) = match kind {
            0 => (supporter, Act::See(place)),
            1 => (supporter, Act::Pass(place)),
            2 => (supporter, Act::Accept(place, minutes)),
            3 => return Deed::Both { wish, places: [place, (place + 1) % talk.offers.len()] },
            4 => return Deed::Late { wish, place },
            5 => (of_two, Act::Start),
            6 if dice.one_in(2) => (of_two, Act::HandOver),
            6 | 7 if dice.one_in(3) => (asker, Act::Escalate),
            6 | 7 => return Deed::Wait { seconds: 16 },
            8 if dice.one_in(3) => (asker, Act::Cancel),
            8 | 9 => (of_two, Act::End),
            10 => (any(dice, STAFF), Act::Meet(minutes)),
            _ => (any(dice, STAFF), Act::FollowUp),
        };
        Deed::Do { wish, who, act }
    }

    fn ask(dice: &mut Dice) -> Deed {
        let to = dice.one_in(3).then(|| SUPPORTERS.start + dice.index(SUPPORTERS.len()));
        Deed::Ask { who: dice.index(MEMBERS.len()), to, tell_staff: !dice.one_in(3) }
    }

    fn phone_of(&self, person: PersonId) -> Option<usize> {
        self.phones.iter().position(|phone| phone.person == person)
    }
}
