//! `#[bounded]`: what `#[garde(…)]` checks of a field also stands in the OpenAPI document, and is written once.
//!
//! utoipa takes its bounds as literals, beside garde's. This attribute reads garde's, constants and rules of one's own
//! included, and hands them to `crate::bounds` of the crate that uses it, which knows them when the document is made. It
//! stands above `#[derive(…)]`, on a struct that derives `ToSchema` (a body) or `IntoParams` (a query).

use proc_macro::TokenStream as Input;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Expr, Field, GenericArgument, Ident, ItemStruct, Meta, PathArguments, Token, Type, parse_macro_input,
    parse_quote,
};

type Rules = Punctuated<Meta, Token![,]>;

/// See the crate.
#[proc_macro_attribute]
pub fn bounded(_: Input, item: Input) -> Input {
    let mut item = parse_macro_input!(item as ItemStruct);
    let is_query = item.attrs.iter().any(|attribute| {
        attribute.path().is_ident("derive") && attribute.to_token_stream().to_string().contains("IntoParams")
    });
    let name = item.ident.clone();
    let mut types = TokenStream::new();
    for field in &mut item.fields {
        match bounds_of(field) {
            Err(error) => return error.to_compile_error().into(),
            Ok(None) => {}
            Ok(Some(bounds)) if is_query => types.extend(parameter(&name, field, &bounds)),
            Ok(Some(bounds)) if is_any_object(field) => types.extend(object(&name, field, &bounds)),
            Ok(Some(bounds)) => field
                .attrs
                .push(parse_quote!(#[schema(extensions(("x-bounds" = json!(#bounds))))])),
        }
    }
    quote!(#item #types).into()
}

/// The rules of a field as an expression, if it has any that bound it.
fn bounds_of(field: &Field) -> syn::Result<Option<TokenStream>> {
    let mut all = Vec::new();
    for attribute in field.attrs.iter().filter(|a| a.path().is_ident("garde")) {
        for rule in attribute.parse_args_with(Rules::parse_terminated)? {
            all.extend(bound(&rule)?);
        }
    }
    Ok((!all.is_empty()).then(|| quote!(crate::bounds::all([#(#all),*]))))
}

fn bound(rule: &Meta) -> syn::Result<Option<TokenStream>> {
    let Meta::List(list) = rule else { return Ok(None) };
    let inside = Rules::parse_terminated;
    if list.path.is_ident("length") {
        let rules = inside.parse2(list.tokens.clone())?;
        let (least, most) = (value(&rules, "min"), value(&rules, "max"));
        return Ok(Some(quote!(crate::bounds::length(#least, #most))));
    }
    if list.path.is_ident("range") {
        let rules = inside.parse2(list.tokens.clone())?;
        let (least, most) = (value(&rules, "min"), value(&rules, "max"));
        return Ok(Some(quote!(crate::bounds::range(#least, #most))));
    }
    if list.path.is_ident("custom") {
        let rule: syn::Path = syn::parse2(list.tokens.clone())?;
        let name = rule.segments.last().map(|last| last.ident.to_string());
        return Ok(Some(quote!(crate::bounds::rule(#name))));
    }
    if list.path.is_ident("inner") {
        let rules = inside.parse2(list.tokens.clone())?;
        let inner: Vec<_> = rules.iter().map(bound).collect::<syn::Result<Vec<_>>>()?;
        let inner = inner.into_iter().flatten();
        return Ok(Some(quote!(crate::bounds::inner(crate::bounds::all([#(#inner),*])))));
    }
    Ok(None)
}

/// What stands behind `name =`, as an option.
fn value(rules: &Rules, name: &str) -> TokenStream {
    let found = rules.iter().find_map(|rule| match rule {
        Meta::NameValue(pair) if pair.path.is_ident(name) => Some(&pair.value),
        _ => None,
    });
    found.map_or_else(|| quote!(None), |value: &Expr| quote!(Some(#value)))
}

/// A parameter takes no extensions, so a type of its own carries its bounds.
fn parameter(of: &Ident, field: &mut Field, bounds: &TokenStream) -> TokenStream {
    let wire = optional(&field.ty).unwrap_or(&field.ty);
    let schema = quote!(crate::bounds::noted(<#wire as utoipa::PartialSchema>::schema(), #bounds));
    let (name, kind) = carrier(of, field, &schema);
    field.attrs.push(parse_quote!(#[param(inline, value_type = #name)]));
    kind
}

/// Whether the document knows a field as an object of any kind, which takes no extensions either.
fn is_any_object(field: &Field) -> bool {
    field.attrs.iter().any(is_object)
}

fn is_object(attribute: &Attribute) -> bool {
    attribute.path().is_ident("schema") && attribute.to_token_stream().to_string().contains("Object")
}

fn object(of: &Ident, field: &mut Field, bounds: &TokenStream) -> TokenStream {
    let (name, kind) = carrier(of, field, &quote!(crate::bounds::any_object(#bounds)));
    field.attrs.retain(|attribute| !is_object(attribute));
    field.attrs.push(parse_quote!(#[schema(inline, value_type = #name)]));
    kind
}

/// A type whose schema is this, and how the field names it.
fn carrier(of: &Ident, field: &Field, schema: &TokenStream) -> (TokenStream, TokenStream) {
    let words = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
    let camel: String = words.split('_').map(capital).collect();
    let name = format_ident!("{of}{camel}");
    let of_field = match optional(&field.ty) {
        Some(_) => quote!(Option<#name>),
        None => quote!(#name),
    };
    let kind = quote! {
        enum #name {}
        impl utoipa::PartialSchema for #name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                #schema
            }
        }
        impl utoipa::ToSchema for #name {}
    };
    (of_field, kind)
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// The `T` of an `Option<T>`.
fn optional(of: &Type) -> Option<&Type> {
    let Type::Path(path) = of else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first() {
        Some(GenericArgument::Type(inner)) => Some(inner),
        _ => None,
    }
}
