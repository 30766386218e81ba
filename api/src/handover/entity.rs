//! The table of this feature.

use sea_orm::entity::prelude::*;

/// One handover. Words and message are sealed with the key of the one it is about.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "handover")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Where.
    pub facility_id: Uuid,
    /// Whom it is about.
    pub about_id: Uuid,
    /// Who proposed it.
    pub author_id: Uuid,
    /// The words for staff.
    pub words: Option<Vec<u8>>,
    /// How far it was kept.
    pub state: String,
    /// When it was proposed.
    pub proposed_at: i64,
    /// When the one it is about said yes.
    pub agreed_at: Option<i64>,
    /// When one of the staff took it.
    pub accepted_at: Option<i64>,
    /// Who.
    pub accepted_by: Option<Uuid>,
    /// When it ended.
    pub ended_at: Option<i64>,
    /// Who answered.
    pub closed_by: Option<Uuid>,
    /// What came of it.
    pub outcome: Option<String>,
    /// Words of staff.
    pub message: Option<Vec<u8>>,
}

/// It names no other entity.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
