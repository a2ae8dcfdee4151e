//! The one way from a door into a use case: find who asks, then look at what they sent, then act, in one transaction.

use axum::Json;
use futures_util::future::BoxFuture;
use serde::Serialize;
use tokio::runtime::Handle;

use super::{Caller, Input, Nothing, Reply};
use crate::access::{self, Actor, Asking, Member};
use crate::activity;
use crate::app::App;
use crate::error::{Error, Result};
use crate::live::{Reading, Room};
use crate::store::Tx;
use crate::visitor::{self, Visitor};

impl App {
    async fn read<I, T, F>(&self, caller: Caller, input: I, f: F) -> Result<Json<T>>
    where
        I: Input,
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, Asking, I::Out) -> BoxFuture<'t, Result<T>> + Send + 'static,
    {
        let (app, asked) = (self.clone(), caller.read_path());
        let answer = self.store.read(move |tx| {
            Box::pin(async move {
                let asking = app.who(tx, &caller).await?;
                let visit = asking.reads();
                Ok((f(tx, asking, input.take()?).await?, visit))
            })
        });
        let (value, visit) = answer.await?;
        if let (Some(visit), Some(what)) = (visit, asked) {
            self.note_read_on_a_visit(visit, what).await?;
        }
        Ok(Json(value))
    }

    /// Reads for an account.
    ///
    /// # Errors
    /// 401, then the input's, then 403 `not_for_keys`, then what `f` answers.
    pub async fn account_read<I, T, F>(&self, caller: Caller, input: I, f: F) -> Result<Json<T>>
    where
        I: Input,
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, Actor, I::Out) -> BoxFuture<'t, Result<T>> + Send + 'static,
    {
        self.read(caller, input, move |tx, asking, input| {
            Box::pin(async move { f(tx, asking.in_person()?, input).await })
        })
        .await
    }

    /// Reads for a member of a workspace who is there in person: nothing for a key.
    ///
    /// # Errors
    /// As [`App::account_read`] and [`App::member_read`].
    pub async fn person_read<I, T, F>(&self, caller: Caller, input: I, f: F) -> Result<Json<T>>
    where
        I: Input,
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, Member, I::Out) -> BoxFuture<'t, Result<T>> + Send + 'static,
    {
        self.account_read(caller, input, move |tx, actor, input| {
            Box::pin(async move { f(tx, actor.member()?, input).await })
        })
        .await
    }

    /// Reads for a member of a workspace, or a key of theirs.
    ///
    /// # Errors
    /// 401, then the input's, then 400 `no_workspace` or 404, then what `f` answers.
    pub async fn member_read<I, T, F>(&self, caller: Caller, input: I, f: F) -> Result<Json<T>>
    where
        I: Input,
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, Member, I::Out) -> BoxFuture<'t, Result<T>> + Send + 'static,
    {
        self.read(caller, input, move |tx, asking, input| {
            Box::pin(async move { f(tx, asking.member()?, input).await })
        })
        .await
    }

    /// Reads for a member what may take long, such as a search: on a thread of its own, so that no other request waits.
    ///
    /// # Errors
    /// As [`App::member_read`].
    pub async fn member_read_apart<I, T, F>(&self, caller: Caller, input: I, f: F) -> Result<Json<T>>
    where
        I: Input,
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, Member, I::Out) -> BoxFuture<'t, Result<T>> + Send + 'static,
    {
        let (app, threads) = (self.clone(), Handle::current());
        let read = move || threads.block_on(app.member_read(caller, input, f));
        tokio::task::spawn_blocking(read).await.map_err(Error::internal)?
    }

    /// Reads for a member what takes long to send, also where they do not read it: whoever is cut off before the guard goes,
    /// or whose session, visit or key ends, gets no more of it.
    ///
    /// # Errors
    /// As [`App::member_read`].
    pub async fn member_read_at_length<I, T, F>(&self, caller: Caller, input: I, f: F) -> Result<(T, Reading)>
    where
        I: Input,
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, Member, I::Out) -> BoxFuture<'t, Result<T>> + Send + 'static,
    {
        let line = caller.line.clone();
        let read = self.read(caller, input, move |tx, asking, input| {
            Box::pin(async move {
                let mut rooms = asking.rooms();
                let me = asking.member()?;
                rooms.extend([Room::Member(me.id.clone()), Room::Members(me.workspace_id.clone())]);
                Ok((f(tx, me, input).await?, rooms))
            })
        });
        let Json((value, rooms)) = read.await?;
        Ok((value, self.live.reading(rooms, line)))
    }

    async fn write<I, T, F>(&self, caller: Caller, input: I, f: F) -> Result<Reply<T>>
    where
        I: Input,
        T: Serialize + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, Asking, I::Out) -> BoxFuture<'t, Result<T>> + Send + 'static,
    {
        let app = self.clone();
        let digest = input.digest();
        let input = match input.take() {
            Ok(input) => input,
            Err(e) => return Err(self.refuse_input(caller, e).await),
        };
        let write = self.store.write(move |tx| {
            Box::pin(async move {
                let asking = app.who(tx, &caller).await?;
                asking.check_maker()?;
                let account_id = asking.account_id().clone();
                let reply = Reply::once(tx, &account_id, &caller, digest, |tx| f(tx, asking, input)).await?;
                let places = activity::put(tx, &account_id).await?;
                Ok((reply, account_id, places, tx.now()))
            })
        });
        let (reply, account_id, places, now) = write.await?;
        self.last_acts.note(&account_id, places, now);
        Ok(reply)
    }

    /// Writes for an account.
    ///
    /// # Errors
    /// As [`App::account_read`].
    pub async fn account_write<I, T, F>(&self, caller: Caller, input: I, f: F) -> Result<Reply<T>>
    where
        I: Input,
        T: Serialize + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, Actor, I::Out) -> BoxFuture<'t, Result<T>> + Send + 'static,
    {
        self.write(caller, input, move |tx, asking, input| {
            Box::pin(async move { f(tx, asking.in_person()?, input).await })
        })
        .await
    }

    /// Writes for a member of a workspace who is there in person: nothing for a key.
    ///
    /// # Errors
    /// As [`App::person_read`].
    pub async fn person_write<I, T, F>(&self, caller: Caller, input: I, f: F) -> Result<Reply<T>>
    where
        I: Input,
        T: Serialize + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, Member, I::Out) -> BoxFuture<'t, Result<T>> + Send + 'static,
    {
        self.account_write(caller, input, move |tx, actor, input| {
            Box::pin(async move { f(tx, actor.member()?, input).await })
        })
        .await
    }

    /// Writes for a member of a workspace, or a key of theirs.
    ///
    /// # Errors
    /// As [`App::member_read`].
    pub async fn member_write<I, T, F>(&self, caller: Caller, input: I, f: F) -> Result<Reply<T>>
    where
        I: Input,
        T: Serialize + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, Member, I::Out) -> BoxFuture<'t, Result<T>> + Send + 'static,
    {
        self.write(caller, input, move |tx, asking, input| {
            Box::pin(async move { f(tx, asking.member()?, input).await })
        })
        .await
    }

    /// Reads for a visitor.
    ///
    /// # Errors
    /// 401, 403 `origin_refused`, then what `f` answers.
    pub async fn visitor_read<T, F>(&self, caller: Caller, f: F) -> Result<Json<T>>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, Visitor) -> BoxFuture<'t, Result<T>> + Send + 'static,
    {
        let answer = self.store.read(move |tx| {
            Box::pin(async move {
                let visitor = visitor::authenticate(tx, &caller).await?;
                f(tx, visitor).await
            })
        });
        answer.await.map(Json)
    }

    /// Writes for a visitor.
    ///
    /// # Errors
    /// As [`App::visitor_read`], then the input's.
    pub async fn visitor_write<I, T, F>(&self, caller: Caller, input: I, f: F) -> Result<Reply<T>>
    where
        I: Input,
        T: Serialize + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, Visitor, I::Out) -> BoxFuture<'t, Result<T>> + Send + 'static,
    {
        let digest = input.digest();
        let input = input.take();
        let write = self.store.write(move |tx| {
            Box::pin(async move {
                let visitor = visitor::authenticate(tx, &caller).await?;
                visitor::stays(tx, &visitor).await?;
                let input = input?;
                let id = visitor.id.clone();
                Reply::once(tx, &id, &caller, digest, |tx| f(tx, visitor, input)).await
            })
        });
        write.await
    }

    async fn who(&self, tx: &mut Tx, caller: &Caller) -> Result<Asking> {
        let asking = access::authenticate(tx, caller, &self.books, self.lifetime).await?;
        match &asking {
            Asking::Person(actor) if actor.session_is_stale => self.note_session_used(actor.session_id.clone()),
            Asking::Key(key) if key.is_stale => self.note_key_used(key.workspace_id.clone(), key.id.clone()),
            _ => {}
        }
        Ok(asking)
    }

    /// Whether it is anybody at all who asks: looked at before a large body is received.
    ///
    /// # Errors
    /// 401.
    pub async fn known(&self, caller: Caller) -> Result<()> {
        let found = self.read(caller, Nothing, |_, _, ()| Box::pin(async { Ok(()) }));
        found.await.map(|_| ())
    }

    /// Malformed input matters only to somebody who may ask at all; no write is queued for it.
    async fn refuse_input(&self, caller: Caller, error: crate::error::Error) -> crate::error::Error {
        self.known(caller).await.err().unwrap_or(error)
    }
}
