//! Every operation that reads, and every other one that something shown opens, from every point of view in every state
//! of somebody's diary and plan: private, shown, run out, stopped, opened in need and over.

use std::collections::{BTreeMap, BTreeSet};

use engawa::authz::Action;
use engawa::authz::policy::row;
use serde_json::{Value, json};
use tests::contract::{OPERATIONS, Operation};
use tests::{Answer, Call, Client, World, both, fresh_id};

use super::break_glass::{opened, with_code};
use super::shown;
use super::state_table::{Need, PRIVATE, STATES, Since, State, To, VIEWS, meaning};
use crate::authz_things::Things;
use crate::availability::listening;
use crate::checkins::{checkin, new_path, win};
use crate::gatherings::meeting;

both!(a_state_opens_what_it_says_and_no_other_door);

/// What はる wrote, each with a letter: words that are nowhere else, and the ids of what they wrote.
type Planted = BTreeMap<char, String>;

/// One way to ask.
struct Asked {
    operation: &'static Operation,
    /// Its row in the table, if something shown or opened opens it.
    door: Option<&'static str>,
    path: String,
}

struct Stage {
    world: World,
    /// In the order of `VIEWS`.
    views: Vec<Client>,
    planted: Planted,
    gathering: String,
    asked: Vec<Asked>,
}

/// The doors of the operations that are in the table; of one of them there may be more than one thing to ask for.
fn doors(operation: &str) -> &'static [&'static str] {
    match operation {
        "get_checkin" => &["entry"],
        "get_shared_entry" => &["shared entry", "shared win", "shared entry of before"],
        "list_shared_with_me" => &["shared list"],
        "acknowledge_entry" => &["seen"],
        "get_shared_trend" => &["trend"],
        "list_opened_checkins" => &["in need"],
        "get_comfort_plan" => &["plan"],
        "get_hello" => &["hello"],
        "say_hello" => &["say hello"],
        _ => &[],
    }
}

fn is_opened_by_something(operation: &Operation) -> bool {
    let action = operation.value["x-action"].as_str().unwrap();
    let rights = row(*Action::ALL.iter().find(|known| known.name() == action).unwrap());
    rights.shown || rights.opened
}

/// Text of which nobody else wrote the like.
fn canary() -> String {
    let random = fresh_id().simple().to_string();
    format!("k{}", &random[random.len() - 9..])
}

async fn plants(world: &World, haru: &Client) -> Planted {
    let mut planted: Planted = "nwqsofpvO".chars().map(|letter| (letter, canary())).collect();
    let word = |letter: char| planted[&letter].clone();
    let plan = json!({
        "signs": { "green": [], "yellow": [word('s')], "red": [word('s')] }, "helps": [word('p')],
        "wants": [word('p')], "does_not_want": [word('p')], "call": [{ "name": word('p'), "note": word('p') }],
        "tell_staff": true, "for_staff": word('f'),
    });
    crate::comfort::writes(haru, &plan).await;
    let question = fresh_id().to_string();
    let questions = json!({ "items": [{ "item_id": question, "label": word('q'), "kind": "yes_no" }] });
    haru.send(Call::new("PUT", "/me/personal_items").json(&questions).if_match("\"v0\"")).await.ok(200);
    let mut made = Vec::new();
    for (note, word) in [(word('O'), word('o')), (word('n'), word('w'))] {
        let (mut body, path) = (checkin(world, 2), new_path("checkins"));
        body["note"] = json!(note);
        body["words"] = json!([word]);
        body["items"] = json!({ question.clone(): true });
        body["signs"] = json!([{ "level": "yellow", "words": planted[&'s'] }]);
        haru.put(&path, &body).await.ok(201);
        made.push(path);
        if made.len() == 1 {
            // Two days later, after lunch, in which nobody listens.
            world.clock.advance((2 * 24 + 5) * 3600);
            haru.refresh().await.ok(200);
        }
    }
    made.push(new_path("wins"));
    haru.put(&made[2], &win(world, &word('v'))).await.ok(201);
    for (letter, path) in ['k', 'i', 'j'].into_iter().zip(made) {
        planted.insert(letter, path.rsplit('/').next().unwrap().to_owned());
    }
    planted
}

