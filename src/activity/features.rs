//! Which part of the product an act used.

/// The feature that an act counts for. Acts on conversations have the words of their history, all others those of the audit.
pub(super) fn feature(what: &str) -> &'static str {
    match what {
        "reply" => "replies",
        "note" => "notes",
        "assigned" | "unassigned" | "handoff" => "assignments",
        "tagged" => "tags",
        "live" | "away" | "offline" => "availability",
        "customer_added" => "customers",
        "opened" | "open" | "reopened" | "pending" | "resolved" | "closed" | "snoozed" => "conversations",
        _ => match what.split('.').next() {
            Some("member" | "invitation" | "link" | "import" | "bulk" | "role" | "ownership") => "people",
            _ => "settings",
        },
    }
}
