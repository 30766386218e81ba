//! What belongs to a person, told table by table: how it is taken along, and what becomes of it when the person is
//! erased. Each feature tells it of its own tables, as data; this is the one place that reads and erases by it.

use sea_orm::{ConnectionTrait, QueryResult, Statement, Value as SqlValue};
use serde_json::Value;
use uuid::Uuid;

use super::tx::{Failure, Tx};
use crate::kernel::id::PersonId;
use crate::kernel::problem::ProblemType;
use crate::kernel::sealed::{Place, SealingKey};
use crate::kernel::time::{Instant, day_from_number};

/// How a column is read.
#[derive(Clone, Copy, Debug)]
pub enum As {
    /// An id.
    Id,
    /// The id of somebody, who is named beside it.
    Person,
    /// A number.
    Number,
    /// Yes or no.
    Truth,
    /// A point in time.
    Time,
    /// A day.
    Day,
    /// A word, or words with commas between.
    Word,
    /// Text, sealed in this table and column.
    Text(&'static str, &'static str),
    /// JSON, sealed in this table and column; the members of an object become columns of their own.
    Json(&'static str, &'static str),
    /// A file, sealed in this table and column; its kind stands in the column `media_type` before it.
    File(&'static str, &'static str),
}

/// Which id a sealed value of a row belongs to.
#[derive(Clone, Copy, Debug)]
pub enum Row {
    /// The one in this column.
    Of(&'static str),
    /// The ids in these two columns, mixed.
    Mixed(&'static str, &'static str),
}

/// What goes along.
#[derive(Clone, Copy, Debug)]
pub enum Take {
    /// These columns.
    Columns(&'static [(&'static str, As)]),
    /// Nothing, and why.
    Nothing(&'static str),
}

/// What becomes of it when the person is erased.
#[derive(Clone, Copy, Debug)]
pub enum Erase {
    /// The rows go.
    Rows,
    /// These columns are emptied; the rest of the row stays, and why.
    Blank(&'static [(&'static str, Empty)], &'static str),
    /// The row stays as it is, and why.
    Nothing(&'static str),
}

/// How a column is emptied.
#[derive(Clone, Copy, Debug)]
pub enum Empty {
    /// It is nothing.
    Null,
    /// No bytes.
    Bytes,
    /// No.
    False,
}

/// One table, seen from the person that one of its columns names.
#[derive(Clone, Copy, Debug)]
pub struct Own {
    /// What people call it: the name of its file.
    pub part: &'static str,
    /// The table.
    pub table: &'static str,
    /// The column that names the person.
    pub person: &'static str,
    /// Only rows of which this is true.
    pub only: &'static str,
    /// The columns by which the rows are ordered.
    pub order: &'static str,
    /// Which id its sealed values belong to.
    pub row: Row,
    /// What goes along.
    pub take: Take,
    /// What becomes of it.
    pub erase: Erase,
}

