//! The tables of this feature. Words, notes and texts are sealed bytes.

/// Check-ins.
pub mod checkin {
    use sea_orm::entity::prelude::*;

    /// A check-in, or what is left of a deleted one.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "checkin")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub facility_id: Uuid,
        pub mood: i16,
        pub energy: Option<i16>,
        pub body: Option<Vec<u8>>,
        pub source: String,
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

    impl super::super::diary::Dated for Entity {
        const PERSON: Column = Column::PersonId;
        const ID: Column = Column::Id;
        const FACILITY: Column = Column::FacilityId;
        const DAY: Column = Column::LocalDate;
        const RECEIVED: Column = Column::ReceivedAt;
        const DELETED: Column = Column::DeletedAt;
    }
}

/// Wins.
pub mod win {
    use sea_orm::entity::prelude::*;

    /// A win, or what is left of a deleted one.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "win")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub facility_id: Uuid,
        pub kind: String,
        pub text: Vec<u8>,
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

    impl super::super::diary::Dated for Entity {
        const PERSON: Column = Column::PersonId;
        const ID: Column = Column::Id;
        const FACILITY: Column = Column::FacilityId;
        const DAY: Column = Column::LocalDate;
        const RECEIVED: Column = Column::ReceivedAt;
        const DELETED: Column = Column::DeletedAt;
    }
}

/// A person's own words and questions.
pub mod personal_set {
    use sea_orm::entity::prelude::*;

    /// One list of a person.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "personal_set")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: String,
        pub facility_id: Uuid,
        pub body: Vec<u8>,
        pub updated_at: i64,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
