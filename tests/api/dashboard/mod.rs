//! きょうの見守り: what asks for a human; weeks in which nobody can be found; a usual week.

mod items;
mod weeks;

use serde_json::Value;
use tests::Client;

/// The rows of the dashboard.
pub(crate) async fn rows(client: &Client) -> Vec<Value> {
    client.get("/dashboard").await.ok(200)["items"].as_array().unwrap().clone()
}

/// The kinds of its rows, in order.
pub(crate) async fn kinds(client: &Client) -> Vec<String> {
    rows(client).await.iter().map(|row| row["kind"].as_str().unwrap().to_owned()).collect()
}

/// The id of a row that can be closed here.
pub(crate) async fn closable(client: &Client) -> String {
    let rows = rows(client).await;
    let row = rows.iter().find(|row| row["closed_here"] == true).unwrap();
    row["item_id"].as_str().unwrap().to_owned()
}
