//! The table of this feature. Address and code are sealed with their owner's key.

/// Addresses of staff.
pub mod mail_address {
    use sea_orm::entity::prelude::*;

    /// One person's address.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "mail_address")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        pub facility_id: Uuid,
        pub address: Vec<u8>,
        pub confirmed_at: Option<i64>,
        pub code: Option<Vec<u8>>,
        pub code_made_at: Option<i64>,
        pub code_typed: i32,
        /// When the code may be sent; nothing when it is, or could not be.
        pub send_at: Option<i64>,
        pub send_tries: i32,
        /// The server did not take the code.
        pub refused: bool,
        pub version: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
