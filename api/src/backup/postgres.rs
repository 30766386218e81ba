//! Backup and restore of a Postgres database, with its own tools.

use std::io::{Read as _, Seek as _};
use std::path::Path;
use std::process::{Command, Stdio};

use url::Url;

use super::manifest::Manifest;
use super::{BackupError, Engine, Report, blocking, file, store};
use crate::db::Db;
use crate::db::keyring::Keyring;
use crate::kernel::sealed::random;

/// Where the database is, the password apart: what stands in a command line can be read by others.
#[derive(Clone)]
struct Place {
    url: Url,
    password: Option<String>,
}

impl Place {
    fn new(url: &str) -> Result<Self, BackupError> {
        let mut url = Url::parse(url).map_err(|_e| BackupError::Path)?;
        let password = url.password().map(decoded);
        url.set_password(None).map_err(|()| BackupError::Path)?;
        Ok(Self { url, password })
    }

    /// Another database of the same server.
    fn named(&self, name: &str) -> Self {
        let mut place = self.clone();
        place.url.set_path(&format!("/{name}"));
        place
    }

    /// With the password, for our own connection.
    fn full(&self) -> Result<String, BackupError> {
        let mut url = self.url.clone();
        url.set_password(self.password.as_deref()).map_err(|()| BackupError::Path)?;
        Ok(url.into())
    }

    fn command(&self, tool: &'static str) -> Command {
        let mut command = Command::new(tool);
        command.arg("--dbname").arg(self.url.as_str()).arg("--no-password").stdin(Stdio::null());
        if let Some(password) = &self.password {
            command.env("PGPASSWORD", password);
        }
        command
    }
}

