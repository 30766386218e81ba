//! The tables of this feature.

/// Notices.
pub mod notice {
    use sea_orm::entity::prelude::*;

    /// One notice of one person.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "notice")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub facility_id: Uuid,
        pub person_id: Uuid,
        pub kind: String,
        pub subject_id: Option<Uuid>,
        pub made_at: i64,
        pub useful_until: i64,
        pub read_at: Option<i64>,
        /// Of a date in the calendar: which.
        pub subject_day: Option<i32>,
        /// What may be said once only.
        pub once: Option<String>,
        /// Whether it reached a phone.
        pub push: String,
        /// From when on it may be sent to phones; nothing when it is not to, or is sent.
        pub push_at: Option<i64>,
        /// Whether it reached a mailbox.
        pub mail: String,
        /// From when on it may be mailed; nothing when it is not to, or is sent.
        pub mail_at: Option<i64>,
        pub mail_tries: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What people want to be told on their phones.
pub mod notice_setting {
    use sea_orm::entity::prelude::*;

    /// One person's choice.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "notice_setting")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        pub facility_id: Uuid,
        /// Groups, with commas between.
        pub about: String,
        /// Minutes after midnight; both or none.
        pub quiet_from: Option<i32>,
        pub quiet_until: Option<i32>,
        pub not_before: Option<i64>,
        pub checkin_minute: Option<i32>,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
