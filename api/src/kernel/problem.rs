//! Everything the API can refuse, in one table (RFC 9457). The person reads a sentence from the
//! app, keyed by `type`; the English titles here are for developers.

use serde::{Deserialize, Serialize};

/// Make the registry: variant, status, kebab type, title.
macro_rules! problems {
    ($($(#[$doc:meta])* $name:ident => $status:literal, $kebab:literal, $title:literal;)+) => {
        /// One kind of refusal; its URI is `/problems/` and its kebab name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ProblemType { $($(#[$doc])* $name),+ }

        impl ProblemType {
            /// Every kind, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The HTTP status it is answered with (RFC 9110).
            #[must_use]
            pub const fn status(self) -> u16 { match self { $(Self::$name => $status),+ } }

            /// Its name in the URI.
            #[must_use]
            pub const fn kebab(self) -> &'static str { match self { $(Self::$name => $kebab),+ } }

            /// One line for developers.
            #[must_use]
            pub const fn title(self) -> &'static str { match self { $(Self::$name => $title),+ } }
        }
    };
}

problems! {
    /// The request is not HTTP or JSON as it should be.
    BadRequest => 400, "bad-request", "The request cannot be read";
    /// A command came without its key.
    IdempotencyKeyMissing => 400, "idempotency-key-missing", "A command needs an Idempotency-Key";
    /// No access token, or one that has run out.
    Unauthenticated => 401, "unauthenticated", "A valid access token is needed";
    /// The device's session is over: signed out, stopped, or run out.
    SessionEnded => 401, "session-ended", "This device is not signed in any more";
    /// Login name or password is not right; nobody is told which.
    WrongCredentials => 401, "wrong-credentials", "Login name or password is not right";
    /// The six digits, or the recovery code, are not right.
    WrongTotp => 401, "wrong-totp", "The second factor is not right";
    /// They may know that it exists, but not do this.
    Forbidden => 403, "forbidden", "This is not yours to do";
    /// A request that another site tried to make.
    CrossSiteRequest => 403, "cross-site-request", "The request came from another site";
    /// The setup token is not the one that was printed.
    SetupTokenWrong => 403, "setup-token-wrong", "The setup link is not the right one";
    /// Not there, or not for them to know of.
    NotFound => 404, "not-found", "Not found";
    /// The path is there, the method is not.
    MethodNotAllowed => 405, "method-not-allowed", "This method is not for this path";
    /// Used, revoked, run out or never made: nobody is told which.
    InvitationNotUsable => 409, "invitation-not-usable", "This invitation cannot be used";
    /// The facility stands already.
    SetupDone => 409, "setup-done", "This installation is already set up";
    /// That name is taken.
    AlreadyExists => 409, "already-exists", "This name is already taken";
    /// The same id arrived with other content.
    IdConflict => 409, "id-conflict", "The same id was already used for something else";
    /// A person cannot take away the last key to the house.
    LastAdmin => 409, "last-admin", "A facility needs at least one admin";
    /// The gathering does not take place.
    OccurrenceCancelled => 409, "occurrence-cancelled", "This gathering was cancelled";
    /// It is not going on: not begun, or over.
    OccurrenceNotOn => 409, "occurrence-not-on", "This gathering is not going on now";
    /// Somebody has decided about it already.
    NotProposed => 409, "not-proposed", "This gathering is no proposal";
    /// More of them than a house needs.
    TooManyOfThem => 409, "too-many-of-them", "There are too many of these already";
    /// One wish to talk at a time.
    AlreadyAsking => 409, "already-asking", "There is an open wish to talk already";
    /// Enough wishes for one day; there are other ways.
    AskedEnough => 409, "asked-enough", "There were several wishes to talk today";
    /// Somebody else chose that hour.
    HourTaken => 409, "hour-taken", "Somebody else has chosen this hour already";
    /// The question is answered, or over.
    OfferClosed => 409, "offer-closed", "This question is not open any more";
    /// The talk has moved on.
    TalkMovedOn => 409, "talk-moved-on", "This cannot be done to the talk any more, or yet";
    /// A limit protects the supporter.
    EnoughForNow => 409, "enough-for-now", "A limit stands in the way of listening now";
    /// One consultation at a time.
    ConsultationOpen => 409, "consultation-open", "There is an open consultation already";
    /// The consultation has gone on.
    ConsultationMovedOn => 409, "consultation-moved-on", "This cannot be done to the consultation any more, or yet";
    /// The phone was signed out, or its owner turned notices off there.
    PushEnded => 409, "push-ended", "This phone is not reached any more";
    /// Nobody but the one it is about could read it.
    NobodyElseReads => 409, "nobody-else-reads", "Nobody but the person it is about could read it here";
    /// Somebody else has taken care of what the dashboard showed.
    ItemClosed => 409, "item-closed", "Somebody has taken care of this already";
    /// Somebody answered it already.
    ConcernClosed => 409, "concern-closed", "This concern was answered already";
    /// Somebody said hello already, or it is not wished for any more.
    HelloClosed => 409, "hello-closed", "Somebody was there first, or it is not wished for any more";
    /// One open handover of the same two at a time.
    HandoverOpen => 409, "handover-open", "There is an open handover about this person already";
    /// Somebody of the staff has it already.
    HandoverAccepted => 409, "handover-accepted", "Somebody goes on with this handover already";
    /// It is over, or not open for that any more.
    HandoverClosed => 409, "handover-closed", "This handover is not open for that any more";
    /// It was deleted; a late copy does not bring it back.
    AlreadyDeleted => 410, "already-deleted", "This was deleted";
    /// Somebody changed it meanwhile.
    VersionConflict => 412, "version-conflict", "It was changed meanwhile";
    /// Larger than anything we accept.
    PayloadTooLarge => 413, "payload-too-large", "The request is too large";
    /// Not JSON.
    UnsupportedMediaType => 415, "unsupported-media-type", "The body must be application/json";
    /// Members of the body or query break a rule; see `errors`.
    InvalidBody => 422, "invalid-body", "A part of the request breaks a rule";
    /// The same key came with another body.
    IdempotencyKeyReused => 422, "idempotency-key-reused", "This Idempotency-Key was used for another request";
    /// An edit must say which version it edits.
    PreconditionRequired => 428, "precondition-required", "An edit needs If-Match";
    /// Too many tries with this credential or from this device.
    TooManyRequests => 429, "too-many-requests", "Too many tries; wait a little";
    /// Our fault.
    Internal => 500, "internal", "Something is wrong on our side";
    /// Busy, full or starting; trying again later is right.
    Unavailable => 503, "unavailable", "Not available for a moment";
}

/// What is wrong with one member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// It must be there.
    Required,
    /// Longer than `limit`.
    TooLong,
    /// Shorter than `limit`.
    TooShort,
    /// More than `limit` of them.
    TooMany,
    /// Outside the range.
    OutOfRange,
    /// Characters or a value that cannot be taken.
    NotAllowed,
    /// Another JSON type is expected.
    WrongType,
    /// Not in the form that is expected.
    WrongFormat,
    /// No such member.
    UnknownMember,
    /// Twice the same.
    Duplicate,
    /// Not right (a code).
    Wrong,
}

/// One member that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FieldError {
    /// Where: a JSON Pointer (RFC 6901) into the body, or `/name` of a query parameter.
    pub pointer: String,
    /// What.
    #[serde(rename = "type")]
    pub fault: Fault,
    /// The bound, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
}

