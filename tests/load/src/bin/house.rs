//! The product, with a hand on its sequence: serves a folder as `engawa serve` does, and writes a change for
//! everybody at each line on its standard input.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a measuring tool stops when something is off")]

use std::path::PathBuf;
use std::sync::Arc;

use engawa::changes::{To, Topic, tell};
use engawa::config::Config;
use engawa::db::connect::Target;
use engawa::http::deed::Scene;
use engawa::kernel::id::{FacilityId, SystemIds};
use engawa::kernel::time::SystemClock;
use futures::FutureExt as _;
use tokio::sync::mpsc;
use uuid::Uuid;

/// `house FOLDER`: serves on a free port and prints it.
#[tokio::main]
async fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("folder"));
    let data_dir = folder.join("data");
    let file = Config::sqlite_file(&data_dir);
    let config = Config {
        database: Target::File(file.clone()),
        data_dir,
        key_file: folder.join("master.key"),
        listen: "127.0.0.1:0".to_owned(),
        public_url: "http://127.0.0.1".to_owned(),
        behind_proxy: true,
        metrics_token: None,
        push_contact: None,
        push_hosts: Vec::new(),
        push_to_this_machine: false,
        mail: None,
        demo: false,
    };
    let house = engawa::server::open(config, Arc::new(SystemClock), Arc::new(SystemIds)).await.expect("open");
    let facility = facility(&file);
    let running = engawa::server::start(Arc::clone(&house)).expect("start");
    println!("{}", running.address);
    let mut lines = lines();
    while lines.recv().await.is_some() {
        let scene = Scene::of_system(Arc::clone(&house));
        let told = house
            .db
            .write(scene, move |tx, scene| tell(tx, scene, facility, Topic::TalkNow, To::Everyone).boxed());
        told.await.expect("told");
    }
    running.stop().await;
}

/// The facility whose members listen.
fn facility(file: &PathBuf) -> FacilityId {
    let db = rusqlite::Connection::open(file).expect("database");
    let one = db.query_row("SELECT id FROM facility WHERE slug = 'bench-0'", [], |row| row.get(0));
    let id: Vec<u8> = one.expect("facility");
    FacilityId(Uuid::from_slice(&id).expect("id"))
}

/// Something to do for each line on the standard input.
fn lines() -> mpsc::UnboundedReceiver<()> {
    let (line, lines) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for read in std::io::stdin().lines() {
            if read.is_err() || line.send(()).is_err() {
                break;
            }
        }
    });
    lines
}
