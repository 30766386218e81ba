//! The tables of this feature.

use sea_orm::entity::prelude::*;

/// One row of a facility's help page.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "help_resource")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose page it is on.
    pub facility_id: Uuid,
    /// Name in Japanese.
    pub name_ja: String,
    /// How it is read.
    pub yomi: String,
    /// Name in English; may be empty.
    pub name_en: String,
    /// How people reach it.
    pub kind: String,
    /// The number to dial.
    pub number: Option<String>,
    /// The page to open.
    pub url: Option<String>,
    /// When, in Japanese.
    pub hours_ja: String,
    /// When, in English.
    pub hours_en: Option<String>,
    /// Where it helps (ISO 3166-2).
    pub region: String,
    /// Place on the page.
    pub sort_order: i32,
    /// The day of the last check, in days since 1970.
    pub verified_on: Option<i32>,
    /// Who checked it.
    pub verified_by: Option<Uuid>,
    /// Since when it is off the page.
    pub hidden_at: Option<i64>,
    /// Grows with every change.
    pub version: i32,
}

/// It names no other entity.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Concerns.
pub mod concern {
    use sea_orm::entity::prelude::*;

    /// One concern. Words and message are sealed with the key of whoever raised it.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "concern")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub facility_id: Uuid,
        pub raised_by: Uuid,
        pub kind: String,
        pub about_id: Option<Uuid>,
        pub words: Option<Vec<u8>>,
        pub wants_to_talk: bool,
        pub raised_at: i64,
        pub closed_at: Option<i64>,
        pub closed_by: Option<Uuid>,
        pub message: Option<Vec<u8>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