impl FieldError {
    /// A fault without a bound.
    #[must_use]
    pub fn new(pointer: &str, fault: Fault) -> Self {
        Self { pointer: pointer.to_owned(), fault, limit: None }
    }

    /// A fault with its bound.
    #[must_use]
    pub fn limited(pointer: &str, fault: Fault, limit: usize) -> Self {
        Self { pointer: pointer.to_owned(), fault, limit: Some(limit) }
    }
}

/// A refusal on its way to the client.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", kind.kebab())]
pub struct Problem {
    /// Which row of the table.
    pub kind: ProblemType,
    /// The members that break a rule.
    pub errors: Vec<FieldError>,
    /// Seconds to wait before trying again.
    pub retry_after: Option<u64>,
    /// Which of several reasons it is, where a kind has several: a word of the operation that answers.
    pub reason: Option<&'static str>,
}

impl Problem {
    /// A problem with nothing more to say.
    #[must_use]
    pub const fn new(kind: ProblemType) -> Self {
        Self { kind, errors: Vec::new(), retry_after: None, reason: None }
    }

    /// A problem that says how long to wait.
    #[must_use]
    pub const fn retry_after(kind: ProblemType, seconds: u64) -> Self {
        Self { kind, errors: Vec::new(), retry_after: Some(seconds), reason: None }
    }

    /// A problem that says which of its reasons it is.
    #[must_use]
    pub const fn because(kind: ProblemType, reason: &'static str) -> Self {
        Self { kind, errors: Vec::new(), retry_after: None, reason: Some(reason) }
    }

    /// A problem that points at one member.
    #[must_use]
    pub fn at(kind: ProblemType, pointer: &str, fault: Fault) -> Self {
        Self { kind, errors: vec![FieldError::new(pointer, fault)], retry_after: None, reason: None }
    }
}

impl From<ProblemType> for Problem {
    fn from(kind: ProblemType) -> Self {
        Self::new(kind)
    }
}

impl From<FieldError> for Problem {
    fn from(error: FieldError) -> Self {
        Self { kind: ProblemType::InvalidBody, errors: vec![error], retry_after: None, reason: None }
    }
}

impl From<Vec<FieldError>> for Problem {
    fn from(errors: Vec<FieldError>) -> Self {
        Self { kind: ProblemType::InvalidBody, errors, retry_after: None, reason: None }
    }
}

/// Collects every fault of a body, so that the person sees all of them at once.
#[derive(Debug, Default)]
pub struct Faults(Vec<FieldError>);

impl Faults {
    /// Keep the fault and go on with `None`, or take the value.
    pub fn check<T>(&mut self, result: Result<T, FieldError>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.0.push(error);
                None
            }
        }
    }

    /// Keep a fault.
    pub fn push(&mut self, error: FieldError) {
        self.0.push(error);
    }

    /// The value when there was no fault, and all faults otherwise.
    ///
    /// # Errors
    /// [`ProblemType::InvalidBody`] with every fault.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Problem> {
        match (self.0.is_empty(), value) {
            (true, Some(value)) => Ok(value),
            (true, None) => Err(ProblemType::Internal.into()),
            (false, _) => Err(self.0.into()),
        }
    }
}
