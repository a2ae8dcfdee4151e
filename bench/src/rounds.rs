//! Turn and turn about, so that whatever else the machine does meets both.

use anyhow::Result;

/// How often and how long.
pub struct Plan {
    /// Turns of each program.
    pub rounds: usize,
    /// Length of one turn under load, in seconds.
    pub seconds: usize,
}

impl Default for Plan {
    fn default() -> Self {
        Plan { rounds: 7, seconds: 3 }
    }
}

/// What two programs needed, turn by turn.
#[derive(Default)]
pub struct Pair {
    /// Ours.
    pub ours: Vec<f64>,
    /// The floor's.
    pub floor: Vec<f64>,
}

impl Pair {
    /// Measures both in turns, ours first.
    pub fn take(
        rounds: usize,
        mut ours: impl FnMut() -> Result<f64>,
        mut floor: impl FnMut() -> Result<f64>,
    ) -> Result<Self> {
        let mut pair = Pair::default();
        for round in 1..=rounds {
            let (a, b) = (ours()?, floor()?);
            eprintln!("  {round}/{rounds}: {}", crate::report::share(a / b));
            pair.push(a, b);
        }
        Ok(pair)
    }

    /// Adds a turn of both.
    pub fn push(&mut self, ours: f64, floor: f64) {
        self.ours.push(ours);
        self.floor.push(floor);
    }

    /// Ours to the floor's, of the medians.
    pub fn ratio(&self) -> f64 {
        median(&self.ours) / median(&self.floor)
    }

    /// The lowest and the highest ratio of one turn: how much the machine moved.
    pub fn spread(&self) -> (f64, f64) {
        let ratios = self.ours.iter().zip(&self.floor).map(|(a, b)| a / b);
        ratios.fold((f64::MAX, 0.0), |(low, high), r| (r.min(low), r.max(high)))
    }
}

/// The middle one; of an even number the lower of the two middle ones.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
        .get(sorted.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_of_medians_and_one_wild_turn_does_not_move_it() {
        let pair = Pair {
            ours: vec![50.0, 40.0, 1.0],
            floor: vec![100.0, 100.0, 900.0],
        };
        assert!((pair.ratio() - 0.4).abs() < 1e-9);
        assert!((pair.spread().1 - 0.5).abs() < 1e-9);
    }
}
