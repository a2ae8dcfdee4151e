//! Where a word was erased, the log says when and by whom.

use std::collections::HashMap;

use serde_json::Value;

use super::leaves::ERASED;
use super::list::AuditEntry;
use crate::error::Result;
use crate::id::Id;
use crate::personal;
use crate::store::Tx;

/// The erasures that were met so far, in words.
#[derive(Default)]
pub struct Marks(HashMap<String, String>);

impl Marks {
    /// Puts words in the place of each mark.
    ///
    /// # Errors
    /// Internal ones only.
    pub async fn show(&mut self, tx: &mut Tx, workspace_id: &Id, entry: &mut AuditEntry) -> Result<()> {
        let mut words: Vec<&mut String> = vec![&mut entry.actor];
        words.extend(entry.key.as_mut().map(|key| &mut key.name));
        words.extend(entry.visit.as_mut().map(|visit| &mut visit.name));
        entry.before.iter_mut().for_each(|value| walk(value, &mut words));
        entry.after.iter_mut().for_each(|value| walk(value, &mut words));
        for word in words {
            let Some(id) = word.strip_prefix(ERASED).map(str::to_owned) else {
                continue;
            };
            if !self.0.contains_key(&id) {
                let text = match personal::erasure(tx, workspace_id, &id).await? {
                    Some(found) => {
                        let by = found.by.unwrap_or_else(|| "somebody who was erased since".to_owned());
                        format!("erased on {} by {by}", found.at.day())
                    }
                    // Somebody's own word, which only begins like a mark.
                    None => word.clone(),
                };
                self.0.insert(id.clone(), text);
            }
            if let Some(text) = self.0.get(&id) {
                word.clone_from(text);
            }
        }
        Ok(())
    }
}

fn walk<'v>(value: &'v mut Value, out: &mut Vec<&'v mut String>) {
    match value {
        Value::String(text) => out.push(text),
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, out)),
        Value::Object(fields) => fields.values_mut().for_each(|item| walk(item, out)),
        _ => {}
    }
}
