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

/// What staff typed in from paper.
pub mod proxy_entry {
    use sea_orm::entity::prelude::*;

    /// Who typed in a check-in for its owner.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "proxy_entry")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub checkin_id: Uuid,
        pub facility_id: Uuid,
        pub person_id: Uuid,
        pub by_id: Uuid,
        pub at: i64,
        pub nodded_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Weeks of a facility, counted once.
pub mod mood_week {
    use sea_orm::entity::prelude::*;

    /// One week.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "mood_week")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub facility_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub first_day: i32,
        pub people: i32,
        pub days: i32,
        pub entries: i32,
        pub hard_people: i32,
        pub hard_entries: i32,
        pub usual_people: i32,
        pub usual_entries: i32,
        pub good_people: i32,
        pub good_entries: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
