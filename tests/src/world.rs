use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use engawa::config::{Config, MailConfig};
use engawa::db::connect::Target;
use engawa::http::House;
use engawa::http::deed::Scene;
use engawa::kernel::id::{FacilityId, PersonId, SystemIds};
use engawa::kernel::secret::Secret;
use engawa::kernel::time::{Clock as _, Instant, ManualClock};
use engawa::server::{self, Running};
use futures::FutureExt as _;

use crate::Backend;
use crate::client::Client;
use crate::postgres;

/// 2026-11-22, nine in the morning in Tokyo.
pub const START: Instant = Instant(1_795_305_600_000);
/// Whoever knows it may read the metrics.
pub const METRICS_TOKEN: &str = "metrics-of-the-tests";

/// One API on a port of its own, with its database and its clock.
pub struct World {
    /// The house itself, to look behind the API.
    pub house: Arc<House>,
    /// What time it is; move it with `advance`.
    pub clock: Arc<ManualClock>,
    /// Which database.
    pub backend: Backend,
    /// Where it listens.
    pub base: String,
    /// ひだまり作業所.
    pub hidamari: FacilityId,
    /// The other facility, whose people must never meet ours.
    pub komorebi: FacilityId,
    pub(crate) people: Mutex<HashMap<&'static str, PersonId>>,
    running: Option<Running>,
    folder: tempfile::TempDir,
}

impl World {
    /// Two facilities without people.
    pub async fn open(backend: Backend) -> Self {
        let mut world = Self::empty(backend).await;
        world.found().await;
        world
    }

    /// The same without a server: nothing happens by itself until somebody else serves it.
    pub async fn unserved(backend: Backend) -> Self {
        let mut world = Self::closed(backend, None).await;
        world.found().await;
        world
    }

    /// Two facilities in a house that has a mail server.
    pub async fn with_mail(backend: Backend, mail: MailConfig) -> Self {
        let mut world = Self::served(Self::closed(backend, Some(mail)).await);
        world.found().await;
        world
    }

    /// An installation as it is at the very first start.
    pub async fn empty(backend: Backend) -> Self {
        Self::served(Self::closed(backend, None).await)
    }

    fn served(mut world: Self) -> Self {
        let running = server::start(world.house.clone()).expect("the server starts");
        world.base = format!("http://{}", running.address);
        world.running = Some(running);
        world
    }

    async fn found(&mut self) {
        self.hidamari = self.add_facility("ひだまり作業所", "hidamari").await;
        self.komorebi = self.add_facility("こもれび", "komorebi").await;
    }

    async fn closed(backend: Backend, mail: Option<MailConfig>) -> Self {
        let folder = tempfile::Builder::new().prefix("engawa-world-").tempdir().expect("a folder");
        let database = match backend {
            Backend::Sqlite => Target::File(Config::sqlite_file(&folder.path().join("data"))),
            Backend::Postgres => Target::Postgres(Secret::new(postgres::database().await)),
        };
        std::fs::create_dir_all(folder.path().join("data")).expect("a folder");
        let config = Config {
            database,
            data_dir: folder.path().join("data"),
            key_file: folder.path().join("key/master.key"),
            listen: "127.0.0.1:0".to_owned(),
            public_url: "http://engawa.test".to_owned(),
            behind_proxy: true,
            metrics_token: Some(Secret::new(METRICS_TOKEN.to_owned())),
            push_contact: Some("mailto:house@engawa.test".to_owned()),
            push_hosts: Vec::new(),
            push_to_this_machine: true,
            mail,
            demo: false,
        };
        let clock = Arc::new(ManualClock::at(START));
        let house = server::open(config, clock.clone(), Arc::new(SystemIds)).await.expect("the house opens");
        let nobody = FacilityId(uuid::Uuid::nil());
        Self {
            house,
            clock,
            backend,
            base: String::new(),
            hidamari: nobody,
            komorebi: nobody,
            people: Mutex::default(),
            running: None,
            folder,
        }
    }

    async fn add_facility(&self, name: &'static str, slug: &'static str) -> FacilityId {
        let scene = Scene::of_system(self.house.clone());
        let made = self.house.db.write((scene, name, slug), |tx, (scene, name, slug)| {
            async move {
                let id = engawa::people::add_facility(tx, scene, name, slug).await?;
                for found in &scene.founding {
                    found(tx, scene, id).await?;
                }
                Ok(id)
            }
            .boxed()
        });
        made.await.expect("a facility can be made")
    }

    /// Somebody who is not signed in, at an address of their own.
    #[must_use]
    pub fn somebody(&self) -> Client {
        Client::new(&self.base)
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// What time it is, as a phone writes it.
    #[must_use]
    pub fn now_text(&self) -> String {
        self.now().to_rfc3339(chrono_tz())
    }

    /// Which day it is.
    #[must_use]
    pub fn today(&self) -> String {
        self.now().day_in(chrono_tz()).to_string()
    }

    /// The folder with the database (on SQLite) and, beside it, the key.
    #[must_use]
    pub fn data_dir(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Let time pass, and whatever is due then happen.
    pub async fn pass(&self, seconds: i64) {
        self.clock.advance(seconds);
        engawa::availability::job::tick(&self.house).await.expect("talks go on");
    }

    /// Forget every wish to talk, so that the day's count starts anew.
    pub async fn forget_talks(&self) {
        let forget = self.house.db.write((), |tx, ()| {
            async move {
                for table in ["planned_talk", "talk_event", "talk_meeting", "talk_offer", "talk_request"] {
                    sea_orm::ConnectionTrait::execute_unprepared(tx, &format!("DELETE FROM {table}")).await?;
                }
                Ok(())
            }
            .boxed()
        });
        forget.await.expect("talks can be forgotten");
        self.house.shelf.forget(self.hidamari);
    }

    /// Forget every row of a table.
    pub async fn forget_rows(&self, table: &'static str) {
        let forget = self.house.db.write(table, |tx, table| {
            async move {
                let sql = format!("DELETE FROM {table}");
                sea_orm::ConnectionTrait::execute_unprepared(tx, &sql).await?;
                Ok(())
            }
            .boxed()
        });
        forget.await.expect("rows can be forgotten");
    }

    /// A second process on the same database. Postgres only: a file has one writer.
    pub async fn replica(&self) -> Replica {
        let ids = Arc::new(SystemIds);
        let house = server::open(self.house.config.clone(), self.clock.clone(), ids).await;
        let house = house.expect("the replica opens");
        let running = server::start(house.clone()).expect("the replica starts");
        Replica { house, base: format!("http://{}", running.address), _running: running }
    }

    /// Stop the server; requests under way are answered first.
    pub async fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop().await;
        }
    }
}

/// Another process that serves the same facilities.
pub struct Replica {
    /// Its house.
    pub house: Arc<House>,
    base: String,
    _running: Running,
}

impl Replica {
    /// The same device, whose requests now come here.
    #[must_use]
    pub fn reached_by(&self, device: &Client) -> Client {
        let here = Client::new(&self.base);
        here.set_bearer(device.bearer().as_deref());
        here.set_cookie(device.cookie().as_deref());
        here
    }
}

fn chrono_tz() -> chrono_tz::Tz {
    chrono_tz::Asia::Tokyo
}

/// Run one promise on one engine.
pub fn both<F: Future<Output = ()>>(backend: Backend, promise: impl FnOnce(World) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        promise(World::open(backend).await).await;
    });
    runtime.shutdown_background();
}
