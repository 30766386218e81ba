//! The tables of this feature. Plans and words are sealed bytes.

/// Plans.
pub mod comfort_plan {
    use sea_orm::entity::prelude::*;

    /// The plan of one person.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "comfort_plan")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        pub facility_id: Uuid,
        pub body: Vec<u8>,
        pub updated_at: i64,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// When somebody shall say hello.
pub mod hello_rule {
    use sea_orm::entity::prelude::*;

    /// The rule of one person.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "hello_rule")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        pub facility_id: Uuid,
        pub after_days: Option<i16>,
        pub to_id: Option<Uuid>,
        pub how: Option<Vec<u8>>,
        pub paused_until: Option<i32>,
        pub set_at: i64,
        pub raised_at: Option<i64>,
        pub next_at: Option<i64>,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Hellos that are due, or were.
pub mod hello {
    use sea_orm::entity::prelude::*;

    /// One hello.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "hello")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub facility_id: Uuid,
        pub person_id: Uuid,
        pub reason: String,
        pub to_id: Option<Uuid>,
        pub checkin_id: Option<Uuid>,
        pub raised_at: i64,
        pub closed_at: Option<i64>,
        pub closed_because: Option<String>,
        pub closed_by: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
