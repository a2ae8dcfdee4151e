//! Undoing an act that turned somebody's access on plans the removal again that it called off, as it stood.

use crate::access::{Member, MembersRemove};
use crate::error::Result;
use crate::store::Tx;
use crate::team::plan_removal::{self, PlannedRemoval};
use crate::team::reach::{Teammate, active_teammate};

/// Plans it again where its day has not come and whoever undoes may remove them; answers what became of it.
///
/// # Errors
/// Internal ones only.
pub(super) async fn plan_again(
    tx: &mut Tx,
    me: &Member,
    person: &Teammate,
    removal: &PlannedRemoval,
) -> Result<String> {
    let day = removal.at.day();
    let not = |why: &str| {
        Ok(format!(
            "The removal that was planned for {day} is not planned again: {why}."
        ))
    };
    if removal.at <= tx.now() {
        return not("that time has passed");
    }
    let Ok(permit) = me.permit::<MembersRemove>(person.target(me)) else {
        return not("whoever undoes it may not remove them");
    };
    let heir = match &removal.heir {
        Some(heir) => active_teammate(tx, me, heir).await?,
        None => None,
    };
    plan_removal::put(tx, &permit, person, removal, heir.as_ref()).await?;
    Ok(format!("Their removal is planned for {day} again."))
}
