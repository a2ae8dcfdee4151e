//! What the examples of the documents type: curl and jq.

use anyhow::Result;

use super::apt::Missing;
use super::find;

/// Finds both, or installs what is missing after saying so.
pub fn ensure() -> Result<()> {
    for program in ["curl", "jq"] {
        if find(&[program]).is_none() {
            Missing {
                what: &format!("{program}, which the examples of the documents use,"),
                packages: &[program],
                remark: "",
            }
            .install()?;
        }
    }
    Ok(())
}
