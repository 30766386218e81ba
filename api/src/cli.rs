//! The command line: `engawa serve | demo | migrate | openapi | backup | restore | doctor | invite`.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Parser, Subcommand};
use futures::FutureExt as _;

use crate::authz::Role;
use crate::config::{Config, MailConfig};
use crate::db::connect::Target;
use crate::db::keyring::Keyring;
use crate::db::{Db, migration};
use crate::http::House;
use crate::kernel::id::SystemIds;
use crate::kernel::qr;
use crate::kernel::secret::Secret;
use crate::kernel::time::{Clock as _, SystemClock};
use crate::server::{self, StartError};
use crate::{backup, demo, doctor, openapi, own_data, people, telemetry};

/// えんがわ: peer support at employment-support facilities.
#[derive(Debug, Parser)]
#[command(name = "engawa", version)]
pub struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Clone, Debug, Args)]
struct Options {
    /// Where the database and its backups live.
    #[arg(long, env = "ENGAWA_DATA_DIR", global = true)]
    data_dir: Option<PathBuf>,
    /// The master key; made at the first start. Keep a copy apart from the backups.
    #[arg(long, env = "ENGAWA_KEY_FILE", global = true)]
    key_file: Option<PathBuf>,
    /// Postgres instead of the SQLite file.
    #[arg(long, env = "DATABASE_URL", global = true, hide_env_values = true)]
    database_url: Option<String>,
    /// The address to listen on.
    #[arg(long, env = "ENGAWA_LISTEN", default_value = "127.0.0.1:8080", global = true)]
    listen: String,
    /// How people reach it, for links on cards; `https://…` behind a TLS proxy.
    #[arg(long, env = "ENGAWA_PUBLIC_URL", global = true)]
    public_url: Option<String>,
    /// A proxy stands in front and sets the Forwarded headers.
    #[arg(long, env = "ENGAWA_BEHIND_PROXY", global = true, value_parser = clap::builder::BoolishValueParser::new())]
    behind_proxy: bool,
    /// Whoever knows it may read /metrics from elsewhere.
    #[arg(long, env = "ENGAWA_METRICS_TOKEN", global = true, hide_env_values = true)]
    metrics_token: Option<String>,
    /// Whom push services can turn to: `mailto:…` or `https://…`. The public address when not said.
    #[arg(long, env = "ENGAWA_PUSH_CONTACT", global = true, value_parser = contact)]
    push_contact: Option<String>,
    /// Push services besides the known ones, with commas between: `push.example.org`.
    #[arg(long, env = "ENGAWA_PUSH_HOSTS", global = true, value_delimiter = ',')]
    push_hosts: Vec<String>,
    /// A mail server, for staff who want to hear by e-mail: `smtps://name:password@mail.example` or `smtp+starttls://…`.
    #[arg(long, env = "ENGAWA_SMTP_URL", global = true, hide_env_values = true)]
    smtp_url: Option<String>,
    /// Who sends the mail: `えんがわ <no-reply@engawa.example>`.
    #[arg(long, env = "ENGAWA_MAIL_FROM", global = true)]
    mail_from: Option<String>,
    /// What to log.
    #[arg(long, env = "ENGAWA_LOG", default_value = "warn", global = true)]
    log: String,
}

#[derive(Clone, Debug, Subcommand)]
enum Command {
    /// Serve (what happens without a command, too).
    Serve,
    /// Serve a living sample facility that forgets everything when it stops.
    Demo,
    /// Bring the schema up to date, then stop.
    Migrate,
    /// Print openapi.yaml.
    Openapi,
    /// Write an encrypted backup and prove that it can be restored.
    Backup {
        /// The file to write.
        out: PathBuf,
    },
    /// Put a backup in place; never over a database that holds something.
    Restore {
        /// The file that `backup` wrote.
        from: PathBuf,
    },
    /// Look for what could go wrong.
    Doctor,
    /// Print a one-time sign-in link for an admin who lost every way in.
    Invite {
        /// The person's id: it stands in the address of their page.
        #[arg(long)]
        person: uuid::Uuid,
    },
    /// Ask the running server whether it is ready (for container health checks).
    Health,
}

/// Run the command line; the process ends with the returned code.
#[must_use]
pub fn run() -> std::process::ExitCode {
    let cli = Cli::parse();
    telemetry::start(&cli.options.log);
    let runtime = actix_web::rt::System::new();
    match runtime.block_on(act(cli)) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            say_error(&error.to_string());
            std::process::ExitCode::FAILURE
        }
    }
}

