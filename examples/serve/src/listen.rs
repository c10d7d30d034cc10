//! Connections: so many at a time, each given up where its client does not go on, and all of them
//! some time after the process was asked to stop.

use std::collections::BTreeMap;
use std::future::Future;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Notify;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Connections at a time.
    pub(crate) connections: usize,
    /// How long a client may take for the headers of its next request.
    pub(crate) headers: Duration,
    /// How long requests may go on once the process was asked to stop.
    pub(crate) stop: Duration,
}

/// How long to wait where the system has no file for a connection more.
const PAUSE: Duration = Duration::from_millis(50);

/// Answers what comes until `stopped`; what is being answered then has the time that the limits say.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stopped: impl Future<Output = ()>,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.headers);
    let open = Arc::new(Open { most: limits.connections.max(1), seats: Mutex::default() });
    let graceful = GracefulShutdown::new();
    tokio::pin!(stopped);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stopped => break,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) if is_of_one_connection(&error) => continue,
            Err(_) => {
                open.give_one_up();
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        let Some(seat) = open.clone().enter() else { continue };
        let seat = Arc::new(seat);
        let (answering, inner) = (seat.clone(), TowerToHyperService::new(router.clone()));
        let service = service_fn(move |request: Request<Incoming>| {
            let (answering, answer) = (answering.clone(), inner.call(request));
            async move {
                answering.set_busy(true);
                let answer = answer.await;
                answering.set_busy(false);
                answer
            }
        });
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            tokio::select! {
                // What a client does wrong is its own affair.
                _ = connection => {}
                () = seat.given_up.notified() => {}
            }
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(limits.stop, graceful.shutdown()).await;
}

/// Whether another connection may well be accepted at once.
fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}

/// The connections that are open, by the order in which they came or were last answered.
#[derive(Debug)]
struct Open {
    most: usize,
    seats: Mutex<Seats>,
}

#[derive(Debug, Default)]
struct Seats {
    next: u64,
    /// Those that wait for their client: they may be given up for others.
    idle: BTreeMap<u64, Arc<Notify>>,
    busy: usize,
}

#[derive(Debug)]
struct Seat {
    open: Arc<Open>,
    given_up: Arc<Notify>,
    /// Its key where it is idle.
    place: Mutex<Option<u64>>,
}

impl Open {
    fn seats(&self) -> std::sync::MutexGuard<'_, Seats> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A seat, for which the one that is idle for longest is given up where all are taken; none
    /// where all of them are being answered.
    fn enter(self: Arc<Self>) -> Option<Seat> {
        let given_up = Arc::new(Notify::new());
        let place = {
            let mut seats = self.seats();
            if seats.idle.len() + seats.busy >= self.most && !seats.give_one_up() {
                return None;
            }
            seats.sit_down(given_up.clone())
        };
        Some(Seat { open: self, given_up, place: Mutex::new(Some(place)) })
    }

    fn give_one_up(&self) {
        self.seats().give_one_up();
    }
}

impl Seats {
    fn sit_down(&mut self, given_up: Arc<Notify>) -> u64 {
        self.next += 1;
        self.idle.insert(self.next, given_up);
        self.next
    }

    fn give_one_up(&mut self) -> bool {
        let first = self.idle.pop_first();
        first.inspect(|(_, given_up)| given_up.notify_one()).is_some()
    }
}

impl Seat {
    fn set_busy(&self, busy: bool) {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        let mut seats = self.open.seats();
        match *place {
            // It may have been given up a moment ago.
            Some(key) if busy => {
                seats.busy += 1;
                seats.idle.remove(&key);
                *place = None;
            }
            None if !busy => {
                seats.busy = seats.busy.saturating_sub(1);
                *place = Some(seats.sit_down(self.given_up.clone()));
            }
            _ => {}
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let place = self.place.get_mut().unwrap_or_else(PoisonError::into_inner);
        let mut seats = self.open.seats();
        match place {
            Some(key) => drop(seats.idle.remove(key)),
            None => seats.busy = seats.busy.saturating_sub(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seat_that_is_idle_for_longest_is_given_up() {
        let open = Arc::new(Open { most: 2, seats: Mutex::default() });
        let enter = || open.clone().enter();
        let (first, second) = (enter().expect("a seat"), enter().expect("a seat"));
        first.set_busy(true);
        first.set_busy(false);
        let third = enter().expect("the second one's");
        assert!(!open.seats().idle.values().any(|n| Arc::ptr_eq(n, &second.given_up)));
        drop(second);
        first.set_busy(true);
        third.set_busy(true);
        assert!(enter().is_none(), "both are being answered");
        drop(third);
        assert!(enter().is_some());
        drop(first);
        let seats = open.seats();
        assert_eq!((seats.busy, seats.idle.len()), (0, 0));
    }
}
