//! Where supporters are in the weeks they plan, sealed.

step!("m20261122_000015_slot_places");

const TABLES: &str = "
ALTER TABLE talk_profile ADD COLUMN slot_places BYTES;
";
