//! People, sign-in, check-ins, wins, help resources, audit.

use sea_orm::{ConnectionTrait as _, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

use super::{lay, no_way_back};
use crate::db::portable;

/// See the module.
pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000001_first"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let backend = manager.get_database_backend();
        lay(manager, TABLES).await?;
        for sql in portable::append_only(backend, "audit_event") {
            db.execute_unprepared(&sql).await?;
        }
        Ok(())
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        no_way_back()
    }
}

/// Instants are milliseconds, days are days since 1970, sealed columns are bytes.
const TABLES: &str = "
CREATE TABLE installation (
  id INT PRIMARY KEY,
  setup_digest BYTES NOT NULL,
  created_at BIG NOT NULL
) STRICT_TABLE;

CREATE TABLE wrapped_key (
  owner ID PRIMARY KEY,
  wrapped_by ID NOT NULL,
  key BYTES NOT NULL
) CLUSTERED_TABLE;

CREATE TABLE facility (
  id ID PRIMARY KEY,
  name TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  time_zone TEXT NOT NULL,
  house_rules TEXT,
  change_seq BIG NOT NULL,
  version INT NOT NULL,
  created_at BIG NOT NULL
) STRICT_TABLE;

CREATE TABLE person (
  id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  nickname BYTES NOT NULL,
  legal_name BYTES,
  language TEXT NOT NULL,
  preferences BYTES NOT NULL,
  pledge_version INT,
  pledged_at BIG,
  joined_at BIG NOT NULL,
  ended_at BIG,
  version INT NOT NULL
) STRICT_TABLE;

CREATE INDEX person_by_facility ON person (facility_id, joined_at, id);

CREATE TABLE person_role (
  person_id ID NOT NULL REFERENCES person (id),
  facility_id ID NOT NULL REFERENCES facility (id),
  role TEXT NOT NULL,
  granted_by ID,
  granted_at BIG NOT NULL,
  PRIMARY KEY (person_id, role)
) CLUSTERED_TABLE;

CREATE TABLE credential (
  person_id ID PRIMARY KEY REFERENCES person (id),
  facility_id ID NOT NULL REFERENCES facility (id),
  login_digest BYTES NOT NULL UNIQUE,
  login_name BYTES NOT NULL,
  password_hash TEXT NOT NULL,
  totp_secret BYTES NOT NULL,
  totp_last_step BIG NOT NULL,
  updated_at BIG NOT NULL
) STRICT_TABLE;

CREATE TABLE recovery_code (
  person_id ID NOT NULL REFERENCES person (id),
  digest BYTES NOT NULL,
  used_at BIG,
  PRIMARY KEY (person_id, digest)
) CLUSTERED_TABLE;

CREATE TABLE session (
  id ID PRIMARY KEY,
  person_id ID NOT NULL REFERENCES person (id),
  facility_id ID NOT NULL REFERENCES facility (id),
  device TEXT NOT NULL,
  generation INT NOT NULL,
  created_at BIG NOT NULL,
  rotated_at BIG NOT NULL,
  ended_at BIG
) STRICT_TABLE;

CREATE INDEX session_by_person ON session (person_id, created_at, id);

CREATE TABLE invitation (
  id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  role TEXT NOT NULL,
  label BYTES,
  for_person_id ID REFERENCES person (id),
  token_digest BYTES NOT NULL UNIQUE,
  code_digest BYTES NOT NULL UNIQUE,
  created_by ID NOT NULL REFERENCES person (id),
  created_at BIG NOT NULL,
  expires_at BIG NOT NULL,
  used_at BIG,
  revoked_at BIG
) STRICT_TABLE;

CREATE INDEX invitation_by_facility ON invitation (facility_id, created_at, id);

CREATE TABLE sign_in_link (
  digest BYTES PRIMARY KEY,
  person_id ID NOT NULL REFERENCES person (id),
  expires_at BIG NOT NULL,
  used_at BIG
) CLUSTERED_TABLE;

CREATE TABLE checkin (
  person_id ID NOT NULL REFERENCES person (id),
  id ID NOT NULL,
  facility_id ID NOT NULL REFERENCES facility (id),
  mood SMALL NOT NULL,
  energy SMALL,
  body BYTES,
  source TEXT NOT NULL,
  occurred_at BIG NOT NULL,
  received_at BIG NOT NULL,
  local_date INT NOT NULL,
  updated_at BIG NOT NULL,
  deleted_at BIG,
  version INT NOT NULL,
  CHECK (mood BETWEEN 1 AND 5),
  CHECK (energy BETWEEN 1 AND 3),
  PRIMARY KEY (person_id, id)
) CLUSTERED_TABLE;

CREATE INDEX checkin_by_day ON checkin (person_id, local_date, received_at);

CREATE TABLE win (
  person_id ID NOT NULL REFERENCES person (id),
  id ID NOT NULL,
  facility_id ID NOT NULL REFERENCES facility (id),
  kind TEXT NOT NULL,
  text BYTES NOT NULL,
  occurred_at BIG NOT NULL,
  received_at BIG NOT NULL,
  local_date INT NOT NULL,
  updated_at BIG NOT NULL,
  deleted_at BIG,
  version INT NOT NULL,
  PRIMARY KEY (person_id, id)
) CLUSTERED_TABLE;

CREATE INDEX win_by_day ON win (person_id, local_date, received_at);

CREATE TABLE personal_set (
  person_id ID NOT NULL REFERENCES person (id),
  kind TEXT NOT NULL,
  facility_id ID NOT NULL REFERENCES facility (id),
  body BYTES NOT NULL,
  updated_at BIG NOT NULL,
  version INT NOT NULL,
  PRIMARY KEY (person_id, kind)
) CLUSTERED_TABLE;

CREATE TABLE help_resource (
  id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  name_ja TEXT NOT NULL,
  yomi TEXT NOT NULL,
  name_en TEXT NOT NULL,
  kind TEXT NOT NULL,
  number TEXT,
  url TEXT,
  hours_ja TEXT NOT NULL,
  hours_en TEXT,
  region TEXT NOT NULL,
  sort_order INT NOT NULL,
  verified_on INT,
  verified_by ID REFERENCES person (id),
  hidden_at BIG,
  version INT NOT NULL
) STRICT_TABLE;

CREATE INDEX help_resource_by_facility ON help_resource (facility_id, sort_order, id);

CREATE TABLE audit_head (
  facility_id ID PRIMARY KEY REFERENCES facility (id),
  seq BIG NOT NULL,
  hash BYTES NOT NULL
) STRICT_TABLE;

CREATE TABLE audit_event (
  facility_id ID NOT NULL REFERENCES facility (id),
  seq BIG NOT NULL,
  at BIG NOT NULL,
  actor_id ID,
  action TEXT NOT NULL,
  decision TEXT NOT NULL,
  subject ID,
  request_id ID NOT NULL,
  hash BYTES NOT NULL,
  PRIMARY KEY (facility_id, seq)
) CLUSTERED_TABLE;

CREATE TABLE idempotency (
  scope BYTES NOT NULL,
  key_digest BYTES NOT NULL,
  request_digest BYTES NOT NULL,
  answer BYTES NOT NULL,
  created_at BIG NOT NULL,
  PRIMARY KEY (scope, key_digest)
) CLUSTERED_TABLE;

CREATE INDEX idempotency_by_age ON idempotency (created_at);
";