async fn act(cli: Cli) -> Result<(), StartError> {
    let command = cli.command.unwrap_or(Command::Serve);
    match command {
        Command::Openapi => {
            say(&openapi::yaml().map_err(other)?);
            Ok(())
        }
        Command::Demo => serve_demo(cli.options).await,
        Command::Health => health(&cli.options.listen),
        Command::Serve => serve(config(cli.options)?).await,
        Command::Migrate => {
            let config = config(cli.options)?;
            let _lock = server::lock_data(&config)?;
            open(config).await?;
            say("schema: up to date\n");
            Ok(())
        }
        Command::Backup { out } => {
            let config = config(cli.options)?;
            let (db, keys) = connect(&config).await?;
            let report = backup::backup(&db, &config.database, &keys, &out).await.map_err(other)?;
            say(&format!("{report}\n"));
            Ok(())
        }
        Command::Restore { from } => {
            let config = config(cli.options)?;
            let _lock = server::lock_data(&config)?;
            let keys = Keyring::new(server::existing_master_key(&config)?)?;
            let report = backup::restore(&from, &config.database, &keys).await.map_err(other)?;
            say(&format!("{report}\n"));
            erase_again(&open(config).await?).await
        }
        Command::Doctor => examine(&config(cli.options)?).await,
        Command::Invite { person } => invite(config(cli.options)?, person).await,
    }
}

fn contact(text: &str) -> Result<String, &'static str> {
    let real =
        text.strip_prefix("mailto:").is_some_and(|mail| mail.contains('@')) || text.starts_with("https://");
    if real { Ok(text.to_owned()) } else { Err("an address that begins with mailto: or https://") }
}

fn config(options: Options) -> Result<Config, StartError> {
    let home = || {
        StartError::Other("set ENGAWA_DATA_DIR and ENGAWA_KEY_FILE: there is no home directory".to_owned())
    };
    let base = |variable: &str, below: &str| -> Option<PathBuf> {
        #[expect(clippy::disallowed_methods, reason = "the configuration is read here")]
        let (set, home) = (std::env::var(variable).ok(), std::env::var("HOME").ok());
        set.map(PathBuf::from).or_else(|| home.map(|home| Path::new(&home).join(below)))
    };
    let data_dir = options
        .data_dir
        .or_else(|| base("XDG_DATA_HOME", ".local/share").map(|dir| dir.join("engawa")))
        .ok_or_else(home)?;
    let key_file = options
        .key_file
        .or_else(|| base("XDG_CONFIG_HOME", ".config").map(|dir| dir.join("engawa/master.key")))
        .ok_or_else(home)?;
    let database = match options.database_url {
        Some(url) => Target::Postgres(Secret::new(url)),
        None => Target::File(Config::sqlite_file(&data_dir)),
    };
    let mail = mail_config(options.smtp_url, options.mail_from)?;
    Ok(Config {
        database,
        data_dir,
        key_file,
        public_url: options
            .public_url
            .unwrap_or_else(|| format!("http://{}", options.listen.replace("0.0.0.0", "localhost"))),
        listen: options.listen,
        behind_proxy: options.behind_proxy,
        metrics_token: options.metrics_token.map(Secret::new),
        push_contact: options.push_contact,
        push_hosts: options.push_hosts,
        push_to_this_machine: false,
        mail,
        demo: false,
    })
}

/// The mail server and who sends there: both or none. An empty variable is none.
fn mail_config(url: Option<String>, from: Option<String>) -> Result<Option<MailConfig>, StartError> {
    let said = |text: &String| !text.trim().is_empty();
    match (url.filter(said), from.filter(said)) {
        (Some(url), Some(from)) => Ok(Some(MailConfig { url: Secret::new(url), from })),
        (None, None) => Ok(None),
        (Some(_), None) | (None, Some(_)) => {
            Err(other("ENGAWA_SMTP_URL and ENGAWA_MAIL_FROM: mail needs both, or neither"))
        }
    }
}

async fn open(config: Config) -> Result<Arc<House>, StartError> {
    let before = matches!(&config.database, Target::File(path) if path.exists());
    let (db, keys) = server::connect(&config).await?;
    if before {
        backup_before_migration(&config, &db, &keys).await?;
    }
    server::furnish(config, db, keys, Arc::new(SystemClock), Arc::new(SystemIds)).await
}