impl Stage {
    async fn set(world: World) -> Self {
        let haru = world.haru().await;
        let planted = plants(&world, &haru).await;
        let suzu = with_code(&world).await;
        let [natsu, aoi, mori] = [world.natsu().await, world.aoi().await, world.mori().await];
        let mut body = meeting(&world);
        body["host_id"] = json!(natsu.person_id());
        let made = mori.post("/gatherings", &body).await;
        let gathering = made.ok(201)["gathering_id"].as_str().unwrap().to_owned();
        let views =
            vec![world.somebody(), haru, natsu, aoi, suzu, mori, world.kawa().await, world.tani().await];
        let mut stage = Self { world, views, planted, gathering, asked: Vec::new() };
        stage.asked = stage.ways().await;
        stage
    }

    /// Every way to ask, to はる's things.
    async fn ways(&self) -> Vec<Asked> {
        let things = Things { haru: self.world.haru().await, mori: self.world.mori().await };
        let haru = things.haru.person_id();
        let mut asked = Vec::new();
        for operation in OPERATIONS.iter() {
            let (opened, doors) = (is_opened_by_something(operation), doors(operation.id()));
            assert!(!opened || !doors.is_empty(), "{} has no place in the table", operation.id());
            if operation.method != "GET" && !opened {
                continue;
            }
            let template = operation.path.trim_start_matches("/api/v1").replace("{person_id}", &haru);
            for door in doors {
                let id = match *door {
                    "shared win" => 'j',
                    "shared entry of before" => 'k',
                    _ => 'i',
                };
                let id = &self.planted[&id];
                let mut path = template.replace("{checkin_id}", id).replace("{entry_id}", id);
                if *door == "shared list" {
                    path.push_str("?state=all&limit=100");
                }
                asked.push(Asked { operation, door: Some(door), path });
            }
            if doors.is_empty() {
                let path = things.path(&self.world, operation).await;
                asked.push(Asked { operation, door: None, path });
            }
        }
        asked
    }

    fn haru(&self) -> &Client {
        &self.views[1]
    }

    fn suzu(&self) -> &Client {
        &self.views[4]
    }

    async fn later(&self, seconds: i64) {
        self.world.clock.advance(seconds);
        for client in &self.views[1..] {
            client.refresh().await.ok(200);
        }
    }

    async fn begins(&self, state: &State) {
        // So long that nothing is the look of before.
        self.later(11 * 60).await;
        for (what, to) in state.shows {
            let to = match to {
                To::Staff => json!({ "kind": "staff" }),
                To::Aoi => json!({ "kind": "person", "person_id": self.views[3].person_id() }),
                To::Gathering => json!({ "kind": "gathering", "gathering_id": self.gathering }),
            };
            let mut body = json!({ "shows": what, "to": to });
            if state.one {
                body["checkin_id"] = json!(self.planted[&'i']);
            }
            if state.since == Since::RunOut {
                body["until"] = json!(self.world.today());
            }
            shown(self.haru(), &body).await;
        }
        if state.need != Need::None {
            // What is over would show everything.
            let [checkins, notes, plan] =
                if let Need::Open(chosen) = state.need { chosen } else { [true, true, true] };
            let etag = self.haru().get("/me/openness").await.etag();
            let body = json!({ "checkins": checkins, "notes": notes, "comfort_plan": plan });
            self.haru().send(Call::new("PUT", "/me/openness").json(&body).if_match(&etag)).await.ok(200);
            opened(&self.world, self.suzu(), self.haru()).await;
        }
        match (state.since, state.need) {
            (Since::Stopped, _) => self.stops().await,
            (Since::RunOut, _) => {
                // Staff come at least twice a day, or they are signed out.
                for _ in 0..3 {
                    self.later(8 * 3600).await;
                }
            }
            (_, Need::Closed) => self.closes().await,
            (_, Need::Over) => self.later(60 * 60).await,
            (_, _) => {}
        }
        // Somebody to talk with is there for as long as they said, whatever the state.
        let mut listens = listening(&self.world);
        listens["topics"] = json!([]);
        self.views[3].put("/me/availability", &listens).await.ok(200);
    }

