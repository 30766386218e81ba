//! Chance that falls the same way every time, so that everybody who looks at the sample sees the same house.

/// Dice with a fixed seed (`SplitMix64`). Good enough for a story, never for a secret.
#[derive(Clone, Debug)]
pub(super) struct Dice(u64);

impl Dice {
    /// Dice for one part of the story.
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 up to `sides - 1`.
    pub(super) fn below(&mut self, sides: u32) -> u32 {
        let rolled = self.next() % u64::from(sides.max(1));
        u32::try_from(rolled).unwrap_or_default()
    }

    /// Whether something happens that happens `percent` times of a hundred.
    pub(super) fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// From `-spread` to `spread`, the middle more often than the ends.
    pub(super) fn around(&mut self, spread: u32) -> i32 {
        let (a, b) = (self.below(spread.saturating_add(1)), self.below(spread.saturating_add(1)));
        i32::try_from(a).unwrap_or_default() - i32::try_from(b).unwrap_or_default()
    }

    /// One of them; `None` only of nothing.
    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        let sides = u32::try_from(from.len()).unwrap_or(u32::MAX);
        let at = usize::try_from(self.below(sides)).unwrap_or_default();
        from.get(at).copied()
    }

    /// Ten bytes for an id.
    pub(super) fn bytes(&mut self) -> [u8; 10] {
        let mut bytes = [0; 10];
        let rolled = [self.next().to_be_bytes(), self.next().to_be_bytes()];
        for (to, from) in bytes.iter_mut().zip(rolled.iter().flatten()) {
            *to = *from;
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_falls_the_same_way() {
        let roll = |seed| {
            let mut dice = Dice::new(seed);
            (0..20).map(|_| dice.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(roll(7), roll(7));
        assert_ne!(roll(7), roll(8));
        // The reference values of SplitMix64 for the seed 1234567.
        let mut dice = Dice::new(1_234_567);
        assert_eq!([dice.next(), dice.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn every_side_comes_up() {
        let mut dice = Dice::new(1);
        let mut seen = [0_u32; 6];
        for _ in 0..600 {
            if let Some(count) = usize::try_from(dice.below(6)).ok().and_then(|side| seen.get_mut(side)) {
                *count += 1;
            }
        }
        assert!(seen.iter().all(|count| *count > 60), "{seen:?}");
    }
}
