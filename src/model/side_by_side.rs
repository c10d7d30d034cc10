//! Work that a model shares out while it is loaded.

use std::thread;

/// What both give, `left` on a thread of its own that ends with it.
///
/// On rayon's threads, which live on, a process could not load a model and fork afterwards, as
/// Python's do: they stay behind, and the child would wait for them.
pub(super) fn side_by_side<L: Send, R>(
    left: impl Fn() -> L + Sync,
    right: impl FnOnce() -> R,
) -> (L, R) {
    thread::scope(|scope| {
        let begun = thread::Builder::new().spawn_scoped(scope, &left);
        let right = right();
        let left = match begun {
            Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            // No thread is to be had, as in a browser.
            Err(_) => left(),
        };
        (left, right)
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;

    use super::side_by_side;

    #[test]
    fn both_run_at_the_same_time() {
        let barrier = Barrier::new(2);
        let wait = |what| {
            barrier.wait();
            what
        };
        assert_eq!(side_by_side(|| wait(1), || wait(2)), (1, 2));
    }
}
