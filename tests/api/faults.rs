//! The real binary, killed without warning again and again while people write: what was
//! acknowledged is there afterwards, once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use engawa::config::Config;
use engawa::db::connect::Target;
use engawa::db::{Db, keyring::Keyring};
use futures::future::join_all;
use serde_json::{Value, json};
use tests::credentials::{PASSWORD, SECRET};
use tests::{Backend, Call, Client, fresh_id, postgres};

/// How often it is killed.
const KILLS: usize = 20;
/// How many phones write at the same time.
const PHONES: usize = 6;

#[test]
fn sqlite_keeps_every_acknowledged_word_through_twenty_kills() {
    run(Backend::Sqlite);
}

#[test]
fn postgres_keeps_every_acknowledged_word_through_twenty_kills() {
    run(Backend::Postgres);
}

fn run(backend: Backend) {
    tokio::runtime::Runtime::new().unwrap().block_on(kill_and_count(backend));
}

/// The binary, built beforehand beside this test.
fn binary() -> PathBuf {
    let here = std::env::current_exe().unwrap();
    let folder = here.parent().and_then(Path::parent).unwrap();
    let path = folder.join("engawa");
    assert!(path.exists(), "{} is missing: cargo build -p engawa", path.display());
    path
}

struct House {
    folder: tempfile::TempDir,
    database: Option<String>,
    port: u16,
    base: String,
}

