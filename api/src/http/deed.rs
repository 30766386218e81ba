//! Writes: one transaction that keeps the effect, its audit entry and, for a command, its answer.

use std::sync::Mutex;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::ctx::{Ctx, House, Ripple};
use super::extract::IdempotencyKey;
use super::idempotency::Command;
use crate::audit;
use crate::authz::policy::row;
use crate::authz::{Act, Action, Permit};
use crate::db::{Failure, Tx};
use crate::kernel::id::{FacilityId, PersonId, SessionId};
use crate::kernel::problem::Problem;

/// What work inside a write sees besides its own input.
///
/// It is let go of after the commit and before the answer leaves, also when nobody waits for the answer
/// any more. That is when what the write made untrue is forgotten.
pub struct Scene {
    house: std::sync::Arc<House>,
    /// The id of the request.
    pub request_id: Uuid,
    /// The time at which it all happens.
    pub now: crate::kernel::time::Instant,
    untrue: Mutex<Vec<Untrue>>,
}

/// Of whom what is remembered is not true any more.
enum Untrue {
    Facility(FacilityId),
    Person(PersonId),
    Session(SessionId),
    /// Something changed there that open screens follow.
    Screens(FacilityId),
}

impl Drop for Scene {
    fn drop(&mut self) {
        let untrue = self.untrue.get_mut().map(std::mem::take).unwrap_or_default();
        for one in untrue {
            match one {
                Untrue::Facility(id) => self.house.shelf.forget(id),
                Untrue::Person(id) => {
                    self.house.door.forget(id);
                    self.house.keys.forget(id.0);
                    self.house.shelf.forget_person(id);
                }
                Untrue::Session(id) => {
                    self.house.door.forget_session(id);
                    self.house.shelf.forget_session(id);
                }
                Untrue::Screens(id) => self.house.shelf.wake(id),
            }
        }
    }
}

impl std::ops::Deref for Scene {
    type Target = House;

    fn deref(&self) -> &House {
        &self.house
    }
}

impl std::fmt::Debug for Scene {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Scene")
    }
}

impl Scene {
    /// The scene of a write that no request asked for: the command line, the sample, a job.
    #[must_use]
    pub fn of_system(house: std::sync::Arc<House>) -> Self {
        let now = house.clock.now();
        Self { request_id: house.ids.next(now.0), now, house, untrue: Mutex::default() }
    }

    /// What is remembered of a facility is not true after this write.
    pub fn forget_facility(&self, id: FacilityId) {
        self.forget(Untrue::Facility(id));
    }

    /// What is remembered of a person is not true after this write: a role, a device, the language, the membership.
    pub fn forget_person(&self, id: PersonId) {
        self.forget(Untrue::Person(id));
    }

    /// What is remembered of one device is not true after this write.
    pub fn forget_session(&self, id: SessionId) {
        self.forget(Untrue::Session(id));
    }

    /// Let other features follow, inside the same transaction.
    ///
    /// # Errors
    /// When one of them cannot.
    pub async fn ripple(&self, tx: &Tx, facility: FacilityId, what: Ripple) -> Result<(), Failure> {
        for follow in &self.house.followers {
            follow(tx, self, facility, what).await?;
        }
        Ok(())
    }

    /// Open screens of this facility have something to hear after this write.
    pub fn wake(&self, id: FacilityId) {
        self.forget(Untrue::Screens(id));
    }

    fn forget(&self, one: Untrue) {
        if let Ok(mut untrue) = self.untrue.lock() {
            untrue.push(one);
        }
    }
}

impl Ctx {
    /// The scene of a write.
    #[must_use]
    pub fn scene(&self) -> Scene {
        Scene { house: self.house(), request_id: self.request_id, now: self.now(), untrue: Mutex::default() }
    }

    /// Do what the permit allows, in one transaction with its audit entry.
    ///
    /// `subject` is the id of the thing or person it is done to.
    ///
    /// # Errors
    /// What the person hears.
    pub async fn write<A, I, T, F>(
        &self,
        permit: &Permit<A>,
        subject: Option<Uuid>,
        input: I,
        work: F,
    ) -> Result<T, Problem>
    where
        A: Act,
        I: Send + Sync + 'static,
        T: Send + 'static,
        F: for<'a> Fn(&'a Tx, &'a Scene, &'a Permit<A>, &'a I) -> BoxFuture<'a, Result<T, Failure>>
            + Send
            + Sync
            + 'static,
    {
        let input = (self.scene(), *permit, input, work);
        self.db
            .write(input, move |tx, (scene, permit, input, work)| {
                async move {
                    let value = work(tx, scene, permit, input).await?;
                    if row(A::ACTION).audited {
                        let event = audit::Event::allowed(A::ACTION, permit.standing(), subject);
                        audit::append(tx, scene.now, scene.request_id, event).await?;
                    }
                    Ok(value)
                }
                .boxed()
            })
            .await
    }

    /// Do a command once: the same key with the same body gets the first answer again.
    ///
    /// # Errors
    /// What the person hears.
    pub async fn command<A, I, T, F>(
        &self,
        permit: &Permit<A>,
        key: &IdempotencyKey,
        subject: Option<Uuid>,
        input: I,
        work: F,
    ) -> Result<T, Problem>
    where
        A: Act,
        I: Serialize + Send + Sync + 'static,
        T: Serialize + DeserializeOwned + Send + Sync + 'static,
        F: for<'a> Fn(&'a Tx, &'a Scene, &'a Permit<A>, &'a I) -> BoxFuture<'a, Result<T, Failure>>
            + Send
            + Sync
            + 'static,
    {
        let command = Command::new(&self.keys, Some(&permit.standing()), key, A::ACTION, subject, &input);
        let input = (self.scene(), *permit, input, work, command);
        self.db
            .write(input, move |tx, (scene, permit, input, work, command)| {
                async move {
                    if let Some(answer) = command.answered(tx, &scene.keys).await? {
                        return Ok(answer);
                    }
                    let value = work(tx, scene, permit, input).await?;
                    if row(A::ACTION).audited {
                        let event = audit::Event::allowed(A::ACTION, permit.standing(), subject);
                        audit::append(tx, scene.now, scene.request_id, event).await?;
                    }
                    command.keep(tx, &scene.keys, scene.now, &value).await?;
                    Ok(value)
                }
                .boxed()
            })
            .await
    }

    /// The same for somebody who is not signed in yet. The work writes its own audit entry, because
    /// only it learns which facility this is about.
    ///
    /// # Errors
    /// What the person hears.
    pub async fn open_command<I, T, F>(
        &self,
        action: Action,
        key: &IdempotencyKey,
        body: &impl Serialize,
        input: I,
        work: F,
    ) -> Result<T, Problem>
    where
        I: Send + Sync + 'static,
        T: Serialize + DeserializeOwned + Send + Sync + 'static,
        F: for<'a> Fn(&'a Tx, &'a Scene, &'a I) -> BoxFuture<'a, Result<T, Failure>> + Send + Sync + 'static,
    {
        let command = Command::new(&self.keys, None, key, action, None, body);
        let input = (self.scene(), input, work, command);
        self.db
            .write(input, move |tx, (scene, input, work, command)| {
                async move {
                    if let Some(answer) = command.answered(tx, &scene.keys).await? {
                        return Ok(answer);
                    }
                    let value = work(tx, scene, input).await?;
                    command.keep(tx, &scene.keys, scene.now, &value).await?;
                    Ok(value)
                }
                .boxed()
            })
            .await
    }
}
