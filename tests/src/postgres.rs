//! One Postgres for a whole run: made in a temporary folder, reached by a socket in that folder, and
//! stopped by a guard that notices when the tests end, however they end.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use engawa::db::connect::Target;
use engawa::db::{Db, migration};
use engawa::kernel::secret::Secret;
use sea_orm::ConnectionTrait as _;
use tokio::sync::{Mutex, OnceCell};

const USER: &str = "engawa";
const TEMPLATE: &str = "engawa_template";

static SERVER: OnceCell<Server> = OnceCell::const_new();
static MAKING: Mutex<()> = Mutex::const_new(());
static COUNT: AtomicU32 = AtomicU32::new(0);

struct Server {
    folder: PathBuf,
    /// Its standard input is a pipe that closes when this process ends; then it stops the server.
    _guard: Child,
}

/// URL of a new database with today's schema and nothing in it.
pub async fn database() -> String {
    let server = SERVER.get_or_init(start).await;
    make(server, Some(TEMPLATE)).await
}

/// URL of a new database without any table.
pub async fn empty_database() -> String {
    let server = SERVER.get_or_init(start).await;
    make(server, None).await
}

async fn make(server: &Server, template: Option<&str>) -> String {
    let name = format!("engawa_{}", COUNT.fetch_add(1, Ordering::SeqCst));
    let _turn = MAKING.lock().await;
    let template = template.map_or_else(String::new, |template| format!(" TEMPLATE {template}"));
    let admin =
        sea_orm::Database::connect(url(&server.folder, "postgres")).await.expect("the server answers");
    admin
        .execute_unprepared(&format!("CREATE DATABASE {name}{template}"))
        .await
        .expect("a database can be made");
    admin.close().await.expect("closed");
    url(&server.folder, &name)
}

fn url(folder: &Path, name: &str) -> String {
    let folder = folder.to_string_lossy().replace('/', "%2F");
    format!("postgres://{USER}@localhost/{name}?host={folder}")
}

async fn start() -> Server {
    let folder = tempfile::Builder::new().prefix("engawa-pg-").tempdir().expect("a folder").keep();
    let bin = binaries();
    let data = folder.join("data");
    let user = other_user();
    if let Some(user) = &user {
        run(Command::new("chown").arg("-R").arg(user).arg(&folder));
    }
    let program = |name: &str| as_user(user.as_deref(), &bin.join(name));
    run(program("initdb")
        .args(["--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C", "-U", USER, "-D"])
        .arg(&data));
    let options = format!(
        "-k {} -c listen_addresses= -c fsync=off -c max_connections=400 -c shared_buffers=64MB",
        folder.display()
    );
    run(program("pg_ctl")
        .args(["-w", "-s", "-D"])
        .arg(&data)
        .arg("-l")
        .arg(folder.join("log"))
        .args(["-o", &options, "start"]));
    let server = Server { _guard: guard(user.as_deref(), &bin, &folder), folder };
    prepare(&server).await;
    server
}

/// Migrate the database that all others are copied from.
async fn prepare(server: &Server) {
    let admin =
        sea_orm::Database::connect(url(&server.folder, "postgres")).await.expect("the server answers");
    admin.execute_unprepared(&format!("CREATE DATABASE {TEMPLATE}")).await.expect("a template");
    admin.close().await.expect("closed");
    let target = Target::Postgres(Secret::new(url(&server.folder, TEMPLATE)));
    let db = Db::open(&target).await.expect("the template opens");
    migration::up(&db).await.expect("the template migrates");
    db.read().clone().close().await.expect("closed");
}

/// A process that outlives this one by a moment: it stops the server and takes its folder away.
fn guard(user: Option<&str>, bin: &Path, folder: &Path) -> Child {
    let stop = as_user(user, &bin.join("pg_ctl"));
    let words: Vec<String> = std::iter::once(stop.get_program())
        .chain(stop.get_args())
        .map(|word| format!("'{}'", word.to_string_lossy()))
        .collect();
    let folder = folder.display();
    let script = format!(
        "trap '' INT TERM HUP; cat >/dev/null; {} -D '{folder}/data' -s -m immediate stop; rm -rf '{folder}'",
        words.join(" ")
    );
    Command::new("sh")
        .args(["-c", &script])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("sh starts")
}

fn as_user(user: Option<&str>, program: &Path) -> Command {
    match user {
        Some(user) => {
            let mut command = Command::new("runuser");
            command.args(["-u", user, "--"]).arg(program);
            command
        }
        None => Command::new(program),
    }
}

/// Postgres refuses to run as root: who runs it then. `None` when we are somebody already.
fn other_user() -> Option<String> {
    let text = |command: &mut Command| {
        let out = command.output().expect("the command runs");
        (out.status.success(), String::from_utf8_lossy(&out.stdout).trim().to_owned())
    };
    if text(Command::new("id").arg("-u")).1 != "0" {
        return None;
    }
    let known = |name: &str| text(Command::new("id").arg("-u").arg(name)).0;
    if known("postgres") {
        return Some("postgres".to_owned());
    }
    if !known("engawa-test") {
        run(Command::new("useradd").args(["--system", "--no-create-home", "engawa-test"]));
    }
    Some("engawa-test".to_owned())
}

/// Where `initdb` is: where the distributions put it, newest first, or on the path.
fn binaries() -> PathBuf {
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, path)| path.join("initdb").exists())
        .collect();
    found.sort();
    found.pop().map_or_else(
        || {
            let out = Command::new("sh").args(["-c", "command -v initdb"]).output().expect("sh runs");
            let path = PathBuf::from(String::from_utf8_lossy(&out.stdout).trim());
            path.parent().map(Path::to_owned).expect("Postgres is installed: initdb is on the path")
        },
        |(_, path)| path,
    )
}

fn run(command: &mut Command) {
    let done = command.stdin(Stdio::null()).stdout(Stdio::null()).status().expect("the command starts");
    assert!(done.success(), "{command:?} failed: {done}");
}
