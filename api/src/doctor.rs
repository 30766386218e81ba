//! `engawa doctor`: looks at everything that keeps people's words safe, changes nothing that people
//! wrote, and says in plain lines what is fine and what to do.

/// How much space is left.
mod disk;

use std::fmt;
use std::path::{Path, PathBuf};

use chrono_tz::Asia::Tokyo;

use crate::audit::chain::Found;
use crate::config::Config;
use crate::db::connect::Target;
use crate::db::keyring::Keyring;
use crate::db::{Db, Failure, migration};
use crate::kernel::id::{FacilityId, PersonId};
use crate::kernel::sealed::MasterKey;
use crate::kernel::time::{Clock, Instant, SystemClock};
use crate::mail::post::Post;
use crate::own_data::ledger;
use crate::push::wire::subject;
use crate::{audit, people, safety};

/// 2025-01-01; no copy of this program is older.
const OLDEST_NOW: Instant = Instant(1_735_689_600_000);
/// 2100-01-01.
const NEWEST_NOW: Instant = Instant(4_102_444_800_000);

/// How it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Fine.
    Ok,
    /// It works, and somebody should look at it soon.
    Warn,
    /// Not safe as it is.
    Bad,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How it is.
    pub level: Level,
    /// What, in Japanese and English, with what to do when it is not fine.
    pub what: String,
}

impl Finding {
    fn new(level: Level, what: impl Into<String>) -> Self {
        Self { level, what: what.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.level {
            Level::Ok => "○",
            Level::Warn => "△",
            Level::Bad => "×",
        };
        write!(f, "{mark} {}", self.what)
    }
}

/// Look at everything.
pub async fn examine(config: &Config) -> Vec<Finding> {
    let now = SystemClock.now();
    let (mut findings, master) = key_file(config);
    findings.push(address(config));
    findings.push(push(config));
    findings.push(mail(config));
    findings.push(clock(now, newest_write(config)));
    findings.extend(disk::free_kilobytes(&config.data_dir).map(disk::space));
    database(config, master, now, &mut findings).await;
    findings
}

/// The key file: there, a key, private, and not where a backup or a thief would find both.
fn key_file(config: &Config) -> (Vec<Finding>, Option<MasterKey>) {
    let path = config.key_file.display();
    let Ok(bytes) = std::fs::read(&config.key_file) else {
        let what = format!(
            "鍵ファイルが読めません。はじめての起動なら、起動したときに作られます / the key file {path} cannot be read; \
             the first start makes it"
        );
        return (vec![Finding::new(Level::Bad, what)], None);
    };
    let Ok(master) = MasterKey::from_bytes(bytes) else {
        let what = format!(
            "鍵ファイルがこわれています。控えから戻してください / {path} is not a key: bring your copy back"
        );
        return (vec![Finding::new(Level::Bad, what)], None);
    };
    let mut findings = Vec::new();
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_e| path.to_owned());
    if real(&config.key_file).starts_with(real(&config.data_dir)) {
        findings.push(Finding::new(
            Level::Bad,
            "鍵ファイルがデータと同じ場所にあります。別の場所に移してください / the key file lies inside the data directory: move it away",
        ));
    }
    if is_private(&config.key_file) == Some(false) {
        findings.push(Finding::new(
            Level::Bad,
            format!("鍵ファイルをほかの人が読めます。chmod 600 {path} / others can read the key file: chmod 600 {path}"),
        ));
    }
    if findings.is_empty() {
        findings.push(Finding::new(
            Level::Ok,
            "鍵ファイルは大丈夫です。控えは別の場所に / the key file is fine; keep a copy elsewhere",
        ));
    }
    (findings, Some(master))
}

/// Whether only the owner can read a file; `None` where files have no such mark.
#[cfg(unix)]
fn is_private(path: &Path) -> Option<bool> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).ok().map(|found| found.permissions().mode() % 0o100 == 0)
}

#[cfg(not(unix))]
fn is_private(_path: &Path) -> Option<bool> {
    None
}

/// How people reach it.
fn address(config: &Config) -> Finding {
    let url = &config.public_url;
    let local = url::Url::parse(url).is_ok_and(|url| match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    });
    if config.is_https() {
        Finding::new(Level::Ok, format!("住所は https です / the address is https: {url}"))
    } else if local {
        Finding::new(
            Level::Ok,
            format!("この機械の中だけで使う住所です / the address is for this machine only: {url}"),
        )
    } else {
        Finding::new(
            Level::Bad,
            format!(
                "住所が https ではありません。読まれるおそれがあります / the address is not https, others can read along: {url}"
            ),
        )
    }
}

