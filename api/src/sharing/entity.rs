//! The tables of this feature. Words and reasons are sealed bytes.

/// What somebody shows.
pub mod share_grant {
    use sea_orm::entity::prelude::*;

    /// One showing.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "share_grant")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub facility_id: Uuid,
        pub person_id: Uuid,
        pub shows: String,
        pub checkin_id: Option<Uuid>,
        pub from_day: i32,
        pub until_day: i32,
        pub to_kind: String,
        pub to_id: Option<Uuid>,
        pub created_at: i64,
        pub ended_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// 「見たよ」.
pub mod acknowledgement {
    use sea_orm::entity::prelude::*;

    /// Somebody says that they have read it.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "acknowledgement")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub facility_id: Uuid,
        pub person_id: Uuid,
        pub entry_id: Uuid,
        pub by_id: Uuid,
        pub words: Option<Vec<u8>>,
        pub at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What may be seen of somebody in need.
pub mod openness {
    use sea_orm::entity::prelude::*;

    /// One person's choice.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "openness")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        pub facility_id: Uuid,
        pub checkins: bool,
        pub notes: bool,
        pub comfort_plan: bool,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Looks in need.
pub mod break_glass {
    use sea_orm::entity::prelude::*;

    /// One look.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "break_glass")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub facility_id: Uuid,
        pub person_id: Uuid,
        pub opened_by: Uuid,
        pub reason: Vec<u8>,
        pub opened_at: i64,
        pub until: i64,
        pub closed_at: Option<i64>,
        pub reviewed_at: Option<i64>,
        pub reviewed_by: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
