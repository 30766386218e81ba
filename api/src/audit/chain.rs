//! How entries hang on each other: each is hashed over the one before. Pure.

use aws_lc_rs::digest::{Context, SHA256, digest};
use uuid::Uuid;

/// A hash.
pub type Hash = [u8; 32];

/// What of an entry is hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its number; the first is 1.
    pub seq: i64,
    /// When.
    pub at: i64,
    /// Who, or nobody.
    pub actor: Option<Uuid>,
    /// What.
    pub action: String,
    /// Whether they might.
    pub decision: String,
    /// To whom or what.
    pub subject: Option<Uuid>,
    /// In which request.
    pub request: Uuid,
}

/// The number and hash of one entry, as somebody keeps it elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its number; 0 before the first entry.
    pub seq: i64,
    /// Its hash.
    pub hash: Hash,
}

/// What a chain starts from.
#[must_use]
pub fn start(facility: Uuid) -> Head {
    Head { seq: 0, hash: fixed(digest(&SHA256, facility.as_bytes()).as_ref()) }
}

fn fixed(bytes: &[u8]) -> Hash {
    bytes.try_into().unwrap_or_default()
}

/// Hash of an entry over the one before: every member with its length, so that none can move.
#[must_use]
pub fn chained(before: &[u8], link: &Link) -> Hash {
    let nil = Uuid::nil();
    let (seq, at) = (link.seq.to_be_bytes(), link.at.to_be_bytes());
    let members: [&[u8]; 7] = [
        &seq,
        &at,
        link.actor.as_ref().unwrap_or(&nil).as_bytes(),
        link.action.as_bytes(),
        link.decision.as_bytes(),
        link.subject.as_ref().unwrap_or(&nil).as_bytes(),
        link.request.as_bytes(),
    ];
    let mut hashed = Context::new(&SHA256);
    hashed.update(before);
    for member in members {
        hashed.update(&u32::try_from(member.len()).unwrap_or_default().to_be_bytes());
        hashed.update(member);
    }
    fixed(hashed.finish().as_ref())
}

/// Walks a chain from its start, entry by entry.
#[derive(Clone, Debug)]
pub struct Walk {
    now: Head,
    broken: Option<i64>,
    kept: Option<Head>,
    met: bool,
}

/// What a walk found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// How many entries fit.
    pub entries: i64,
    /// The number of the first entry that does not fit.
    pub first_broken: Option<i64>,
    /// Whether the chain still goes through what was kept elsewhere; `None` when nothing was asked for.
    pub contains: Option<bool>,
}

impl Walk {
    /// Begin, with what was kept elsewhere, if anything was.
    #[must_use]
    pub fn of(facility: Uuid, kept: Option<Head>) -> Self {
        let now = start(facility);
        Self { now, broken: None, kept, met: kept == Some(now) }
    }

    /// The number of the last entry that fits.
    #[must_use]
    pub const fn seq(&self) -> i64 {
        self.now.seq
    }

    /// Go on to the next entry; `false` when it does not fit, and the walk is over.
    pub fn step(&mut self, link: &Link, hash: &[u8]) -> bool {
        let wanted = chained(&self.now.hash, link);
        if self.broken.is_some() || link.seq != self.now.seq.saturating_add(1) || hash != wanted {
            self.broken.get_or_insert(self.now.seq.saturating_add(1));
            return false;
        }
        self.now = Head { seq: link.seq, hash: wanted };
        self.met |= self.kept == Some(self.now);
        true
    }

    /// Compare the end with the head that stands beside the chain.
    #[must_use]
    pub fn end(self, head: Option<(i64, &[u8])>) -> Found {
        let fits = head.is_some_and(|(seq, hash)| seq == self.now.seq && hash == self.now.hash);
        let missing = (!fits).then(|| self.now.seq.saturating_add(1));
        Found {
            entries: self.now.seq,
            first_broken: self.broken.or(missing),
            contains: self.kept.map(|_| self.met),
        }
    }
}

#[cfg(test)]
mod tests;
