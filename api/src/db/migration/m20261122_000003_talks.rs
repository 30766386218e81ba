//! Who can I talk to now: leases, requests with their offers and events, notices, and the sequence of
//! changes that open screens follow.

step!("m20261122_000003_talks");

/// Instants are milliseconds, sealed columns are bytes, lists are words with commas between.
const TABLES: &str = "
CREATE TABLE talk_board (
  facility_id ID PRIMARY KEY REFERENCES facility (id),
  revision BIG NOT NULL,
  settings TEXT,
  version INT NOT NULL
) STRICT_TABLE;

CREATE TABLE talk_profile (
  person_id ID PRIMARY KEY REFERENCES person (id),
  facility_id ID NOT NULL REFERENCES facility (id),
  words BYTES,
  topics TEXT NOT NULL,
  card_version INT NOT NULL,
  slots TEXT NOT NULL,
  slots_version INT NOT NULL,
  resting_until BIG
) STRICT_TABLE;

CREATE INDEX talk_profile_by_facility ON talk_profile (facility_id);

CREATE TABLE availability (
  id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  person_id ID NOT NULL REFERENCES person (id),
  since BIG NOT NULL,
  until BIG NOT NULL,
  modes TEXT NOT NULL,
  style TEXT NOT NULL,
  topics TEXT NOT NULL,
  place BYTES,
  link BYTES,
  ended_at BIG,
  ended_by ID REFERENCES person (id),
  ended_why TEXT,
  reason BYTES,
  CHECK (until > since),
  CHECK ((ended_at IS NULL) = (ended_why IS NULL))
) STRICT_TABLE;

CREATE UNIQUE INDEX availability_live ON availability (person_id) WHERE ended_at IS NULL;

CREATE INDEX availability_by_facility ON availability (facility_id) WHERE ended_at IS NULL;

CREATE INDEX availability_due ON availability (until) WHERE ended_at IS NULL;

CREATE TABLE talk_request (
  id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  asker_id ID NOT NULL REFERENCES person (id),
  to_id ID REFERENCES person (id),
  wish TEXT NOT NULL,
  mode TEXT NOT NULL,
  words BYTES,
  words_for_staff BOOL NOT NULL,
  tell_staff BOOL NOT NULL,
  state TEXT NOT NULL,
  version INT NOT NULL,
  asked_at BIG NOT NULL,
  search_until BIG NOT NULL,
  next_action_at BIG,
  acceptor_id ID REFERENCES person (id),
  by_staff BOOL NOT NULL,
  meet_at BIG,
  started_at BIG,
  ended_at BIG,
  reminded BOOL NOT NULL,
  outcome TEXT,
  meeting BYTES,
  message BYTES,
  relief BYTES,
  events INT NOT NULL,
  CHECK (state = 'closed' OR next_action_at IS NOT NULL),
  CHECK (state IN ('requested', 'offered', 'accepted', 'in_talk', 'ended', 'escalated', 'unmatched', 'followed_up', 'cancelled', 'closed')),
  CHECK (state NOT IN ('accepted', 'in_talk') OR acceptor_id IS NOT NULL),
  CHECK (state NOT IN ('requested', 'offered', 'escalated', 'unmatched') OR acceptor_id IS NULL),
  CHECK (state <> 'closed' OR outcome IS NOT NULL)
) STRICT_TABLE;

CREATE UNIQUE INDEX talk_request_open ON talk_request (asker_id) WHERE state IN ('requested', 'offered', 'accepted', 'in_talk', 'escalated');

CREATE INDEX talk_request_by_asker ON talk_request (asker_id, asked_at, id);

CREATE INDEX talk_request_due ON talk_request (next_action_at) WHERE next_action_at IS NOT NULL;

CREATE INDEX talk_request_by_facility ON talk_request (facility_id, state);

CREATE TABLE talk_offer (
  id ID PRIMARY KEY,
  request_id ID NOT NULL REFERENCES talk_request (id),
  facility_id ID NOT NULL REFERENCES facility (id),
  supporter_id ID NOT NULL REFERENCES person (id),
  place INT NOT NULL,
  state TEXT NOT NULL,
  sent_at BIG NOT NULL,
  due BIG NOT NULL,
  UNIQUE (request_id, supporter_id),
  CHECK (state IN ('sent', 'seen', 'accepted', 'passed', 'expired', 'withdrawn'))
) STRICT_TABLE;

CREATE UNIQUE INDEX talk_offer_accepted ON talk_offer (request_id) WHERE state = 'accepted';

CREATE INDEX talk_offer_by_supporter ON talk_offer (supporter_id, state);

CREATE TABLE talk_meeting (
  request_id ID NOT NULL REFERENCES talk_request (id),
  supporter_id ID NOT NULL REFERENCES person (id),
  facility_id ID NOT NULL REFERENCES facility (id),
  asker_id ID NOT NULL REFERENCES person (id),
  began_at BIG NOT NULL,
  started BOOL NOT NULL,
  ended_at BIG,
  PRIMARY KEY (request_id, supporter_id)
) CLUSTERED_TABLE;

CREATE UNIQUE INDEX talk_meeting_live ON talk_meeting (supporter_id) WHERE ended_at IS NULL;

CREATE INDEX talk_meeting_by_facility ON talk_meeting (facility_id, began_at);

CREATE TABLE talk_event (
  request_id ID NOT NULL REFERENCES talk_request (id),
  n INT NOT NULL,
  facility_id ID NOT NULL REFERENCES facility (id),
  kind TEXT NOT NULL,
  at BIG NOT NULL,
  PRIMARY KEY (request_id, n)
) CLUSTERED_TABLE;

CREATE TABLE talk_block (
  person_id ID NOT NULL REFERENCES person (id),
  blocked_id ID NOT NULL REFERENCES person (id),
  facility_id ID NOT NULL REFERENCES facility (id),
  blocked_at BIG NOT NULL,
  PRIMARY KEY (person_id, blocked_id)
) CLUSTERED_TABLE;

CREATE INDEX talk_block_by_facility ON talk_block (facility_id);

CREATE TABLE notice (
  id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  person_id ID NOT NULL REFERENCES person (id),
  kind TEXT NOT NULL,
  subject_id ID,
  made_at BIG NOT NULL,
  useful_until BIG NOT NULL,
  read_at BIG
) STRICT_TABLE;

CREATE INDEX notice_by_person ON notice (person_id, made_at, id);

CREATE TABLE facility_change (
  facility_id ID NOT NULL REFERENCES facility (id),
  n BIG NOT NULL,
  topic TEXT NOT NULL,
  person_id ID,
  staff_only BOOL NOT NULL,
  at BIG NOT NULL,
  PRIMARY KEY (facility_id, n)
) CLUSTERED_TABLE;

CREATE INDEX facility_change_by_time ON facility_change (at);

CREATE TABLE facility_change_seq (
  facility_id ID PRIMARY KEY REFERENCES facility (id),
  n BIG NOT NULL
) STRICT_TABLE;
";
