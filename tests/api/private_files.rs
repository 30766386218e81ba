//! What lies on the disk is its owner's alone, and the key is made once and by nobody but the first start.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use engawa::config::Config;
use tests::{Backend, World};

fn binary() -> std::path::PathBuf {
    let here = std::env::current_exe().unwrap();
    here.parent().and_then(Path::parent).unwrap().join("engawa")
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(binary());
    command.args(arguments).env_remove("DATABASE_URL");
    command.env("ENGAWA_DATA_DIR", folder.join("data")).env("ENGAWA_KEY_FILE", folder.join("key/master.key"));
    command.output().unwrap()
}

#[test]
fn a_new_database_and_its_journal_can_be_read_by_their_owner_only() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let world = World::open(Backend::Sqlite).await;
        world.haru().await;
        let file = Config::sqlite_file(&world.data_dir());

        for end in ["", "-wal", "-shm"] {
            let path = format!("{}{end}", file.display());
            let mode = std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{path}: {mode:o}");
        }
    });
}

/// A key made by these would open nothing, and would stand in the way of the right one.
#[test]
fn backup_and_restore_never_make_a_key() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("copy"), "not a backup").unwrap();

    for arguments in [["backup", "/dev/null"], ["restore", folder.path().join("copy").to_str().unwrap()]] {
        let done = run(folder.path(), &arguments);
        let said = String::from_utf8_lossy(&done.stderr).into_owned();

        assert!(!done.status.success(), "{arguments:?}");
        assert!(said.contains("master.key") && said.contains("missing"), "{arguments:?}: {said}");
        assert!(!folder.path().join("key").exists(), "{arguments:?} made a key");
        assert!(!folder.path().join("data/engawa.sqlite3").exists(), "{arguments:?} made a database");
    }
}
