//! The table at the end of a test run.

use std::fmt;

/// How one step ended.
pub struct Outcome {
    pub step: &'static str,
    pub seconds: f64,
    pub passed: bool,
}

/// How the steps of one run ended, in their order.
#[derive(Default)]
pub struct Report(Vec<Outcome>);

impl Report {
    pub fn add(&mut self, outcome: Outcome) {
        self.0.push(outcome);
    }

    /// The names of the steps that failed.
    pub fn failed(&self) -> Vec<&'static str> {
        self.0
            .iter()
            .filter(|outcome| !outcome.passed)
            .map(|outcome| outcome.step)
            .collect()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{:<10}{:>9}  result", "step", "seconds")?;
        for Outcome { step, seconds, passed } in &self.0 {
            writeln!(
                out,
                "{step:<10}{seconds:>9.1}  {}",
                if *passed { "ok" } else { "FAILED" }
            )?;
        }
        let (all, failed) = (self.0.len(), self.failed().len());
        let seconds: f64 = self.0.iter().map(|outcome| outcome.seconds).sum();
        match failed {
            0 => write!(out, "PASSED: all {all} steps, {seconds:.0} seconds"),
            _ => write!(out, "FAILED: {failed} of {all} steps, {seconds:.0} seconds"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_says_whether_it_passed() {
        let mut report = Report::default();
        report.add(Outcome {
            step: "fmt",
            seconds: 0.94,
            passed: true,
        });
        assert!(report.to_string().ends_with("\nPASSED: all 1 steps, 1 seconds"));
        report.add(Outcome {
            step: "rust",
            seconds: 61.0,
            passed: false,
        });
        assert!(report.to_string().contains("rust           61.0  FAILED\n"));
        assert!(report.to_string().ends_with("\nFAILED: 1 of 2 steps, 62 seconds"));
        assert_eq!(report.failed(), ["rust"]);
    }
}
