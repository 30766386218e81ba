//! The tables of this feature. Addresses and keys of phones are sealed with their owner's key.

/// Phones that may be reached.
pub mod push_subscription {
    use sea_orm::entity::prelude::*;

    /// One browser on one phone.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "push_subscription")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub facility_id: Uuid,
        pub person_id: Uuid,
        pub session_id: Uuid,
        pub endpoint_digest: Vec<u8>,
        pub address: Vec<u8>,
        pub service: String,
        pub made_at: i64,
        pub accepted_at: Option<i64>,
        pub trouble: Option<String>,
        pub ended_at: Option<i64>,
        pub ended_because: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Notices on their way to phones.
pub mod push_delivery {
    use sea_orm::entity::prelude::*;

    /// One notice to one phone.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "push_delivery")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub facility_id: Uuid,
        pub person_id: Uuid,
        pub notice_id: Uuid,
        pub subscription_id: Uuid,
        pub state: String,
        pub tries: i32,
        pub next_at: Option<i64>,
        pub made_at: i64,
        pub settled_at: Option<i64>,
        pub reason: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