/// When the database was last written, by its file.
fn newest_write(config: &Config) -> Option<Instant> {
    let Target::File(path) = &config.database else { return None };
    let since = std::fs::metadata(path).ok()?.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok().map(Instant)
}

/// Time moves forward; second factors and links depend on it.
fn clock(now: Instant, newest_write: Option<Instant>) -> Finding {
    let shown = now.to_rfc3339(Tokyo);
    if !(OLDEST_NOW..NEWEST_NOW).contains(&now) {
        return Finding::new(Level::Bad, format!("時計が合っていません / the clock is wrong: {shown}"));
    }
    if newest_write.is_some_and(|written| now.plus_seconds(600) < written) {
        return Finding::new(
            Level::Warn,
            format!("時計がもどっています / the clock says it is before the last write: {shown}"),
        );
    }
    Finding::new(Level::Ok, format!("時計 / the clock: {shown}"))
}

/// The database: opens with safe settings, up to date, belongs to this key, its audit log whole.
async fn database(config: &Config, master: Option<MasterKey>, now: Instant, findings: &mut Vec<Finding>) {
    if let Some(path) = missing_file(config) {
        let what = format!("データベースはまだありません / there is no database yet: {}", path.display());
        findings.push(Finding::new(Level::Warn, what));
        return;
    }
    let db = match Db::open(&config.database).await {
        Ok(db) => db,
        Err(error) => {
            let what = format!("データベースが開きません / the database does not open: {error}");
            findings.push(Finding::new(Level::Bad, what));
            return;
        }
    };
    findings.push(match forgetful(&db).await {
        None => Finding::new(
            Level::Ok,
            "データベースが開き、書いたものがディスクに残る設定です / the database opens and keeps what it acknowledges",
        ),
        Some(setting) => Finding::new(
            Level::Bad,
            format!("停電で書いたものが消える設定です / a power cut would lose what was acknowledged: {setting}"),
        ),
    });
    if !schema(&db, findings).await {
        return;
    }
    let keys = master.and_then(|master| Keyring::new(master).ok());
    match people::facilities(db.read()).await {
        Ok(facilities) => {
            for facility in facilities {
                findings.extend(facility_findings(&db, keys.as_ref(), facility).await);
            }
            findings.push(help(&db, now).await);
            findings.push(erased(config, &db).await);
        }
        Err(failure) => findings.push(unreadable(&failure)),
    }
}

/// A setting of Postgres that acknowledges too early; SQLite does not open with one.
async fn forgetful(db: &Db) -> Option<String> {
    if db.is_sole_writer() {
        return None;
    }
    let sql = "SELECT name || ' = ' || setting FROM pg_settings WHERE setting = 'off' \
         AND name IN ('fsync', 'full_page_writes', 'synchronous_commit')";
    let ask = sea_orm::Statement::from_string(db.backend(), sql);
    let row = sea_orm::ConnectionTrait::query_one_raw(db.read(), ask).await.ok().flatten()?;
    row.try_get_by_index(0).ok()
}

fn missing_file(config: &Config) -> Option<&PathBuf> {
    match &config.database {
        Target::File(path) if !path.exists() => Some(path),
        Target::File(_) | Target::Postgres(_) => None,
    }
}

/// Whether the schema is one this program knows and uses.
async fn schema(db: &Db, findings: &mut Vec<Finding>) -> bool {
    let (finding, usable) = match migration::pending(db).await {
        Ok((0, taken)) => {
            (Finding::new(Level::Ok, format!("表の形は最新です / the schema is up to date: {taken}")), true)
        }
        Ok((pending, _)) => {
            let what = format!(
                "表の形が古いです。engawa migrate / the schema waits for {pending} steps: engawa migrate"
            );
            (Finding::new(Level::Warn, what), false)
        }
        Err(error) => {
            let what = format!(
                "表の形がわかりません。新しい版のものかもしれません / the schema is not known, perhaps of a newer version: {error}"
            );
            (Finding::new(Level::Bad, what), false)
        }
    };
    findings.push(finding);
    usable
}

