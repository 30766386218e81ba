//! Who took care of what the dashboard showed; and weeks of a facility that nobody can be found in.

step!("m20261122_000016_dashboard");

const TABLES: &str = "
CREATE TABLE dashboard_mark (
  item_id ID PRIMARY KEY,
  facility_id ID NOT NULL REFERENCES facility (id),
  kind TEXT NOT NULL,
  subject_id ID,
  closed_by ID NOT NULL REFERENCES person (id),
  closed_at BIG NOT NULL
) STRICT_TABLE;

CREATE INDEX dashboard_mark_by_facility ON dashboard_mark (facility_id, closed_at);

CREATE TABLE mood_week (
  facility_id ID NOT NULL REFERENCES facility (id),
  first_day INT NOT NULL,
  people INT NOT NULL,
  days INT NOT NULL,
  entries INT NOT NULL,
  hard_people INT NOT NULL,
  hard_entries INT NOT NULL,
  usual_people INT NOT NULL,
  usual_entries INT NOT NULL,
  good_people INT NOT NULL,
  good_entries INT NOT NULL,
  PRIMARY KEY (facility_id, first_day)
) STRICT_TABLE;
";
