//! つなぐ: what a supporter would like staff to go on with, and the yes of the one it is about.

step!("m20261122_000019_handovers");

/// That staff have nothing without a yes, and that nothing is left of what nobody agreed to, is in the table, not only
/// in the code.
const TABLES: &str = "
CREATE TABLE handover (
  id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  about_id ID NOT NULL REFERENCES person (id),
  author_id ID NOT NULL REFERENCES person (id),
  words BYTES,
  state TEXT NOT NULL,
  proposed_at BIG NOT NULL,
  agreed_at BIG,
  accepted_at BIG,
  accepted_by ID REFERENCES person (id),
  ended_at BIG,
  closed_by ID REFERENCES person (id),
  outcome TEXT,
  message BYTES,
  CHECK (about_id <> author_id),
  CHECK (state IN ('proposed', 'agreed', 'accepted', 'closed', 'declined', 'withdrawn', 'lapsed')),
  CHECK (state NOT IN ('agreed', 'accepted', 'closed') OR agreed_at IS NOT NULL),
  CHECK (state NOT IN ('proposed', 'declined', 'lapsed') OR agreed_at IS NULL),
  CHECK (state NOT IN ('declined', 'withdrawn', 'lapsed') OR words IS NULL),
  CHECK (state NOT IN ('accepted', 'closed') OR accepted_at IS NOT NULL),
  CHECK ((accepted_at IS NULL) = (accepted_by IS NULL)),
  CHECK ((state IN ('proposed', 'agreed', 'accepted')) = (ended_at IS NULL)),
  CHECK ((state = 'closed') = (closed_by IS NOT NULL)),
  CHECK ((closed_by IS NULL) = (message IS NULL)),
  CHECK ((closed_by IS NULL) = (outcome IS NULL)),
  CHECK (outcome IS NULL OR outcome IN ('talked', 'professional', 'later'))
) STRICT_TABLE;

CREATE UNIQUE INDEX handover_open ON handover (author_id, about_id) WHERE state IN ('proposed', 'agreed', 'accepted');

CREATE INDEX handover_waiting ON handover (proposed_at) WHERE state = 'proposed';

CREATE INDEX handover_by_facility ON handover (facility_id, state, agreed_at, id);

CREATE INDEX handover_by_about ON handover (about_id, proposed_at, id);

CREATE INDEX handover_by_author ON handover (author_id, proposed_at, id);
";
