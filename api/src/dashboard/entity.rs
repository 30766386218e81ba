//! The table of this feature.

/// What somebody took care of.
pub mod dashboard_mark {
    use sea_orm::entity::prelude::*;

    /// One row that was closed.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "dashboard_mark")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub item_id: Uuid,
        pub facility_id: Uuid,
        pub kind: String,
        pub subject_id: Option<Uuid>,
        pub closed_by: Uuid,
        pub closed_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
