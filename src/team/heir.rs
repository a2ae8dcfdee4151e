//! Who takes over the open conversations of somebody who goes or is away. Source: decisions 13 and 14.

use super::reach::{Teammate, active_teammate};
use crate::access::Member;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::store::Tx;

fn invalid(instead: &str) -> Error {
    let another = "heir has to be the user_id of another active member of this workspace";
    Error::bad_request("invalid_heir", format!("{another}{instead}."))
}

/// The active member whom a request names. `instead`: what else it could have said.
///
/// # Errors
/// 400 `invalid_heir`.
pub async fn heir_with(tx: &mut Tx, me: &Member, account_id: &str, instead: &str) -> Result<Teammate> {
    let found = active_teammate(tx, me, account_id).await?;
    found.ok_or_else(|| invalid(instead))
}

/// Nobody inherits from themselves.
///
/// # Errors
/// 400 `invalid_heir`.
pub fn is_another(heir: &Teammate, leaving: &Id) -> Result<()> {
    if heir.id == *leaving {
        let name = &heir.account.full_name;
        let words =
            format!("{name} takes over the open conversations, and so cannot be one of those who hand them over.");
        return Err(Error::bad_request("invalid_heir", words));
    }
    Ok(())
}
