//! Writes that are under way. Where several run side by side, one that looked who asks before a removal was committed may be
//! committed after it. Whoever answers the removal waits for those first.

use std::collections::BTreeSet;
use std::pin::pin;

use parking_lot::Mutex;
use tokio::sync::Notify;

#[derive(Default)]
struct Numbers {
    next: u64,
    going: BTreeSet<u64>,
}

/// The writes that have begun and not ended.
#[derive(Default)]
pub(super) struct Writing {
    numbers: Mutex<Numbers>,
    ended: Notify,
}

/// One of them; it has ended when this goes.
pub(super) struct Write<'a>(&'a Writing, u64);

impl Drop for Write<'_> {
    fn drop(&mut self) {
        self.0.numbers.lock().going.remove(&self.1);
        self.0.ended.notify_waiters();
    }
}

impl Writing {
    /// Notes that one begins.
    pub(super) fn begin(&self) -> Write<'_> {
        let mut numbers = self.numbers.lock();
        let number = numbers.next;
        numbers.next += 1;
        numbers.going.insert(number);
        Write(self, number)
    }

    /// Waits for all that have begun before now, and for none that begins meanwhile.
    pub(super) async fn settled(&self) {
        let from_here = self.numbers.lock().next;
        loop {
            let mut ended = pin!(self.ended.notified());
            // Before the look, so that what ends between the two is not missed.
            ended.as_mut().enable();
            let oldest = self.numbers.lock().going.first().copied();
            if oldest.is_none_or(|oldest| oldest >= from_here) {
                return;
            }
            ended.await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Writing;
    use futures_util::FutureExt;

    #[test]
    fn it_waits_for_what_began_before_and_for_nothing_that_began_after() {
        let writing = Writing::default();
        let (first, second) = (writing.begin(), writing.begin());
        let mut settled = Box::pin(writing.settled());
        assert!(settled.as_mut().now_or_never().is_none());
        let third = writing.begin();
        drop(second);
        assert!(settled.as_mut().now_or_never().is_none());
        drop(first);
        assert!(settled.as_mut().now_or_never().is_some());
        drop(third);
        assert!(writing.settled().now_or_never().is_some());
    }
}
