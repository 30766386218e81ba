//! The tables of this feature. Plans, messages, labels and reflections are sealed bytes.

/// The calendar of a facility as a whole.
pub mod facility_calendar {
    use sea_orm::entity::prelude::*;

    /// How often it changed, and the days off.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "facility_calendar")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub facility_id: Uuid,
        pub revision: i64,
        pub days_off: Option<String>,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Gatherings.
pub mod gathering {
    use sea_orm::entity::prelude::*;

    /// A gathering, without its plan.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "gathering")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub facility_id: Uuid,
        pub kind: String,
        pub audience: String,
        pub state: String,
        pub message: Option<Vec<u8>>,
        pub proposed_by: Option<Uuid>,
        pub created_by: Uuid,
        pub created_at: i64,
        pub decided_by: Option<Uuid>,
        pub decided_at: Option<i64>,
        pub updated_at: i64,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The people that a gathering is for, where they are named.
pub mod gathering_person {
    use sea_orm::entity::prelude::*;

    /// One of them.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "gathering_person")]
    #[expect(clippy::struct_field_names, reason = "columns are named after what they point to")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub gathering_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        pub facility_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Phases of gatherings.
pub mod gathering_phase {
    use sea_orm::entity::prelude::*;

    /// A plan that holds from a day on.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "gathering_phase")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub gathering_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub from_day: i32,
        pub facility_id: Uuid,
        pub until_day: Option<i32>,
        pub plan: Vec<u8>,
        pub changed_at: i64,
        pub sequence: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What is different about single occurrences.
pub mod occurrence_change {
    use sea_orm::entity::prelude::*;

    /// One of them, by the date its rule gives.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "occurrence_change")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub gathering_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub recurrence_day: i32,
        pub facility_id: Uuid,
        pub plan: Vec<u8>,
        pub changed_at: i64,
        pub sequence: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who takes part, and how.
pub mod participation {
    use sea_orm::entity::prelude::*;

    /// What one person said about one occurrence, and whether they were there.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "participation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub gathering_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub recurrence_day: i32,
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        pub facility_id: Uuid,
        pub mode: Option<String>,
        pub shown: bool,
        pub asked_at: Option<i64>,
        pub attended: Option<String>,
        pub attended_at: Option<i64>,
        pub confirmed: Option<String>,
        pub confirmed_by: Option<Uuid>,
        pub confirmed_at: Option<i64>,
        pub reflection: Option<Vec<u8>>,
        pub updated_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Cards held up during gatherings.
pub mod gathering_signal {
    use sea_orm::entity::prelude::*;

    /// One card of one person.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "gathering_signal")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub gathering_id: Uuid,
        pub recurrence_day: i32,
        pub facility_id: Uuid,
        pub person_id: Uuid,
        pub kind: String,
        pub sent_at: i64,
        pub seen_by: Option<Uuid>,
        pub seen_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Private links for calendar apps.
pub mod calendar_feed {
    use sea_orm::entity::prelude::*;

    /// One link; only the digest of its token is kept.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "calendar_feed")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub facility_id: Uuid,
        pub person_id: Uuid,
        pub token_digest: Vec<u8>,
        pub detail: String,
        pub label: Option<Vec<u8>>,
        pub created_at: i64,
        pub last_used_on: Option<i32>,
        pub revoked_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
