//! Processes of their own on one Postgres, which can be killed as the system kills them: nothing of them runs on.

mod proxy;
mod pushing;
mod replicas;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use engawa::config::Config;
use engawa::db::connect::Target;
use engawa::kernel::id::SystemIds;
use engawa::kernel::secret::Secret;
use engawa::kernel::time::{Clock, Instant};
use engawa::server;
use serde_json::{Value, json};
use tests::{Backend, Client, World};

/// Names the folder of a street to the processes that serve it.
const FOLDER: &str = "ENGAWA_TEST_STREET";

/// A world that nobody serves but processes of their own. Its clock is a file, so that it is the same for all of them.
pub struct Street {
    /// The world.
    pub world: World,
    folder: tempfile::TempDir,
    begun: AtomicUsize,
}

/// A process that never outlives its test.
pub struct Process {
    child: Child,
    /// Where it listens.
    pub base: String,
}

/// Run one promise.
pub fn street<F: Future<Output = ()>>(promise: impl FnOnce(Street) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let world = World::unserved(Backend::Postgres).await;
        let folder = tempfile::Builder::new().prefix("engawa-street-").tempdir().unwrap();
        let config = &world.house.config;
        let Target::Postgres(database) = &config.database else { panic!("a file has one writer") };
        let told = json!({
            "database": database.expose(), "data_dir": config.data_dir, "key_file": config.key_file,
        });
        std::fs::write(folder.path().join("house.json"), told.to_string()).unwrap();
        let street = Street { world, folder, begun: AtomicUsize::new(0) };
        street.advance(0);
        promise(street).await;
    });
    runtime.shutdown_background();
}

impl Street {
    /// Let time pass for everybody.
    pub fn advance(&self, seconds: i64) {
        self.world.clock.advance(seconds);
        place(self.folder.path(), "clock", &self.world.now().0.to_string());
    }

    /// One more process, that listens.
    pub async fn process(&self) -> Process {
        let name = format!("address-{}", self.begun.fetch_add(1, Ordering::SeqCst));
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "processes::a_process_of_its_own", "--ignored", "--nocapture"])
            .env(FOLDER, self.folder.path())
            .env("ENGAWA_TEST_ADDRESS", &name)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut process = Process { child, base: String::new() };
        for _ in 0..3_000 {
            if let Ok(address) = std::fs::read_to_string(self.folder.path().join(&name)) {
                process.base = format!("http://{address}");
                return process;
            }
            assert!(process.child.try_wait().unwrap().is_none(), "it ended by itself");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("it does not come to listen");
    }
}

impl Process {
    /// The same device, whose requests go to this process.
    pub fn reached_by(&self, device: &Client) -> Client {
        same(device, &self.base)
    }

    /// SIGKILL: it does not get to do anything any more.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The same device, whose requests go there.
pub fn same(device: &Client, base: &str) -> Client {
    let there = Client::at(base);
    there.set_bearer(device.bearer().as_deref());
    there.set_cookie(device.cookie().as_deref());
    there
}

/// A file that is there as a whole or not at all.
fn place(folder: &Path, name: &str, text: &str) {
    let (new, named) = (folder.join(format!("{name}.new")), folder.join(name));
    std::fs::write(&new, text).unwrap();
    std::fs::rename(new, named).unwrap();
}

/// The clock of a street.
struct StreetClock(PathBuf);

impl Clock for StreetClock {
    fn now(&self) -> Instant {
        Instant(std::fs::read_to_string(&self.0).unwrap().parse().unwrap())
    }
}

/// No test: what [`Street::process`] runs.
#[test]
#[ignore = "serves the tests beside it and ends with them"]
#[expect(clippy::disallowed_methods, reason = "it is told by its environment where it serves")]
fn a_process_of_its_own() {
    let (Ok(folder), Ok(name)) = (std::env::var(FOLDER), std::env::var("ENGAWA_TEST_ADDRESS")) else {
        return;
    };
    let folder = PathBuf::from(folder);
    let told: Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("house.json")).unwrap()).unwrap();
    let text = |name: &str| told[name].as_str().unwrap().to_owned();
    let config = Config {
        database: Target::Postgres(Secret::new(text("database"))),
        data_dir: PathBuf::from(text("data_dir")),
        key_file: PathBuf::from(text("key_file")),
        listen: "127.0.0.1:0".to_owned(),
        public_url: "http://engawa.test".to_owned(),
        behind_proxy: true,
        metrics_token: None,
        push_contact: Some("mailto:house@engawa.test".to_owned()),
        push_hosts: Vec::new(),
        push_to_this_machine: true,
        mail: None,
        demo: false,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let clock = Arc::new(StreetClock(folder.join("clock")));
        let house = server::open(config, clock, Arc::new(SystemIds)).await.expect("the house opens");
        let running = server::start(house).expect("it serves");
        place(&folder, &name, &running.address.to_string());
        // Until the test ends it, or is gone itself.
        while folder.exists() {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    });
}
