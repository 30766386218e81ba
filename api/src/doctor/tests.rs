use super::*;
use crate::kernel::secret::Secret;

fn config(folder: &Path, public_url: &str) -> Config {
    Config {
        database: Target::File(folder.join("data/engawa.sqlite3")),
        data_dir: folder.join("data"),
        key_file: folder.join("master.key"),
        listen: "127.0.0.1:0".to_owned(),
        public_url: public_url.to_owned(),
        behind_proxy: false,
        metrics_token: None,
        push_contact: None,
        push_hosts: Vec::new(),
        push_to_this_machine: false,
        mail: None,
        demo: false,
    }
}

fn worst(findings: &[Finding]) -> Option<Level> {
    findings.iter().map(|finding| finding.level).max()
}

#[test]
fn an_address_is_https_or_stays_on_this_machine() {
    let folder = PathBuf::from("/nowhere");
    for (url, level) in [
        ("https://engawa.example", Level::Ok),
        ("http://127.0.0.1:8080", Level::Ok),
        ("http://[::1]:8080", Level::Ok),
        ("http://localhost:8080", Level::Ok),
        ("http://192.168.0.4:8080", Level::Bad),
        ("http://127.0.0.1.example", Level::Bad),
        ("", Level::Bad),
    ] {
        assert_eq!(address(&config(&folder, url)).level, level, "{url}");
    }
}

#[test]
fn mail_is_off_or_can_be_sent() {
    let folder = PathBuf::from("/nowhere");
    let mut config = config(&folder, "https://engawa.example");
    assert_eq!(mail(&config).level, Level::Ok);
    for (url, from, level) in [
        ("smtps://mail.example", "えんがわ <no-reply@engawa.example>", Level::Ok),
        ("smtp+starttls://a:b@mail.example", "no-reply@engawa.example", Level::Ok),
        ("smtp://mail.example", "no-reply@engawa.example", Level::Bad),
        ("smtps://mail.example", "no-reply", Level::Bad),
        ("mail.example", "no-reply@engawa.example", Level::Bad),
    ] {
        let said = Secret::new(url.to_owned());
        config.mail = Some(crate::config::MailConfig { url: said, from: from.to_owned() });
        assert_eq!(mail(&config).level, level, "{url} {from}");
        assert!(!mail(&config).what.contains("a:b"), "no password is said");
    }
}

#[test]
fn a_key_file_is_private_and_lies_somewhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = config(folder.path(), "http://localhost");
    assert_eq!(worst(&key_file(&config).0), Some(Level::Bad), "missing");
    std::fs::write(&config.key_file, b"short").unwrap();
    assert_eq!(worst(&key_file(&config).0), Some(Level::Bad), "not a key");
    std::fs::write(&config.key_file, [7; 32]).unwrap();
    if is_private(&config.key_file) == Some(false) {
        assert_eq!(worst(&key_file(&config).0), Some(Level::Bad), "readable by others");
    }
    close_to_others(&config.key_file);
    assert_eq!(worst(&key_file(&config).0), Some(Level::Ok));
    config.data_dir = folder.path().to_owned();
    assert_eq!(worst(&key_file(&config).0), Some(Level::Bad), "beside the data");
}

#[cfg(unix)]
fn close_to_others(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

#[cfg(not(unix))]
fn close_to_others(_path: &Path) {}

#[test]
fn a_clock_that_went_back_is_noticed() {
    let now = Instant(1_795_305_600_000);
    assert_eq!(clock(now, None).level, Level::Ok);
    assert_eq!(clock(now, Some(now.plus_seconds(300))).level, Level::Ok);
    assert_eq!(clock(now, Some(now.plus_days(1))).level, Level::Warn);
    assert_eq!(clock(Instant(0), None).level, Level::Bad);
}

#[test]
fn little_space_is_said_before_it_is_gone() {
    let levels = [0, disk::NO_SPACE, disk::LITTLE_SPACE].map(|kilobytes| disk::space(kilobytes).level);
    assert_eq!(levels, [Level::Bad, Level::Warn, Level::Ok]);
}
