//! Open devices of a facility, the one that was closed longest first.

step!("m20261122_000018_idle_devices");

const TABLES: &str = "
CREATE INDEX session_open ON session (facility_id, rotated_at) WHERE ended_at IS NULL;
";
