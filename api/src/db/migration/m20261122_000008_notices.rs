//! What reaches a pocket: whom to tell about what and when, the phones that may be reached, and each notice on its way.

step!("m20261122_000008_notices");

/// Instants are milliseconds, days are days since 1970, times of day are minutes, sealed columns are bytes.
/// A notice with a time in `push_at` is what the outbox is: it is written with its cause, and taken from there once.
const TABLES: &str = "
ALTER TABLE notice ADD COLUMN subject_day INT;

ALTER TABLE notice ADD COLUMN once TEXT;

ALTER TABLE notice ADD COLUMN push TEXT NOT NULL DEFAULT 'none';

ALTER TABLE notice ADD COLUMN push_at BIG;

CREATE UNIQUE INDEX notice_once ON notice (person_id, once);

CREATE INDEX notice_to_push ON notice (push_at) WHERE push_at IS NOT NULL;

CREATE INDEX notice_by_time ON notice (made_at);

ALTER TABLE talk_offer ADD COLUMN unreached BOOL NOT NULL DEFAULT FALSE;

CREATE TABLE notice_setting (
  person_id ID PRIMARY KEY REFERENCES person (id),
  facility_id ID NOT NULL REFERENCES facility (id),
  about TEXT NOT NULL,
  quiet_from INT,
  quiet_until INT,
  not_before BIG,
  checkin_minute INT,
  version INT NOT NULL,
  CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
) STRICT_TABLE;

CREATE INDEX notice_setting_by_checkin ON notice_setting (facility_id) WHERE checkin_minute IS NOT NULL;

CREATE TABLE push_subscription (
  id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  person_id ID NOT NULL REFERENCES person (id),
  session_id ID NOT NULL REFERENCES session (id),
  endpoint_digest BYTES NOT NULL,
  address BYTES NOT NULL,
  service TEXT NOT NULL,
  made_at BIG NOT NULL,
  accepted_at BIG,
  trouble TEXT,
  ended_at BIG,
  ended_because TEXT,
  CHECK ((ended_at IS NULL) = (ended_because IS NULL))
) STRICT_TABLE;

CREATE UNIQUE INDEX push_subscription_endpoint ON push_subscription (endpoint_digest) WHERE ended_at IS NULL;

CREATE INDEX push_subscription_by_person ON push_subscription (person_id);

CREATE TABLE push_delivery (
  id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  person_id ID NOT NULL REFERENCES person (id),
  notice_id ID NOT NULL REFERENCES notice (id),
  subscription_id ID NOT NULL REFERENCES push_subscription (id),
  state TEXT NOT NULL,
  tries INT NOT NULL,
  next_at BIG,
  made_at BIG NOT NULL,
  settled_at BIG,
  reason TEXT,
  CHECK (state IN ('queued', 'accepted', 'failed')),
  CHECK ((state = 'queued') = (next_at IS NOT NULL)),
  CHECK ((state = 'failed') = (reason IS NOT NULL))
) STRICT_TABLE;

CREATE INDEX push_delivery_due ON push_delivery (next_at) WHERE next_at IS NOT NULL;

CREATE INDEX push_delivery_by_notice ON push_delivery (notice_id);

CREATE INDEX push_delivery_by_subscription ON push_delivery (subscription_id, made_at);
";