async fn facility_findings(db: &Db, keys: Option<&Keyring>, facility: FacilityId) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(keys) = keys {
        findings.push(match keys.of_facility(db.read(), facility).await {
            Ok(_key) => Finding::new(Level::Ok, format!("鍵が合います / the key fits: {facility}")),
            Err(_failure) => Finding::new(
                Level::Bad,
                format!("この鍵ファイルでは開きません。別の鍵です / this key file does not open: {facility}"),
            ),
        });
    }
    findings.push(match audit::verify(db.read(), facility, None).await {
        Ok(Found { entries, first_broken: None, .. }) => Finding::new(
            Level::Ok,
            format!("監査の記録はつながっています / the audit log is whole: {facility}, {entries} entries"),
        ),
        Ok(Found { first_broken: Some(entry), .. }) => Finding::new(
            Level::Bad,
            format!(
                "監査の記録が {entry} 番で切れています / the audit log is broken at entry {entry}: {facility}"
            ),
        ),
        Err(failure) => unreadable(&failure),
    });
    findings
}

/// Whether whoever was erased is erased here too, and stands in the list beside the key file.
async fn erased(config: &Config, db: &Db) -> Finding {
    let list = ledger::path(config);
    let Ok(listed) = ledger::read(config) else {
        let what =
            format!("消した人の一覧が読めません / the list of erased ids cannot be read: {}", list.display());
        return Finding::new(Level::Bad, what);
    };
    let here = match people::erasing::erased(db.read()).await {
        Ok(here) => here,
        Err(failure) => return unreadable(&failure),
    };
    for id in listed.iter().filter(|id| !here.iter().any(|person| person.0 == **id)) {
        match people::erasing::standing(db.read(), PersonId(*id)).await {
            Ok(None) => {}
            Ok(Some(_)) => {
                let what = "消した人がもどっています。一度起動すると、もう一度消えます / somebody who was erased came back with a \
                            backup: the next start erases them again";
                return Finding::new(Level::Bad, what);
            }
            Err(failure) => return unreadable(&failure),
        }
    }
    if here.iter().all(|person| listed.contains(&person.0)) {
        Finding::new(
            Level::Ok,
            format!("消した人は消えたままです / whoever was erased stays erased: {}", here.len()),
        )
    } else {
        let what = format!(
            "消した人の一覧に書けていません。バックアップからもどるおそれがあります / the list of erased ids is not complete, a \
             backup could bring somebody back: {}",
            list.display()
        );
        Finding::new(Level::Warn, what)
    }
}

/// Whether push services can be told who sends (RFC 8292 §2.1). Apple's refuses what is no address of the internet.
fn push(config: &Config) -> Finding {
    match subject(config) {
        Ok(subject) => Finding::new(
            Level::Ok,
            format!(
                "お知らせは {subject} の名前で送ります / push messages are sent in the name of {subject}"
            ),
        ),
        Err(problem) => Finding::new(
            Level::Warn,
            format!(
                "スマホへのお知らせには https の公開アドレスがいります。ENGAWA_PUBLIC_URL を設定してください / push messages \
                 need a public https address, set ENGAWA_PUBLIC_URL: {problem}"
            ),
        ),
    }
}

/// Whether mail can be sent to staff. Nobody is written to find out.
fn mail(config: &Config) -> Finding {
    let Some(mail) = &config.mail else {
        return Finding::new(Level::Ok, "メールは使いません / no mail is sent");
    };
    match Post::new(mail) {
        Ok(_post) => Finding::new(
            Level::Ok,
            format!(
                "職員へのメールは {} の名前で送ります / mail is sent in the name of {}",
                mail.from, mail.from
            ),
        ),
        Err(problem) => {
            Finding::new(Level::Bad, format!("メールの設定が使えません / mail cannot be sent: {problem}"))
        }
    }
}

/// Numbers that nobody checked for ninety days.
async fn help(db: &Db, now: Instant) -> Finding {
    match safety::count_freshness(db.read(), now.day_in(Tokyo)).await {
        Ok(counted) if counted.stale == 0 => Finding::new(
            Level::Ok,
            format!("相談先は確かめてあります / help resources checked: {}", counted.fresh),
        ),
        Ok(counted) => Finding::new(
            Level::Warn,
            format!(
                "90日のうちに確かめていない相談先があります / help resources not checked for 90 days: {} of {}",
                counted.stale,
                counted.stale.saturating_add(counted.fresh)
            ),
        ),
        Err(failure) => unreadable(&failure),
    }
}

fn unreadable(failure: &Failure) -> Finding {
    Finding::new(Level::Bad, format!("データベースが読めません / the database cannot be read: {failure}"))
}

#[cfg(test)]
mod tests;
