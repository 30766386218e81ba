//! The servers that are measured: how they are started, and what the kernel says about them.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, Command};

use crate::client::Connection;

/// The secret the floor's tokens are signed with.
pub const FLOOR_SECRET: &str = "floor-secret-of-the-benchmark-only";

/// A running server.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: String,
    /// From the start of the process to its first answer.
    pub started: Duration,
}

impl Server {
    /// CPU time it has used, in ticks of 10 ms (on every Linux we know).
    #[must_use]
    pub fn ticks(&self) -> u64 {
        let pid = self.child.id().expect("running");
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).expect("stat");
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        fields[11].parse::<u64>().unwrap_or(0) + fields[12].parse::<u64>().unwrap_or(0)
    }

    /// Memory it holds, in MB.
    #[must_use]
    pub fn memory_mb(&self) -> f64 {
        let pid = self.child.id().expect("running");
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("status");
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
    }

    /// Stop it the way an init system does.
    pub async fn stop(mut self) {
        let pid = self.child.id().expect("running").to_string();
        Command::new("kill").arg(pid).status().await.expect("kill");
        self.child.wait().await.expect("stopped");
    }

    /// Let something change that everybody hears of.
    pub async fn tell(&mut self) {
        let input = self.child.stdin.as_mut().expect("a server of streams");
        input.write_all(b"\n").await.expect("told");
        input.flush().await.expect("told");
    }

    async fn answers(child: Child, address: String, path: &str, began: Instant) -> Self {
        loop {
            if let Ok(mut connection) = Connection::to(&address).await
                && connection.send("GET", path, "", "").await.is_ok_and(|answer| answer.status < 500)
            {
                return Self { child, address, started: began.elapsed() };
            }
            tokio::time::sleep(Duration::from_micros(500)).await;
        }
    }
}

/// A program of the release build; `tests/load/run` says where they lie.
///
/// # Panics
/// When `LOAD_BINARIES` is not set.
#[must_use]
pub fn program(name: &str) -> PathBuf {
    PathBuf::from(std::env::var("LOAD_BINARIES").expect("start it with ./test load")).join(name)
}

/// Start the product; its first answer says that the database answers.
pub async fn product(folder: &Path) -> Server {
    let port = std::net::TcpListener::bind("127.0.0.1:0").expect("port").local_addr().expect("port").port();
    let address = format!("127.0.0.1:{port}");
    let began = Instant::now();
    let child = Command::new(program("engawa"))
        .args(["serve", "--listen", &address, "--behind-proxy", "--data-dir"])
        .arg(folder.join("data"))
        .arg("--key-file")
        .arg(folder.join("master.key"))
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("engawa");
    Server::answers(child, address, "/readyz", began).await
}

/// Start the product with a hand on its sequence.
pub async fn house(folder: &Path) -> Server {
    let mut command = Command::new(program("house"));
    command.arg(folder);
    says_where(command, "/readyz").await
}

/// Start the floor of open streams.
pub async fn broadcaster() -> Server {
    let mut command = Command::new(program("broadcaster"));
    command.arg(FLOOR_SECRET);
    says_where(command, "/api/v1/stream").await
}

/// Start the floor.
pub async fn floor(folder: &Path) -> Server {
    let mut command = Command::new(program("floor"));
    command.arg(folder.join("floor.sqlite3")).arg(FLOOR_SECRET);
    says_where(command, "/api/v1/checkins").await
}

/// Start a server that prints its address.
async fn says_where(mut command: Command, path: &str) -> Server {
    let began = Instant::now();
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true).spawn().expect("server");
    let out = child.stdout.take().expect("stdout");
    let address = BufReader::new(out).lines().next_line().await.expect("line").expect("address");
    Server::answers(child, address, path, began).await
}
