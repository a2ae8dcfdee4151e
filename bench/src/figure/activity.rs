//! What counting people's use costs whoever reads: the list of members, which shows when each was last active, in a workspace
//! where everybody has thousands of acts noted, beside one where nobody has any.

use anyhow::Result;

use super::list;
use crate::desk::{self, Desk};
use crate::load;
use crate::process::{Folder, Server};
use crate::report::{Bound, Line};
use crate::rounds::Plan;

/// Members of the workspace.
const PEOPLE: usize = 25;

/// Acts of each.
const ACTS: i64 = 10_000;

/// The share of the rate without any, at least.
const SHARE: f64 = 0.97;

/// Measures it: the same workspace twice, once with the acts.
pub fn measure(plan: &Plan) -> Result<Vec<Line>> {
    let (counted, bare) = (Folder::fresh()?, Folder::fresh()?);
    let desk = {
        let server = Server::deskbell(&bare.0, &[])?;
        Desk::fill(server.address, PEOPLE, 0)?
    };
    bare.copy_to(&counted)?;
    desk::acts(&counted.0.join("deskbell.db"), ACTS)?;

    let (ours, floor) = (Server::deskbell(&counted.0, &[])?, Server::deskbell(&bare.0, &[])?);
    let turns = list::beside(plan, &ours, &floor, load::token(&desk.owner)?)?;
    let what = format!("list of {PEOPLE} members with {ACTS} acts each, SQLite");
    Ok(Line::of_turns(
        what,
        "the same without acts",
        turns,
        Bound::AtLeast(SHARE),
    ))
}