/// A column that names a person of whom nothing is told by it: table, column, and why it is neither taken along nor erased.
pub type Stays = (&'static str, &'static str, &'static str);

/// One row, column by column.
pub type Cells = Vec<(String, Value)>;

/// What was taken of one table.
#[derive(Default)]
pub struct Taken {
    /// The rows.
    pub rows: Vec<Cells>,
    /// Files: their name and what is in them.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Own {
    fn which(&self) -> String {
        let Self { person, only, .. } = self;
        if only.is_empty() { format!("{person} = $1") } else { format!("{person} = $1 AND {only}") }
    }

    /// How many rows there are.
    ///
    /// # Errors
    /// When they cannot be counted.
    pub async fn count(&self, db: &impl ConnectionTrait, person: PersonId) -> Result<u64, Failure> {
        let sql = format!("SELECT COUNT(*) FROM {} WHERE {}", self.table, self.which());
        let row = db.query_one_raw(asked(db, sql, person)).await?.ok_or(ProblemType::Internal)?;
        Ok(u64::try_from(row.try_get_by_index::<i64>(0)?).unwrap_or_default())
    }

    /// Read what goes along.
    ///
    /// # Errors
    /// When a row cannot be read or opened.
    pub async fn take(
        &self,
        db: &impl ConnectionTrait,
        key: &SealingKey,
        zone: chrono_tz::Tz,
        person: PersonId,
    ) -> Result<Taken, Failure> {
        let Take::Columns(columns) = self.take else { return Ok(Taken::default()) };
        let mut names: Vec<String> = columns.iter().map(|(name, kind)| spoken(name, *kind)).collect();
        let (first, second) = match self.row {
            Row::Of(one) => (one, one),
            Row::Mixed(one, other) => (one, other),
        };
        names.push(format!("{first} AS place_one"));
        names.push(format!("{second} AS place_two"));
        let (names, which) = (names.join(", "), self.which());
        let sql = format!("SELECT {names} FROM {} WHERE {which} ORDER BY {}", self.table, self.order);
        let mut taken = Taken::default();
        for row in db.query_all_raw(asked(db, sql, person)).await? {
            let (one, other) = (row.try_get::<Uuid>("", "place_one")?, row.try_get::<Uuid>("", "place_two")?);
            let place = match self.row {
                Row::Of(_) => one,
                Row::Mixed(..) => Uuid::from_u128(one.as_u128() ^ other.as_u128()),
            };
            let mut cells = Cells::new();
            for (name, kind) in columns {
                read(&row, (name, *kind), (key, place), zone, &mut cells, &mut taken.files)?;
            }
            taken.rows.push(cells);
        }
        Ok(taken)
    }

    /// Erase what is to go.
    ///
    /// # Errors
    /// When a row cannot be written.
    pub async fn erase(&self, tx: &Tx, person: PersonId) -> Result<(), Failure> {
        let (table, which) = (self.table, self.which());
        let sql = match self.erase {
            Erase::Nothing(_) => return Ok(()),
            Erase::Rows => format!("DELETE FROM {table} WHERE {which}"),
            Erase::Blank(columns, _) => {
                let set: Vec<String> = columns
                    .iter()
                    .map(|(name, empty)| match empty {
                        Empty::Null => format!("{name} = NULL"),
                        Empty::Bytes => {
                            format!("{name} = {}", super::portable::no_bytes(tx.get_database_backend()))
                        }
                        Empty::False => format!("{name} = FALSE"),
                    })
                    .collect();
                format!("UPDATE {table} SET {} WHERE {which}", set.join(", "))
            }
        };
        tx.execute_raw(asked(tx, sql, person)).await?;
        Ok(())
    }
}

fn asked(db: &impl ConnectionTrait, sql: String, person: PersonId) -> Statement {
    Statement::from_sql_and_values(db.get_database_backend(), sql, [SqlValue::from(person.0)])
}

/// A column in a question: numbers of every width in one.
fn spoken(name: &str, kind: As) -> String {
    match kind {
        As::Number | As::Time | As::Day => format!("CAST({name} AS BIGINT) AS {name}"),
        As::Truth => format!("CAST(CAST({name} AS INT) AS BIGINT) AS {name}"),
        As::File(_, column) => format!("{column} AS {name}"),
        As::Id | As::Person | As::Word | As::Text(..) | As::Json(..) => name.to_owned(),
    }
}

fn read(
    row: &QueryResult,
    (name, kind): (&str, As),
    (key, place): (&SealingKey, Uuid),
    zone: chrono_tz::Tz,
    cells: &mut Cells,
    files: &mut Vec<(String, Vec<u8>)>,
) -> Result<(), Failure> {
    let number = || row.try_get::<Option<i64>>("", name);
    let opened = |table, column| -> Result<Option<Vec<u8>>, Failure> {
        let sealed = row.try_get::<Option<Vec<u8>>>("", name)?.filter(|sealed| !sealed.is_empty());
        let place = Place { table, column, row: place };
        Ok(sealed.map(|sealed| key.open(place, &sealed)).transpose()?)
    };
    let value = match kind {
        As::Id | As::Person => row.try_get::<Option<Uuid>>("", name)?.map(|id| id.to_string().into()),
        As::Number => number()?.map(Value::from),
        As::Truth => number()?.map(|number| Value::from(number != 0)),
        As::Time => number()?.map(|at| Value::from(Instant(at).to_rfc3339(zone))),
        As::Day => number()?
            .map(|day| Value::from(day_from_number(i32::try_from(day).unwrap_or_default()).to_string())),
        As::Word => row.try_get::<Option<String>>("", name)?.map(Value::from),
        As::Text(table, column) => {
            opened(table, column)?.map(|bytes| Value::from(String::from_utf8_lossy(&bytes).into_owned()))
        }
        As::Json(table, column) => match opened(table, column)? {
            None => None,
            Some(bytes) => match serde_json::from_slice(&bytes).map_err(|_e| ProblemType::Internal)? {
                Value::Object(members) => {
                    cells.extend(members);
                    return Ok(());
                }
                other @ (Value::Null
                | Value::Bool(_)
                | Value::Number(_)
                | Value::String(_)
                | Value::Array(_)) => Some(other),
            },
        },
        As::File(table, column) => opened(table, column)?.map(|bytes| {
            let kind =
                cells.iter().find(|(name, _)| name == "media_type").and_then(|(_, kind)| kind.as_str());
            let end = kind.and_then(|kind| kind.split('/').nth(1)).unwrap_or("bin").replace("jpeg", "jpg");
            let file = format!("{table}/{place}.{end}");
            files.push((file.clone(), bytes));
            Value::from(file)
        }),
    };
    cells.push((name.to_owned(), value.unwrap_or(Value::Null)));
    Ok(())
}