/// A schema that is about to change is copied first.
async fn backup_before_migration(config: &Config, db: &Db, keys: &Keyring) -> Result<(), StartError> {
    let (pending, done) = migration::pending(db).await?;
    if pending > 0 && done > 0 {
        let name = format!("before-migration-{}.engawa-backup", SystemClock.now().seconds());
        let out = config.data_dir.join(name);
        let report = backup::backup(db, &config.database, keys, &out).await.map_err(other)?;
        say(&format!("{report}\n"));
    }
    Ok(())
}

async fn connect(config: &Config) -> Result<(Db, Keyring), StartError> {
    let keys = Keyring::new(server::existing_master_key(config)?)?;
    Ok((Db::open(&config.database).await?, keys))
}

async fn serve(config: Config) -> Result<(), StartError> {
    let _lock = server::lock_data(&config)?;
    let house = open(config).await?;
    erase_again(&house).await?;
    let setup = people::new_setup_token(&house).await?;
    let url = house.config.public_url.trim_end_matches('/').to_owned();
    let running = server::start(house)?;
    say(&format!("えんがわ  {url}\n"));
    if let Some(token) = setup {
        let link = format!("{url}/#/setup/{token}");
        say(&format!(
            "\nはじめの設定 / first set-up (this link works once; a restart prints a new one):\n\n{link}\n\n{}\n",
            qr::for_terminal(&link)
        ));
    }
    Ok(running.wait().await?)
}

/// Whoever was erased does not come back with a backup.
async fn erase_again(house: &Arc<House>) -> Result<(), StartError> {
    let erased = own_data::erasing::again(house).await?;
    if erased > 0 {
        say(&format!(
            "消したあとのバックアップではなかったので、もう一度消しました / erased again: {erased}\n"
        ));
    }
    Ok(())
}

async fn serve_demo(options: Options) -> Result<(), StartError> {
    let folder = tempfile::tempdir()?;
    let at = |name: &str| Some(folder.path().join(name));
    let options =
        Options { data_dir: at("data"), key_file: at("key/master.key"), database_url: None, ..options };
    let config = Config { demo: true, ..config(options)? };
    let _lock = server::lock_data(&config)?;
    let house = open(config).await?;
    let links = demo::build(&house).await?;
    let url = house.config.public_url.trim_end_matches('/').to_owned();
    let running = server::start(house)?;
    say(&format!(
        "えんがわ  {url}  (demo: 「ひだまり作業所」, forgotten when it stops)\n\n\
         メンバー / member      {url}/#/enter/{}\n\
         サポーター / supporter {url}/#/enter/{}\n\
         職員 / staff           {url}/#/enter/{}\n\n",
        links.member, links.supporter, links.staff
    ));
    Ok(running.wait().await?)
}

async fn examine(config: &Config) -> Result<(), StartError> {
    let findings = doctor::examine(config).await;
    let mut bad = false;
    for finding in &findings {
        say(&format!("{finding}\n"));
        bad |= finding.level == doctor::Level::Bad;
    }
    if bad { Err(StartError::Other("something needs mending".to_owned())) } else { Ok(()) }
}

async fn invite(config: Config, person: uuid::Uuid) -> Result<(), StartError> {
    let _lock = server::lock_data(&config)?;
    let house = open(config).await?;
    let url = house.config.public_url.trim_end_matches('/').to_owned();
    let scene = crate::http::deed::Scene::of_system(Arc::clone(&house));
    let token = house
        .db
        .write((scene, crate::kernel::id::PersonId(person)), |tx, (scene, person)| {
            people::add_admin_link(tx, scene, *person, Role::Admin).boxed()
        })
        .await?;
    say(&format!("{url}/#/enter/{token}\n"));
    Ok(())
}

/// `GET /readyz` of the server that runs here, without any HTTP library.
fn health(listen: &str) -> Result<(), StartError> {
    use std::io::Read as _;
    let port = listen.rsplit(':').next().unwrap_or("8080");
    let mut stream = std::net::TcpStream::connect(format!("127.0.0.1:{port}"))?;
    stream.set_read_timeout(Some(std::time::Duration::from_secs(3)))?;
    stream.write_all(b"GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
    let mut answer = [0_u8; 12];
    stream.read_exact(&mut answer)?;
    if answer.ends_with(b"200") { Ok(()) } else { Err(StartError::Other("not ready".to_owned())) }
}

fn other(error: impl std::fmt::Display) -> StartError {
    StartError::Other(error.to_string())
}

/// Print for the person at the terminal; a closed pipe is no reason to fall over.
fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    drop(out.write_all(text.as_bytes()));
    drop(out.flush());
}

fn say_error(text: &str) {
    let mut out = std::io::stderr().lock();
    drop(writeln!(out, "engawa: {text}"));
}
