//! The tables of this feature. Everything that says how somebody is, is sealed with their own key.

/// What supporters keep about themselves.
pub mod selfcare_log {
    use sea_orm::entity::prelude::*;

    /// A log, or what is left of a deleted one.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "selfcare_log")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub facility_id: Uuid,
        pub about: String,
        pub body: Vec<u8>,
        pub occurred_at: i64,
        pub received_at: i64,
        pub local_date: i32,
        pub updated_at: i64,
        pub deleted_at: Option<i64>,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl crate::checkins::diary::Dated for Entity {
        const PERSON: Column = Column::PersonId;
        const ID: Column = Column::Id;
        const FACILITY: Column = Column::FacilityId;
        const DAY: Column = Column::LocalDate;
        const RECEIVED: Column = Column::ReceivedAt;
        const DELETED: Column = Column::DeletedAt;
    }
}

/// Consultations.
pub mod consultation {
    use sea_orm::entity::prelude::*;

    /// One of them.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "consultation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub facility_id: Uuid,
        pub supporter_id: Uuid,
        pub about: String,
        pub month: Option<i32>,
        pub words: Option<Vec<u8>>,
        pub state: String,
        pub asked_at: i64,
        pub due_on: i32,
        pub times: String,
        pub agreed_at: Option<i64>,
        pub staff_id: Option<Uuid>,
        pub held: Option<bool>,
        pub take_home: Option<Vec<u8>>,
        pub closed_at: Option<i64>,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
