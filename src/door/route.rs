//! One path of the API: what serves it, and what describes it. The description of all of them takes longer to make than
//! everything else of a start together, so it is made only where somebody asks for the document.

use axum::Router;
use axum::routing::MethodRouter;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use crate::app::App;

/// A path and the doors behind it. Made by [`doors!`](crate::doors).
pub struct Route {
    path: String,
    serves: MethodRouter<App>,
    describes: fn() -> UtoipaMethodRouter<App>,
}

impl Route {
    /// For [`doors!`](crate::doors) alone.
    #[must_use]
    pub fn new(path: String, serves: MethodRouter<App>, describes: fn() -> UtoipaMethodRouter<App>) -> Self {
        Route {
            path,
            serves,
            describes,
        }
    }
}

/// The doors of one path, given by their functions.
#[macro_export]
macro_rules! doors {
    ($first:path $(, $door:path)* $(,)?) => {{
        let serves = axum::routing::MethodRouter::new();
        let serves = $crate::doors!(@on serves, $first);
        $(let serves = $crate::doors!(@on serves, $door);)*
        let path = utoipa_axum::paste! { utoipa_axum::routes!(@path [path()] of $first) };
        $crate::door::Route::new(path, serves, || utoipa_axum::routes!($first $(, $door)*))
    }};
    (@on $serves:ident, $door:path) => {{
        use utoipa_axum::PathItemExt;
        let methods = utoipa_axum::paste! { utoipa_axum::routes!(@path [methods()] of $door) };
        methods.iter().fold($serves, |serves, method| serves.on(method.to_method_filter(), $door))
    }};
}

/// What answers under `base`.
pub fn serve(base: &str, routes: Vec<Route>) -> Router<App> {
    routes.into_iter().fold(Router::new(), |router, route| {
        router.route(&format!("{base}{}", route.path), route.serves)
    })
}

/// What describes all of it.
pub fn describe(routes: Vec<Route>) -> OpenApiRouter<App> {
    routes
        .into_iter()
        .fold(OpenApiRouter::new(), |router, route| router.routes((route.describes)()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    /// The document would hold one of them, and say nothing about the other.
    #[test]
    fn no_two_types_of_the_document_have_one_name() {
        let mut known = BTreeMap::new();
        for route in crate::routes::api() {
            let (schemas, _, _) = (route.describes)();
            for (name, schema) in schemas {
                let text = serde_json::to_string(&schema).expect("JSON");
                let first = known.entry(name.clone()).or_insert_with(|| text.clone());
                assert_eq!(*first, text, "two types are called {name} in the document");
            }
        }
        assert!(known.len() > 50, "only {} types were found", known.len());
    }
}
