//! The listing rule over very many ledgers, judged a second time by a rule written apart from the product's.

use chrono::{Days, NaiveDate};
use engawa::training::domain::TrainingKind;
use engawa::training::rule::{Entry, Need, Rule};

use crate::availability::ladder::Dice;

fn today() -> NaiveDate {
    "2026-11-22".parse().unwrap()
}

fn kind(dice: &mut Dice) -> TrainingKind {
    TrainingKind::ALL[dice.index(TrainingKind::ALL.len())]
}

fn halves(dice: &mut Dice, below: u64) -> u16 {
    u16::try_from(dice.below(below)).unwrap()
}

/// An entry that counts today.
fn lasting(dice: &mut Dice) -> Entry {
    let expires_on = (!dice.one_in(3)).then(|| today() + Days::new(dice.below(200)));
    Entry { kind: kind(dice), half_hours: halves(dice, 40), expires_on }
}

/// An entry that counts no more.
fn over(dice: &mut Dice) -> Entry {
    let last = today() - Days::new(1 + dice.below(200));
    Entry { kind: kind(dice), half_hours: halves(dice, 401), expires_on: Some(last) }
}

fn any(dice: &mut Dice) -> Entry {
    if dice.one_in(3) { over(dice) } else { lasting(dice) }
}

fn rule(dice: &mut Dice) -> Rule {
    let mut rule = Rule::default();
    for _ in 0..dice.below(4) {
        let need = Need { kind: kind(dice), half_hours: halves(dice, 60) };
        if rule.needed.iter().all(|known| known.kind != need.kind) {
            rule.needed.push(need);
        }
    }
    rule
}

/// What is missing, by counting everything kind by kind.
fn missing(rule: &Rule, ledger: &[Entry]) -> Vec<TrainingKind> {
    let mut missing = Vec::new();
    for need in &rule.needed {
        let (mut entries, mut halves) = (0_u32, 0_u32);
        for entry in ledger {
            let gone = matches!(entry.expires_on, Some(last) if last < today());
            if entry.kind == need.kind && !gone {
                entries += 1;
                halves += u32::from(entry.half_hours);
            }
        }
        if entries == 0 || halves < u32::from(need.half_hours) {
            missing.push(need.kind);
        }
    }
    missing
}

#[test]
fn more_is_never_less_and_what_is_over_never_counts() {
    let mut dice = Dice(0x7ea1_0b5e_55ed);
    let (mut met, mut turned) = (0, 0);
    for _ in 0..tests::times("ENGAWA_LEDGERS", 20_000) {
        let rule = rule(&mut dice);
        let ledger: Vec<Entry> = (0..dice.below(9)).map(|_| any(&mut dice)).collect();
        let before = rule.missing(&ledger, today());
        assert_eq!(before, missing(&rule, &ledger), "{rule:?} {ledger:?}");
        assert_eq!(rule.is_met(&ledger, today()), before.is_empty());

        let at = dice.index(ledger.len() + 1);
        let mut more = ledger.clone();
        more.insert(at, lasting(&mut dice));
        let after = rule.missing(&more, today());
        assert!(after.iter().all(|kind| before.contains(kind)), "{rule:?} {more:?}");

        let mut same = ledger.clone();
        same.insert(at, over(&mut dice));
        assert_eq!(rule.missing(&same, today()), before, "{rule:?} {same:?}");

        let counting: Vec<Entry> = ledger.iter().copied().filter(|one| one.counts(today())).collect();
        assert_eq!(rule.missing(&counting, today()), before, "what is over can be left out");
        let tomorrow = rule.missing(&ledger, today() + Days::new(1));
        assert!(before.iter().all(|kind| tomorrow.contains(kind)), "time alone never teaches");
        met += usize::from(before.is_empty());
        turned += usize::from(before != after);
    }
    assert!(met > 1_000 && turned > 1_000, "{met} {turned}: the ledgers are not alike");
}
