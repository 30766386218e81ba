//! Puts the house together: database, keys, door, limits, routes, the embedded app; and stops it
//! without dropping anybody.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use actix_web::dev::{ResourceDef, ServerHandle};
use actix_web::http::{Method, header};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, ResponseError as _, middleware, web};
use futures::FutureExt as _;
use utoipa_actix_web::{AppExt as _, scope};

use crate::changes::hub::{self, Hub};
use crate::config::Config;
use crate::db::keyring::Keyring;
use crate::db::{Db, migration};
use crate::http::docs::Documentation;
use crate::http::limit::Limits;
use crate::http::{House, assets, docs, headers, health};
use crate::kernel::id::Ids;
use crate::kernel::problem::{Problem, ProblemType};
use crate::kernel::sealed::MasterKey;
use crate::kernel::time::Clock;
use crate::people::door::Door;
use crate::people::token::Tokens;
use crate::push::wire::Wire;
use crate::{availability, chores, comfort, gatherings, mail, openapi, push, routes, safety, sharing};

/// Why the house cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database cannot be opened or migrated.
    #[error("the database cannot be opened: {0}")]
    Database(#[from] sea_orm::DbErr),
    /// The key file cannot be read or made.
    #[error("the key file {0} cannot be used: {1}")]
    Key(std::path::PathBuf, std::io::Error),
    /// There is a database or a backup, but the key that opens it is gone.
    #[error("the key file {0} is missing, and nothing can be read without it: bring it back from its copy")]
    KeyMissing(std::path::PathBuf),
    /// A folder or the address cannot be used.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The key file lies where a backup or a thief would find both.
    #[error("the key file must not lie inside the data directory")]
    KeyBesideData,
    /// Another process already serves this data directory.
    #[error("another process is using the data directory {0}")]
    Taken(std::path::PathBuf),
    /// Something did not work while the house was furnished.
    #[error("{0}")]
    Problem(#[from] Problem),
    /// A step of the command line failed, said in words.
    #[error("{0}")]
    Other(String),
}

impl From<crate::db::Failure> for StartError {
    fn from(failure: crate::db::Failure) -> Self {
        Self::Problem(failure.into())
    }
}

/// Read the master key that was made at the first start.
///
/// # Errors
/// When it is missing, lies inside the data directory, or cannot be read. A key made here would open nothing.
pub fn existing_master_key(config: &Config) -> Result<MasterKey, StartError> {
    read_master_key(config)?.ok_or_else(|| StartError::KeyMissing(config.key_file.clone()))
}

/// Read the master key, or make it at the first start; only its owner may read the file.
///
/// # Errors
/// When the file lies inside the data directory, or cannot be read or written.
pub fn master_key(config: &Config) -> Result<MasterKey, StartError> {
    if let Some(key) = read_master_key(config)? {
        return Ok(key);
    }
    if let crate::db::connect::Target::File(path) = &config.database
        && path.exists()
    {
        return Err(StartError::KeyMissing(config.key_file.clone()));
    }
    let fail = |error| StartError::Key(config.key_file.clone(), error);
    let key = MasterKey::generate();
    if let Some(folder) = config.key_file.parent() {
        make_private(folder).map_err(fail)?;
    }
    write_private(&config.key_file, key.expose()).map_err(fail)?;
    Ok(key)
}

fn read_master_key(config: &Config) -> Result<Option<MasterKey>, StartError> {
    if whole(&config.key_file)?.starts_with(whole(&config.data_dir)?) {
        return Err(StartError::KeyBesideData);
    }
    let fail = |error| StartError::Key(config.key_file.clone(), error);
    match std::fs::read(&config.key_file) {
        Ok(bytes) => MasterKey::from_bytes(bytes)
            .map(Some)
            .map_err(|_e| fail(std::io::Error::new(std::io::ErrorKind::InvalidData, "it is not 32 bytes"))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(fail(error)),
    }
}

/// A path as the system sees it, also when its last parts do not exist yet.
fn whole(path: &Path) -> std::io::Result<std::path::PathBuf> {
    let path = std::path::absolute(path)?;
    let mut missing = Vec::new();
    let mut there = path.as_path();
    loop {
        match (there.canonicalize(), there.parent(), there.file_name()) {
            (Ok(real), _, _) => return Ok(missing.iter().rev().fold(real, |all, part| all.join(part))),
            (Err(_), Some(parent), Some(name)) => {
                missing.push(name.to_owned());
                there = parent;
            }
            (Err(_), _, _) => return Ok(path.clone()),
        }
    }
}

/// Make a folder that only its owner may look into.
fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Keeps a second process from writing to the same data directory.
#[derive(Debug)]
pub struct DataLock(#[expect(dead_code, reason = "holding it is its use")] Option<std::fs::File>);

/// Take the data directory for this process (SQLite only: there this process must be the only writer).
///
/// # Errors
/// When another process has it.
pub fn lock_data(config: &Config) -> Result<DataLock, StartError> {
    let crate::db::connect::Target::File(_) = config.database else { return Ok(DataLock(None)) };
    make_private(&config.data_dir)?;
    let file = std::fs::File::create(config.data_dir.join("engawa.lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(DataLock(Some(file))),
        Err(_) => Err(StartError::Taken(config.data_dir.clone())),
    }
}

/// Open database and keys, and bring the schema up to date.
///
/// # Errors
/// When one of them cannot be had.
pub async fn open(
    config: Config,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
) -> Result<Arc<House>, StartError> {
    let (db, keys) = connect(&config).await?;
    furnish(config, db, keys, clock, ids).await
}

/// Open database and keys, and change nothing.
///
/// # Errors
/// When one of them cannot be had.
pub async fn connect(config: &Config) -> Result<(Db, Keyring), StartError> {
    let keys = Keyring::new(master_key(config)?)?;
    Ok((Db::open(&config.database).await?, keys))
}

/// Bring the schema up to date and put everything in its place.
///
/// # Errors
/// When a step of the schema fails.
pub async fn furnish(
    config: Config,
    db: Db,
    keys: Keyring,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
) -> Result<Arc<House>, StartError> {
    migration::up(&db).await?;
    let door = Arc::new(Door::new(Tokens::new(keys.master())));
    let limits = Limits::default();
    let founding: Vec<crate::http::ctx::Founding> =
        vec![|tx, scene, facility| safety::seed_help_resources(tx, scene, facility).boxed()];
    Ok(Arc::new(House {
        db,
        keys,
        clock,
        ids,
        config,
        door,
        limits,
        founding,
        followers: vec![
            |tx, scene, facility, what| gatherings::follow(tx, scene, facility, what).boxed(),
            |tx, scene, facility, what| availability::follow(tx, scene, facility, what).boxed(),
            |tx, scene, facility, what| push::follow(tx, scene, facility, what).boxed(),
            |tx, scene, facility, what| mail::follow(tx, scene, facility, what).boxed(),
            |tx, scene, facility, what| sharing::follow(tx, scene, facility, what).boxed(),
            |tx, scene, facility, what| comfort::follow(tx, scene, facility, what).boxed(),
        ],
        shelf: crate::http::shelf::Shelf::default(),
    }))
}

/// A server that answers.
#[derive(Debug)]
pub struct Running {
    /// The address it listens on.
    pub address: std::net::SocketAddr,
    handle: ServerHandle,
    hub: Arc<Hub>,
    server: tokio::task::JoinHandle<std::io::Result<()>>,
}

impl Running {
    /// Stop: requests under way are answered first, and streams end.
    pub async fn stop(self) {
        self.hub.close();
        self.handle.stop(true).await;
        drop(self.server.await);
    }

    /// Wait until it is stopped by a signal.
    ///
    /// # Errors
    /// When the server broke down.
    pub async fn wait(self) -> std::io::Result<()> {
        self.server.await.unwrap_or_else(|gone| Err(std::io::Error::other(gone)))
    }
}

/// Paths of the API and their methods, to tell "no such path" from "not with this method". Made when
/// somebody asks for the first time, so that starting does not wait for it.
static PATHS: LazyLock<Vec<(ResourceDef, String)>> = LazyLock::new(|| allowed(&openapi::document()));

/// Serve the house; returns once it listens.
///
/// # Errors
/// When the address cannot be used.
#[expect(clippy::disallowed_methods, reason = "background work starts here")]
pub fn start(house: Arc<House>) -> Result<Running, StartError> {
    let documentation = web::Data::new(Documentation::of(openapi::document));
    let tokens = web::Data::new(Tokens::new(house.keys.master()));
    let wire = Wire::new(&house.config, house.keys.master())
        .map_err(|error| StartError::Other(error.to_string()))?;
    let wire = web::Data::new(wire);
    let post = house.config.mail.as_ref().map(mail::post::Post::new).transpose();
    let post = post.map_err(|error| StartError::Other(error.to_string()))?;
    let listen = house.config.listen.clone();
    tokio::spawn(chores::run(Arc::clone(&house)));
    tokio::spawn(push::job::run(Arc::clone(&house), Arc::clone(&wire)));
    if let Some(post) = post {
        tokio::spawn(mail::job::run(Arc::clone(&house), post));
    }
    tokio::spawn(hub::run(Arc::clone(&house)));
    let hub = house.shelf.get::<Hub>();
    let closing = Arc::clone(&hub);
    let shared = web::Data::from(house);
    let factory = move || {
        App::new()
            .app_data(shared.clone())
            .app_data(documentation.clone())
            .app_data(tokens.clone())
            .app_data(wire.clone())
            .wrap(middleware::from_fn(headers::wrap))
            .service(health::live)
            .service(health::ready)
            .service(health::metrics)
            .service(docs::openapi_json)
            .service(docs::docs_page)
            .service(docs::docs_style)
            .service(docs::problem_page)
            .into_utoipa_app()
            .service(scope::scope("/api/v1").configure(routes::configure))
            .into_app()
            .service(assets::asset)
            .default_service(web::to(unknown))
    };
    let server = HttpServer::new(factory)
        .workers(std::thread::available_parallelism().map_or(2, usize::from).min(4))
        .backlog(8192)
        .shutdown_timeout(10)
        .shutdown_signal(async move {
            told_to_stop().await;
            // Otherwise the server would wait for streams that never end.
            closing.close();
        })
        .bind(listen)?;
    let nowhere = || StartError::Other("the address names no port".to_owned());
    let address = server.addrs().first().copied().ok_or_else(nowhere)?;
    let server = server.run();
    let handle = server.handle();
    Ok(Running { address, handle, hub, server: tokio::spawn(server) })
}

/// An init system or somebody at the keyboard wants it to stop.
async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut end), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = end.recv() => {}
        _ = interrupt.recv() => {}
    }
}

/// Whatever no route took.
async fn unknown(req: HttpRequest) -> HttpResponse {
    let allowed: Vec<&str> =
        PATHS.iter().filter(|(def, _)| def.is_match(req.path())).map(|(_, method)| method.as_str()).collect();
    if allowed.is_empty() || *req.method() == Method::GET && allowed.contains(&"GET") {
        return Problem::new(ProblemType::NotFound).error_response();
    }
    let mut response = Problem::new(ProblemType::MethodNotAllowed).error_response();
    if let Ok(value) = header::HeaderValue::from_str(&allowed.join(", ")) {
        response.headers_mut().insert(header::ALLOW, value);
    }
    response
}

fn allowed(spec: &utoipa::openapi::OpenApi) -> Vec<(ResourceDef, String)> {
    let mut all = Vec::new();
    for (path, item) in &spec.paths.paths {
        let methods = [
            ("GET", &item.get),
            ("PUT", &item.put),
            ("POST", &item.post),
            ("PATCH", &item.patch),
            ("DELETE", &item.delete),
        ];
        for (method, operation) in methods {
            if operation.is_some() {
                all.push((ResourceDef::new(path.as_str()), method.to_owned()));
            }
        }
    }
    all
}