    async fn ends(&self) {
        self.stops().await;
        self.closes().await;
    }

    async fn stops(&self) {
        for one in self.haru().get("/share_grants?limit=100").await.items() {
            if one["live"] == true {
                let path = format!("/share_grants/{}", one["share_grant_id"].as_str().unwrap());
                self.haru().delete(&path).await.ok(204);
            }
        }
    }

    async fn closes(&self) {
        let path = format!("/people/{}/break_glass", self.haru().person_id());
        self.suzu().delete(&path).await.ok(204);
    }

    /// A red sign of which nobody has said hello yet.
    async fn hello(&self) -> String {
        if self.views[5].get("/hellos").await.items().is_empty() {
            let mut body = checkin(&self.world, 1);
            body["signs"] = json!([{ "level": "red", "words": self.planted[&'s'] }]);
            self.haru().put(&new_path("checkins"), &body).await.ok(201);
        }
        crate::comfort::only(&self.views[5]).await
    }

    /// What of はる's is in an answer.
    fn found(&self, answer: &Answer) -> String {
        let text = String::from_utf8_lossy(&answer.bytes);
        let found = self.planted.iter().filter(|(_, planted)| text.contains(planted.as_str()));
        found.map(|(letter, _)| *letter).collect()
    }

    /// The lines that はる reads of looks since now began: who, what, why.
    async fn lines(&self) -> Vec<[String; 4]> {
        let now = serde_json::to_value(self.world.now()).unwrap();
        let lines = self.haru().get("/me/access_events?limit=100").await.items();
        let lines = lines.iter().filter(|line| line["at"] == now);
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut lines: Vec<_> = lines
            .map(|line| {
                [&line["by"]["nickname"], &line["thing"], &line["thing_id"], &line["ground"]].map(word)
            })
            .collect();
        lines.sort();
        lines
    }

    /// The line that this look leaves: the same thing for the same reason is one look.
    fn line(&self, view: &str, door: &str, state: &State) -> Option<[String; 4]> {
        let (thing, id, ground) = match door {
            "entry" | "shared entry" => ("checkin", self.planted[&'i'].as_str(), "shown"),
            "shared win" => ("win", self.planted[&'j'].as_str(), "shown"),
            "trend" => ("checkin", "", "shown"),
            "in need" => ("checkin", "", "break_glass"),
            "plan" if state.need != Need::None => ("comfort_plan", "", "break_glass"),
            "plan" | "hello" => ("comfort_plan", "", "shown"),
            _ => return None,
        };
        Some([view, thing, id, ground].map(str::to_owned))
    }
}

async fn asks(client: &Client, asked: &Asked, path: &str) -> Answer {
    let mut call = Call::new(&asked.operation.method, path).header("sec-fetch-site", "same-origin");
    match asked.operation.method.as_str() {
        "PUT" => call = call.json(&json!({})),
        "POST" => call = call.json(&Value::Null).key(&fresh_id().to_string()),
        _ => {}
    }
    client.send(call).await
}

