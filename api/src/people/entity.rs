//! The tables of people and sign-in, private to this feature.

macro_rules! tables {
    ($($(#[$doc:meta])* $module:ident = $table:literal { $($(#[$attr:meta])* $field:ident: $ty:ty),+ $(,)? })+) => { $(
        $(#[$doc])*
        pub(in crate::people) mod $module {
            #[allow(unused_imports, reason = "not every table has a UUID")]
            use sea_orm::entity::prelude::*;

            /// A row.
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model { $($(#[$attr])* pub $field: $ty),+ }

            /// Joins are written where they are needed.
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    )+ };
}

tables! {
    /// The installation itself: who may set it up.
    installation = "installation" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: i32,
        setup_digest: Vec<u8>,
        created_at: i64,
    }
    /// Facilities.
    facility = "facility" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        name: String,
        slug: String,
        time_zone: String,
        house_rules: Option<String>,
        change_seq: i64,
        version: i32,
        created_at: i64,
    }
    /// Persons; names and preferences are sealed.
    person = "person" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        facility_id: Uuid,
        nickname: Vec<u8>,
        legal_name: Option<Vec<u8>>,
        language: String,
        preferences: Vec<u8>,
        pledge_version: Option<i32>,
        pledged_at: Option<i64>,
        joined_at: i64,
        ended_at: Option<i64>,
        version: i32,
        erases_at: Option<i64>,
        erased_at: Option<i64>,
    }
    /// Roles of persons.
    person_role = "person_role" {
        #[sea_orm(primary_key, auto_increment = false)]
        person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        role: String,
        facility_id: Uuid,
        granted_by: Option<Uuid>,
        granted_at: i64,
    }
    /// Passwords and second factors of staff.
    credential = "credential" {
        #[sea_orm(primary_key, auto_increment = false)]
        person_id: Uuid,
        facility_id: Uuid,
        login_digest: Vec<u8>,
        login_name: Vec<u8>,
        password_hash: String,
        totp_secret: Vec<u8>,
        totp_last_step: i64,
        updated_at: i64,
    }
    /// Codes for the day the second factor is lost.
    recovery_code = "recovery_code" {
        #[sea_orm(primary_key, auto_increment = false)]
        person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        digest: Vec<u8>,
        used_at: Option<i64>,
    }
    /// Signed-in devices.
    session = "session" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        person_id: Uuid,
        facility_id: Uuid,
        device: String,
        generation: i32,
        created_at: i64,
        rotated_at: i64,
        ended_at: Option<i64>,
    }
    /// Invitation cards.
    invitation = "invitation" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        facility_id: Uuid,
        role: String,
        label: Option<Vec<u8>>,
        for_person_id: Option<Uuid>,
        token_digest: Vec<u8>,
        code_digest: Vec<u8>,
        created_by: Uuid,
        created_at: i64,
        expires_at: i64,
        used_at: Option<i64>,
        revoked_at: Option<i64>,
    }
    /// One-time links that the command line prints.
    sign_in_link = "sign_in_link" {
        #[sea_orm(primary_key, auto_increment = false)]
        digest: Vec<u8>,
        person_id: Uuid,
        expires_at: i64,
        used_at: Option<i64>,
    }
}