impl House {
    async fn new(backend: Backend) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let database = match backend {
            Backend::Sqlite => None,
            Backend::Postgres => Some(postgres::empty_database().await),
        };
        let folder = tempfile::Builder::new().prefix("engawa-faults-").tempdir().unwrap();
        Self { folder, database, port, base: format!("http://127.0.0.1:{port}") }
    }

    /// Start it and wait until it is ready; its standard output goes into a file.
    async fn start(&self) -> Running {
        let out = std::fs::File::create(self.folder.path().join("out")).unwrap();
        let mut command = Command::new(binary());
        command
            .arg("serve")
            .env("ENGAWA_DATA_DIR", self.folder.path().join("data"))
            .env("ENGAWA_KEY_FILE", self.folder.path().join("key/master.key"))
            .env("ENGAWA_LISTEN", format!("127.0.0.1:{}", self.port))
            .env_remove("DATABASE_URL")
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(Stdio::null());
        if let Some(url) = &self.database {
            command.env("DATABASE_URL", url);
        }
        let mut running = Running(command.spawn().unwrap());
        let began = Instant::now();
        let client = Client::at(&self.base);
        loop {
            if let Ok(answer) = client.try_send(Call::new("GET", "//readyz")).await
                && answer.status == 200
            {
                return running;
            }
            assert!(began.elapsed() < Duration::from_secs(60), "it does not become ready");
            assert!(running.0.try_wait().unwrap().is_none(), "it ended by itself");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// The setup token that the binary printed.
    fn setup_token(&self) -> String {
        let out = std::fs::read_to_string(self.folder.path().join("out")).unwrap();
        let (_, rest) = out.split_once("/#/setup/").expect("a setup link is printed");
        rest.chars().take_while(char::is_ascii_alphanumeric).collect()
    }
}

/// A process that never outlives its test.
struct Running(Child);

impl Running {
    fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn digits_now() -> String {
    let bytes = data_encoding::BASE32_NOPAD.decode(SECRET.as_bytes()).unwrap();
    let totp = totp_rs::TOTP::new_unchecked(totp_rs::Algorithm::SHA1, 6, 1, 30, bytes);
    totp.generate(std::time::UNIX_EPOCH.elapsed().unwrap().as_secs())
}

/// What one phone knows of its writes.
#[derive(Default)]
struct Diary {
    /// Answered with 2xx: must be there.
    acknowledged: HashMap<String, Value>,
    /// Sent without an answer: may be there, and is sent again later.
    open: HashMap<String, Value>,
    /// Commands with their key, answered or not.
    cards: HashMap<String, Option<String>>,
}

async fn write_until(phone: &Client, diary: &mut Diary, stop: &AtomicBool, count: &AtomicUsize) {
    let today = engawa::kernel::time::Clock::now(&engawa::kernel::time::SystemClock);
    let zone = chrono_tz::Asia::Tokyo;
    // First what is still open, as an outbox does.
    let mut queue: Vec<(String, Value)> = diary.open.drain().collect();
    let mut n = 0;
    while !stop.load(Ordering::SeqCst) {
        let (id, body) = queue.pop().unwrap_or_else(|| {
            n += 1;
            let body = json!({
                "mood": n % 5 + 1, "note": format!("{n}"), "occurred_at": today.to_rfc3339(zone),
                "local_date": today.day_in(zone).to_string()
            });
            (fresh_id().to_string(), body)
        });
        let call = Call::new("PUT", &format!("/checkins/{id}")).json(&body);
        match phone.try_send(call).await {
            Ok(answer) if answer.status == 200 || answer.status == 201 => {
                count.fetch_add(1, Ordering::SeqCst);
                diary.acknowledged.insert(id, body);
            }
            Ok(answer) => {
                assert!(answer.status >= 500 || answer.status == 401, "{} {}", answer.status, answer.body);
                diary.open.insert(id, body);
            }
            Err(_gone) => {
                diary.open.insert(id, body);
                break;
            }
        }
        if n % 10 == 1 {
            let key = format!("card-{}", fresh_id());
            let card = Call::new("POST", "/invitations").json(&json!({ "role": "member" })).key(&key);
            let answer = phone.try_send(card).await.ok().filter(|answer| answer.status == 201);
            let id = answer.and_then(|answer| answer.body["invitation_id"].as_str().map(str::to_owned));
            diary.cards.insert(key, id);
        }
    }
    diary.open.extend(queue);
}

async fn kill_and_count(backend: Backend) {
    let house = House::new(backend).await;
    let mut running = house.start().await;
    let admin = Client::at(&house.base);
    let setup = json!({
        "setup_token": house.setup_token(), "facility_name": "ひだまり作業所", "nickname": "かわ",
        "login_name": "kawa", "password": PASSWORD, "totp_secret": SECRET, "totp": digits_now(), "language": "ja"
    });
    admin.post("/setup", &setup).await.ok(201);
    let phones: Vec<_> = (0..PHONES)
        .map(|_| {
            let phone = Client::at(&house.base);
            phone.set_cookie(admin.cookie().as_deref());
            phone.set_bearer(admin.bearer().as_deref());
            phone
        })
        .collect();
    let mut diaries: Vec<Diary> = (0..PHONES).map(|_| Diary::default()).collect();
    let mut slowest = Duration::ZERO;

    for kill in 0..KILLS {
        let stop = AtomicBool::new(false);
        let count = AtomicUsize::new(0);
        let before = 12 + kill * 7 % 23;
        let writers =
            phones.iter().zip(&mut diaries).map(|(phone, diary)| write_until(phone, diary, &stop, &count));
        let killer = async {
            let began = Instant::now();
            while count.load(Ordering::SeqCst) < before {
                assert!(began.elapsed() < Duration::from_secs(60), "nothing is acknowledged any more");
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            running.kill();
            stop.store(true, Ordering::SeqCst);
        };
        futures::join!(join_all(writers), killer);
        let began = Instant::now();
        running = house.start().await;
        slowest = slowest.max(began.elapsed());
    }

    // What was open is sent a last time; then everything is there, once.
    let mut cards = HashMap::new();
    let mut expected: HashMap<String, Value> = HashMap::new();
    for (phone, diary) in phones.iter().zip(diaries) {
        for (id, body) in &diary.open {
            let answer = phone.put(&format!("/checkins/{id}"), body).await;
            assert!([200, 201].contains(&answer.status), "{}", answer.body);
        }
        expected.extend(diary.acknowledged.into_iter().chain(diary.open));
        cards.extend(diary.cards);
    }
    let there = everything(&admin, "/checkins").await;
    assert_eq!(there.len(), expected.len(), "rows are lost or doubled");
    for row in &there {
        let wanted = expected.get(row["checkin_id"].as_str().unwrap()).expect("nobody wrote this");
        assert_eq!((&row["mood"], &row["note"]), (&wanted["mood"], &wanted["note"]));
    }
    for (key, id) in &cards {
        let again = Call::new("POST", "/invitations").json(&json!({ "role": "member" })).key(key);
        let again = admin.send(again).await;
        let made = again.ok(201)["invitation_id"].as_str().unwrap();
        assert!(id.as_ref().is_none_or(|id| id == made), "the same command made a second card");
    }
    assert_eq!(everything(&admin, "/invitations").await.len(), cards.len(), "cards are lost or doubled");
    assert!(slowest < Duration::from_secs(20), "ready again after {slowest:?}");
    running.kill();
    intact(backend, &house).await;
}

async fn everything(client: &Client, path: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let mut next = format!("{path}?limit=100");
    loop {
        let page = client.get(&next).await;
        all.extend(page.items());
        let Some(cursor) = page.body["next_cursor"].as_str() else { return all };
        next = format!("{path}?limit=100&cursor={cursor}");
    }
}

/// The file itself is whole.
async fn intact(backend: Backend, house: &House) {
    let data = house.folder.path().join("data");
    let target = match &house.database {
        Some(url) => Target::Postgres(engawa::kernel::secret::Secret::new(url.clone())),
        None => Target::File(Config::sqlite_file(&data)),
    };
    let db = Db::open(&target).await.unwrap();
    let key = std::fs::read(house.folder.path().join("key/master.key")).unwrap();
    let key = engawa::kernel::sealed::MasterKey::from_bytes(key).unwrap();
    Keyring::new(key).unwrap();
    if backend == Backend::Sqlite {
        use sea_orm::ConnectionTrait as _;
        let ask = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "PRAGMA integrity_check");
        let row = db.read().query_one_raw(ask).await.unwrap().unwrap();
        assert_eq!(row.try_get_by_index::<String>(0).unwrap(), "ok");
    }
}
