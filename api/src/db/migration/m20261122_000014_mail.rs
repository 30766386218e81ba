//! E-mail for staff: their addresses, and which notices go there.

step!("m20261122_000014_mail");

/// A notice with a time in `mail_at` waits for the mail server; one mailbox a person, so the notice is its own delivery.
const TABLES: &str = "
ALTER TABLE notice ADD COLUMN mail TEXT NOT NULL DEFAULT 'none';

ALTER TABLE notice ADD COLUMN mail_at BIG;

ALTER TABLE notice ADD COLUMN mail_tries INT NOT NULL DEFAULT 0;

CREATE INDEX notice_to_mail ON notice (mail_at) WHERE mail_at IS NOT NULL;

CREATE TABLE mail_address (
  person_id ID PRIMARY KEY REFERENCES person (id),
  facility_id ID NOT NULL REFERENCES facility (id),
  address BYTES NOT NULL,
  confirmed_at BIG,
  code BYTES,
  code_made_at BIG,
  code_typed INT NOT NULL,
  send_at BIG,
  send_tries INT NOT NULL,
  refused BOOL NOT NULL,
  version INT NOT NULL,
  CHECK ((code IS NULL) = (confirmed_at IS NOT NULL)),
  CHECK ((code IS NULL) = (code_made_at IS NULL)),
  CHECK (send_at IS NULL OR code IS NOT NULL)
) STRICT_TABLE;

CREATE INDEX mail_address_to_send ON mail_address (send_at) WHERE send_at IS NOT NULL;
";
