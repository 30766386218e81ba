//! The people of the tests. Asking for one a second time gives the same person on another device.

use engawa::authz::Role;
use engawa::http::deed::Scene;
use engawa::kernel::id::{FacilityId, PersonId};
use engawa::people::domain::{Language, PLEDGE_VERSION};
use engawa::people::{NewPerson, add_person, add_sign_in_link};
use futures::FutureExt as _;
use serde_json::json;

use crate::World;
use crate::client::Client;

impl World {
    /// はる, a member.
    pub async fn haru(&self) -> Client {
        self.enter("はる", self.hidamari, &[Role::Member]).await
    }

    /// なつ, another member.
    pub async fn natsu(&self) -> Client {
        self.enter("なつ", self.hidamari, &[Role::Member]).await
    }

    /// あおい, a peer supporter.
    pub async fn aoi(&self) -> Client {
        self.enter("あおい", self.hidamari, &[Role::Member, Role::Supporter]).await
    }

    /// もり, staff.
    pub async fn mori(&self) -> Client {
        self.enter("もり", self.hidamari, &[Role::Staff]).await
    }

    /// かわ, the admin.
    pub async fn kawa(&self) -> Client {
        self.enter("かわ", self.hidamari, &[Role::Staff, Role::Admin]).await
    }

    /// ゆき, a member of the other facility.
    pub async fn yuki(&self) -> Client {
        self.enter("ゆき", self.komorebi, &[Role::Member]).await
    }

    /// たに, staff of the other facility.
    pub async fn tani(&self) -> Client {
        self.enter("たに", self.komorebi, &[Role::Staff]).await
    }

    /// みね, the admin of the other facility.
    pub async fn mine(&self) -> Client {
        self.enter("みね", self.komorebi, &[Role::Staff, Role::Admin]).await
    }

    /// Somebody left: the next one of that name is another person.
    pub fn forget(&self, name: &'static str) {
        self.people.lock().unwrap().remove(name);
    }

    /// The id of somebody, who need not be signed in.
    pub async fn person(&self, name: &'static str, facility: FacilityId, roles: &[Role]) -> PersonId {
        if let Some(known) = self.people.lock().unwrap().get(name) {
            return *known;
        }
        let new = NewPerson {
            nickname: name.to_owned(),
            language: Language::Japanese,
            roles: roles.iter().copied().collect(),
            joined_at: self.now(),
            // Supporters are asked only once they accepted the pledge.
            pledge: roles.contains(&Role::Supporter).then_some(PLEDGE_VERSION),
        };
        let input = (Scene::of_system(self.house.clone()), facility, new);
        let made = self
            .house
            .db
            .write(input, |tx, (scene, facility, new)| add_person(tx, scene, *facility, new).boxed())
            .await
            .expect("a person can be made");
        self.people.lock().unwrap().insert(name, made);
        made
    }

    /// A one-time link for somebody.
    pub async fn link_for(&self, person: PersonId) -> String {
        let until = self.now().plus_seconds(3600);
        let input = (Scene::of_system(self.house.clone()), person, until);
        self.house
            .db
            .write(input, |tx, (scene, person, until)| add_sign_in_link(tx, scene, *person, *until).boxed())
            .await
            .expect("a link can be made")
    }

    /// Sign somebody in on a new device.
    pub async fn enter(&self, name: &'static str, facility: FacilityId, roles: &[Role]) -> Client {
        let person = self.person(name, facility, roles).await;
        let link = self.link_for(person).await;
        let client = self.somebody();
        client.post("/sessions", &json!({ "sign_in_link": link })).await.ok(201);
        client
    }
}