/// An answer as it came, but for what names the request, and whether the line stays open: the server closes it when it
/// answers before the body has come, which is a matter of the machine's pace.
fn bare(answer: &Answer) -> (u16, String, Vec<String>) {
    let text = String::from_utf8_lossy(&answer.bytes).into_owned();
    let text = match answer.body["instance"].as_str() {
        Some(request) => text.replace(request, ""),
        None => text,
    };
    let headers = answer.headers.iter().filter(|(name, _)| !["date", "connection"].contains(&name.as_str()));
    let mut headers: Vec<String> = headers.map(|(name, value)| format!("{name}: {value:?}")).collect();
    headers.sort();
    (answer.status, text, headers)
}

/// The same way to ask, for something that does not exist.
fn to_nothing(asked: &Asked) -> String {
    let names = asked.operation.path.trim_start_matches("/api/v1").split('/');
    let parts = names.zip(asked.path.split('/'));
    let parts =
        parts.map(|(name, part)| if name.starts_with('{') { fresh_id().to_string() } else { part.into() });
    parts.collect::<Vec<_>>().join("/")
}

async fn a_state_opens_what_it_says_and_no_other_door(world: World) {
    let stage = Stage::set(world).await;
    let mut private: BTreeMap<(&str, &str), u16> = BTreeMap::new();
    let (mut wrong, mut cells, mut own) = (Vec::new(), 0, BTreeSet::new());

    for state in STATES {
        stage.begins(state).await;
        let mut expected = BTreeSet::new();
        let opens: BTreeMap<&str, &str> = PRIVATE.iter().chain(state.opens).copied().collect();
        assert_eq!(opens.len(), PRIVATE.len(), "{}: a door that is not there", state.name);
        for (at, (view, client)) in VIEWS.iter().copied().zip(&stage.views).enumerate() {
            let hello = stage.hello().await;
            for asked in &stage.asked {
                let answer = asks(client, asked, &asked.path.replace("{hello_id}", &hello)).await;
                let found = stage.found(&answer);
                let id = asked.operation.id();
                let what = format!("{}: {view} {id} {}", state.name, asked.door.unwrap_or_default());
                cells += 1;
                let Some(door) = asked.door else {
                    let before = *private.entry((view, id)).or_insert(answer.status);
                    if before != answer.status {
                        wrong.push(format!("{what}: {before} when private, now {}", answer.status));
                    }
                    if view == "はる" {
                        own.extend(found.chars());
                    } else if !found.is_empty() {
                        wrong.push(format!("{what}: finds {found}"));
                    }
                    continue;
                };
                let letter = opens[door].chars().nth(at).unwrap();
                let (open, sees) = meaning(letter);
                let fits = match letter {
                    'x' => answer.status == 401,
                    '-' => answer.status == 404,
                    _ => (200..300).contains(&answer.status),
                };
                let mut sees: Vec<char> = sees.chars().collect();
                sees.sort_unstable();
                if !fits || sees != found.chars().collect::<Vec<_>>() {
                    wrong.push(format!("{what}: {letter}, but {} with {found}", answer.status));
                }
                if open && view != "はる" {
                    expected.extend(stage.line(view, door, state));
                }
                if answer.status == 404 {
                    let missing = asks(client, asked, &to_nothing(asked)).await;
                    let (one, nothing) = (bare(&answer), bare(&missing));
                    if one != nothing {
                        wrong.push(format!("{what}: {one:?}, and of nothing {nothing:?}"));
                    }
                }
            }
        }
        let lines = stage.lines().await;
        if lines != expected.iter().cloned().collect::<Vec<_>>() {
            wrong.push(format!("{}: {lines:?}, and there were {expected:?}", state.name));
        }
        stage.ends().await;
    }

    assert!(wrong.is_empty(), "{} of {cells}:\n{}", wrong.len(), wrong.join("\n"));
    // Of one operation there are three things to ask for.
    let operations =
        OPERATIONS.iter().filter(|one| one.method == "GET" || is_opened_by_something(one)).count();
    assert_eq!(cells, STATES.len() * VIEWS.len() * (operations + 2));
    let planted: BTreeSet<char> = stage.planted.keys().copied().collect();
    assert_eq!(own, planted, "they were there to be found");
}
