//! The tables of this feature. Words, places, links and messages are sealed bytes; lists are words with commas between.

/// How people talk at a facility, and how often it changed.
pub mod talk_board {
    use sea_orm::entity::prelude::*;

    /// One facility.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "talk_board")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub facility_id: Uuid,
        pub revision: i64,
        pub settings: Option<String>,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What people say about themselves as partners in a talk.
pub mod talk_profile {
    use sea_orm::entity::prelude::*;

    /// One person.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "talk_profile")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        pub facility_id: Uuid,
        pub words: Option<Vec<u8>>,
        pub topics: String,
        pub card_version: i32,
        pub slots: String,
        pub slot_places: Option<Vec<u8>>,
        pub slots_version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What supporters want to carry at most, and their rests.
pub mod supporter_limits {
    use sea_orm::entity::prelude::*;

    /// One supporter.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "supporter_limits")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        pub facility_id: Uuid,
        pub talks_a_day: Option<i32>,
        pub minutes_a_week: Option<i32>,
        pub gap: Option<i32>,
        pub listen_only: bool,
        pub shows_spare: bool,
        pub resting: bool,
        pub resting_until: Option<i64>,
        pub enough_until: Option<i64>,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Leases.
pub mod availability {
    use sea_orm::entity::prelude::*;

    /// One of them.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "availability")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub facility_id: Uuid,
        pub person_id: Uuid,
        pub since: i64,
        pub until: i64,
        pub modes: String,
        pub style: String,
        pub topics: String,
        pub place: Option<Vec<u8>>,
        pub link: Option<Vec<u8>>,
        pub ended_at: Option<i64>,
        pub ended_by: Option<Uuid>,
        pub ended_why: Option<String>,
        pub reason: Option<Vec<u8>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Wishes to talk.
pub mod talk_request {
    use sea_orm::entity::prelude::*;

    /// One of them.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "talk_request")]
    #[expect(clippy::struct_excessive_bools, reason = "four facts that are true or not")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub facility_id: Uuid,
        pub asker_id: Uuid,
        pub to_id: Option<Uuid>,
        pub wish: String,
        pub mode: String,
        pub words: Option<Vec<u8>>,
        pub words_for_staff: bool,
        pub tell_staff: bool,
        pub state: String,
        pub version: i32,
        pub asked_at: i64,
        pub search_until: i64,
        pub next_action_at: Option<i64>,
        pub acceptor_id: Option<Uuid>,
        pub by_staff: bool,
        pub meet_at: Option<i64>,
        pub started_at: Option<i64>,
        pub ended_at: Option<i64>,
        pub reminded: bool,
        pub outcome: Option<String>,
        pub meeting: Option<Vec<u8>>,
        pub message: Option<Vec<u8>>,
        pub relief: Option<Vec<u8>>,
        pub events: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Supporters who were asked.
pub mod talk_offer {
    use sea_orm::entity::prelude::*;

    /// One of them.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "talk_offer")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub request_id: Uuid,
        pub facility_id: Uuid,
        pub supporter_id: Uuid,
        pub place: i32,
        pub state: String,
        pub sent_at: i64,
        pub due: i64,
        pub unreached: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What supporters carried.
pub mod talk_meeting {
    use sea_orm::entity::prelude::*;

    /// One talk of one supporter.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "talk_meeting")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub request_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub supporter_id: Uuid,
        pub facility_id: Uuid,
        pub asker_id: Uuid,
        pub began_at: i64,
        pub started: bool,
        pub ended_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What happened to requests; never a pass.
pub mod talk_event {
    use sea_orm::entity::prelude::*;

    /// One step.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "talk_event")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub request_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub n: i32,
        pub facility_id: Uuid,
        pub kind: String,
        pub at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who does not want to meet whom.
pub mod talk_block {
    use sea_orm::entity::prelude::*;

    /// One of them.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "talk_block")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub blocked_id: Uuid,
        pub facility_id: Uuid,
        pub blocked_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Wishes to talk at a planned hour.
pub mod planned_talk {
    use sea_orm::entity::prelude::*;

    /// One of them. Its words are sealed for the request that it becomes, whose id it has.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "planned_talk")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub facility_id: Uuid,
        pub asker_id: Uuid,
        pub supporter_id: Uuid,
        pub from_at: i64,
        pub until_at: i64,
        pub wish: String,
        pub mode: String,
        pub words: Option<Vec<u8>>,
        pub words_for_staff: bool,
        pub tell_staff: bool,
        pub made_at: i64,
        pub ended_at: Option<i64>,
        pub ended_why: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
