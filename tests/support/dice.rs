//! Chance that is the same everywhere: the numbers of Knuth's MMIX generator.
#![allow(dead_code, reason = "each of those who include this file needs other parts of it")]

pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// The dice of one of many things that are drawn from a seed: neighbours have nothing in common.
    pub(crate) const fn of(seed: u64, number: u64) -> Self {
        // The last steps of splitmix64 (Steele, Lea and Flood 2014), which spread every bit over all others.
        let mut mixed = seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Self(mixed ^ (mixed >> 31))
    }

    /// A number below `sides`.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }

    pub(crate) fn pick<'w, T: ?Sized>(&mut self, things: &[&'w T]) -> &'w T {
        things[self.roll(things.len())]
    }
}
