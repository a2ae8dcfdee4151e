//! The machine's name, without which a figure means nothing.

use std::fs;

use anyhow::{Context, Result};

/// Processor, cores, system, and how busy the machine is with something else.
pub fn described() -> Result<String> {
    let cpus = fs::read_to_string("/proc/cpuinfo").context("figures are measured on Linux")?;
    let model = cpus
        .lines()
        .find_map(|line| {
            line.strip_prefix("model name")?
                .split_once(':')
                .map(|(_, name)| name.trim())
        })
        .unwrap_or("unknown processor");
    let cores = std::thread::available_parallelism()?;
    let release = fs::read_to_string("/proc/sys/kernel/osrelease")?;
    let load = fs::read_to_string("/proc/loadavg")?;
    let load = load.split(' ').next().unwrap_or_default();
    Ok(format!(
        "{model}, {cores} cores, Linux {}; load before the run {load}",
        release.trim()
    ))
}