/// Undo percent-encoding (RFC 3986).
fn decoded(text: &str) -> String {
    let form = format!("v={}", text.replace('+', "%2B").replace('&', "%26"));
    url::form_urlencoded::parse(form.as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

/// Run a tool; its output goes to `use_output`, its complaint into the error.
fn run<T>(
    tool: &'static str,
    mut command: Command,
    use_output: impl FnOnce(&mut dyn std::io::Read) -> Result<T, BackupError>,
) -> Result<T, BackupError> {
    let mut complaint = tempfile::tempfile()?;
    command.stdout(Stdio::piped()).stderr(complaint.try_clone()?);
    let mut child = command.spawn().map_err(|error| {
        let missing = error.kind() == std::io::ErrorKind::NotFound;
        if missing { BackupError::ToolMissing(tool) } else { error.into() }
    })?;
    let used = child.stdout.take().map(|mut output| use_output(&mut output));
    let status = child.wait()?;
    if !status.success() {
        let mut words = String::new();
        complaint.rewind()?;
        complaint.take(2_000).read_to_string(&mut words)?;
        return Err(BackupError::ToolFailed(tool, words.trim().to_owned()));
    }
    used.unwrap_or(Err(BackupError::ToolFailed(tool, String::new())))
}

/// See [`super::backup`].
pub(super) async fn backup(db: &Db, url: &str, keys: &Keyring, out: &Path) -> Result<Report, BackupError> {
    let place = Place::new(url)?;
    let (still, name) = store::snapshot(db).await?;
    let dumped = match store::manifest(&still, Engine::Postgres).await {
        Ok(manifest) => {
            let (place, keys, out) = (place.clone(), keys.clone(), out.to_owned());
            blocking(move || {
                let mut command = place.command("pg_dump");
                command.args(["--format=custom", "--no-owner", "--no-privileges"]);
                command.arg("--snapshot").arg(name);
                let kept = run("pg_dump", command, |output| file::keep(&keys, &manifest, output, &out))?;
                Ok((kept, manifest))
            })
            .await
        }
        Err(error) => Err(error.into()),
    };
    store::release(still).await?;
    let (kept, manifest) = dumped?;
    let proven = try_out(db, &place, keys, kept.path(), &manifest).await?;
    let bytes = kept.name()?;
    Ok(Report::new(&manifest, out, bytes, proven))
}

/// Restore the fresh backup into a database of its own and compare. `false` when this login may not
/// make one; then the archive is only read to its end.
async fn try_out(
    db: &Db,
    place: &Place,
    keys: &Keyring,
    kept: &Path,
    wanted: &Manifest,
) -> Result<bool, BackupError> {
    let dump = opened(keys, kept).await?.0;
    let mut salt = [0_u8; 8];
    random(&mut salt);
    let name = format!("engawa_check_{}", data_encoding::HEXLOWER.encode(&salt));
    if !store::add_scratch(db, &name).await {
        let path = dump.path().to_owned();
        blocking(move || {
            let mut command = Command::new("pg_restore");
            command.arg("--list").arg(path).stdin(Stdio::null());
            run("pg_restore", command, |output| Ok(std::io::copy(output, &mut std::io::sink())?))
        })
        .await?;
        return Ok(false);
    }
    let tried = fill(&place.named(&name), dump.path(), wanted).await;
    store::drop_scratch(db, &name).await?;
    tried.map(|()| true)
}

/// See [`super::restore`].
pub(super) async fn restore(from: &Path, url: &str, keys: &Keyring) -> Result<Report, BackupError> {
    let place = Place::new(url)?;
    let target = store::connect(&place.full()?).await?;
    let tables = store::postgres_tables(&target).await;
    store::close(target).await?;
    if !tables?.is_empty() {
        return Err(BackupError::Occupied(place.url.path().trim_start_matches('/').into()));
    }
    let (dump, manifest) = opened(keys, from).await?;
    fill(&place, dump.path(), &manifest).await?;
    let bytes = std::fs::metadata(from)?.len();
    Ok(Report::new(&manifest, Path::new(place.url.path().trim_start_matches('/')), bytes, true))
}

/// Open a backup to its end into a private file, so that nothing unproven reaches a database.
async fn opened(keys: &Keyring, from: &Path) -> Result<(tempfile::NamedTempFile, Manifest), BackupError> {
    let (keys, from) = (keys.clone(), from.to_owned());
    let (dump, manifest) = blocking(move || {
        let mut dump = tempfile::NamedTempFile::new()?;
        let manifest = file::open(&keys, &from, dump.as_file_mut())?;
        Ok((dump, manifest))
    })
    .await?;
    if manifest.engine == Engine::Postgres { Ok((dump, manifest)) } else { Err(BackupError::AnotherEngine) }
}

/// Restore a dump into an empty database, all or nothing, and compare what is in it then.
async fn fill(place: &Place, dump: &Path, wanted: &Manifest) -> Result<(), BackupError> {
    let (tool, path) = (place.clone(), dump.to_owned());
    blocking(move || {
        let mut command = tool.command("pg_restore");
        command.args(["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]).arg(path);
        run("pg_restore", command, |output| Ok(std::io::copy(output, &mut std::io::sink())?))
    })
    .await?;
    let target = store::connect(&place.full()?).await?;
    let found = store::manifest(&target, Engine::Postgres).await;
    store::close(target).await?;
    wanted.difference(&found?).map_or(Ok(()), |table| Err(BackupError::Different(table)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_never_stands_in_a_command_line() {
        let place = Place::new("postgres://engawa:s%40fe%2Bword@db.example/engawa").unwrap();
        assert_eq!(place.password.as_deref(), Some("s@fe+word"));
        let command = place.command("pg_dump");
        let shown = format!("{:?}", command.get_args().collect::<Vec<_>>());
        assert!(!shown.contains("fe") && shown.contains("engawa@db.example"), "{shown}");
        assert_eq!(Place::new(&place.full().unwrap()).unwrap().password, place.password);
        assert_eq!(place.named("other").url.path(), "/other");
    }

    #[test]
    fn a_missing_tool_is_named() {
        let missing = run("pg_dump", Command::new("engawa-no-such-tool"), |_output| Ok(()));
        assert!(matches!(missing, Err(BackupError::ToolMissing("pg_dump"))));
    }
}
