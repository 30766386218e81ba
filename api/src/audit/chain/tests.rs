use super::*;

/// A die that rolls the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides.max(1)).unwrap_or(1)).unwrap_or_default()
    }

    fn id(&mut self) -> Uuid {
        Uuid::from_u128(u128::from(self.0) << 64 | u128::try_from(self.roll(usize::MAX)).unwrap_or_default())
    }

    fn maybe(&mut self) -> Option<Uuid> {
        (self.roll(3) > 0).then(|| self.id())
    }
}

const HOUSE: Uuid = Uuid::from_u128(7);
const ACTIONS: [&str; 4] = ["roles:grant", "roles:end", "sessions:begin", "memberships:end"];

type Rows = Vec<(Link, Hash)>;

fn made(dice: &mut Dice) -> (Rows, Head) {
    let mut head = start(HOUSE);
    let mut rows = Rows::new();
    for seq in 1..=i64::try_from(20 + dice.roll(60)).unwrap_or(20) {
        let link = Link {
            seq,
            at: 1_795_305_600_000 + seq,
            actor: dice.maybe(),
            action: (*ACTIONS.get(dice.roll(4)).unwrap_or(&"x")).to_owned(),
            decision: if dice.roll(2) == 0 { "allow" } else { "deny" }.to_owned(),
            subject: dice.maybe(),
            request: dice.id(),
        };
        head = Head { seq, hash: chained(&head.hash, &link) };
        rows.push((link, head.hash));
    }
    (rows, head)
}

fn walked(rows: &Rows, head: Head, kept: Option<Head>) -> Found {
    let mut walk = Walk::of(HOUSE, kept);
    for (link, hash) in rows {
        if !walk.step(link, hash) {
            break;
        }
    }
    walk.end(Some((head.seq, &head.hash)))
}

/// Make everything fit again, as somebody who knows the code and may write every table can.
fn mended(rows: &mut Rows) -> Head {
    let mut head = start(HOUSE);
    for (link, hash) in rows.iter_mut() {
        link.seq = head.seq + 1;
        *hash = chained(&head.hash, link);
        head = Head { seq: link.seq, hash: *hash };
    }
    head
}

/// Change something. Answers what was done.
fn tampered(dice: &mut Dice, rows: &mut Rows, head: &mut Head) -> &'static str {
    let at = dice.roll(rows.len());
    let what = dice.roll(12);
    let Some((link, hash)) = rows.get_mut(at) else { return "nothing" };
    match what {
        0 => link.at += 1 + i64::try_from(dice.roll(1000)).unwrap_or_default(),
        1 => link.actor = Some(dice.id()),
        2 => link.action.push('x'),
        3 => link.decision = if link.decision == "allow" { "deny" } else { "allow" }.to_owned(),
        4 => link.subject = Some(dice.id()),
        5 => link.request = dice.id(),
        6 => link.seq += 1,
        7 => {
            if let Some(byte) = hash.get_mut(dice.roll(32)) {
                *byte ^= 1 << dice.roll(8);
            }
        }
        8 => {
            rows.remove(at);
        }
        9 => {
            let other = (at + 1 + dice.roll(rows.len() - 1)) % rows.len();
            rows.swap(at, other);
        }
        10 => {
            let mut new = rows.get(at).cloned().unwrap_or_else(|| unreachable!());
            new.0.request = dice.id();
            rows.insert(at, new);
        }
        _ => {
            rows.truncate(at);
            if dice.roll(2) == 0 {
                // Cut off, and the head beside it set back: every link that is left fits.
                *head = rows
                    .last()
                    .map_or_else(|| start(HOUSE), |(link, hash)| Head { seq: link.seq, hash: *hash });
                return "cut and set back";
            }
        }
    }
    "tampered"
}

#[test]
fn a_thousand_tamperings_are_found_and_only_a_kept_head_finds_what_was_cut_and_set_back() {
    let mut dice = Dice(0x00c0_ffee_d00d);
    let (mut plain, mut only_kept) = (0, 0);
    for round in 0..1000 {
        let (mut rows, mut head) = made(&mut dice);
        let kept = head;
        assert_eq!(walked(&rows, head, Some(kept)).first_broken, None);
        assert_eq!(walked(&rows, head, Some(kept)).contains, Some(true));

        let what = tampered(&mut dice, &mut rows, &mut head);

        let found = walked(&rows, head, Some(kept));
        if what == "cut and set back" {
            assert_eq!(found.first_broken, None, "{round}: the chain alone cannot know");
            only_kept += 1;
        } else {
            assert!(found.first_broken.is_some(), "{round}: {what}");
            plain += 1;
        }
        assert_eq!(found.contains, Some(false), "{round}: {what}");
    }
    assert!(plain > 800 && only_kept > 10, "{plain} {only_kept}");
}

#[test]
fn a_chain_that_was_wholly_made_anew_is_found_by_a_kept_head_alone() {
    let mut dice = Dice(0x000b_adca_fe00);
    for _ in 0..200 {
        let (mut rows, head) = made(&mut dice);
        let mut elsewhere = head;
        while tampered(&mut dice, &mut rows, &mut elsewhere) == "nothing" || rows.is_empty() {}
        let anew = mended(&mut rows);
        if anew == head {
            continue;
        }
        let found = walked(&rows, anew, Some(head));
        assert_eq!((found.first_broken, found.contains), (None, Some(false)));
    }
}

#[test]
fn what_came_after_the_kept_head_can_be_cut_off_unseen() {
    let mut dice = Dice(0x0000_5eed);
    let (mut rows, _) = made(&mut dice);
    let kept = rows.get(9).map_or_else(|| start(HOUSE), |(link, hash)| Head { seq: link.seq, hash: *hash });
    rows.truncate(12);
    let head = rows.last().map_or_else(|| start(HOUSE), |(link, hash)| Head { seq: link.seq, hash: *hash });
    let found = walked(&rows, head, Some(kept));
    assert_eq!((found.first_broken, found.contains), (None, Some(true)), "which is why it is kept each day");
}
