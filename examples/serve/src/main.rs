//! Who said what, as a web page and an HTTP API.
//!
//! ```text
//! serve                     # the page on http://127.0.0.1:8080/
//! curl --data-binary @article.md -H 'content-type: text/markdown' http://127.0.0.1:8080/v1/annotate
//! ```

mod api;
mod article;
mod body;
mod desk;
mod guard;
mod listen;
mod metrics;
mod page;
mod problem;
mod verify;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use clap::Parser;
use dixit::{Extractor, KnownEntities, harmless};

use self::desk::{Desk, Limits};
use self::guard::Hosts;

/// The longest article and the time for it belong together: what is allowed must be answered, on a
/// processor without the fast instructions too, and while every reader has as long an article, so
/// that each has one core. 256 KiB are 48,000 words of news. On one core of an Intel Xeon with
/// nothing but AVX2 they took 54 s of its time, in plain Rust, for processors without that, 143 s.
/// The rest is for the way and the queue: most articles are a hundred times shorter.
const LONGEST: usize = 256 << 10;
const TIME_LIMIT: u64 = 180;
/// What stands beside an article in a page is read once and never by the encoder.
const LONGEST_INPUT: usize = 2 << 20;

/// Serves a page that says who said what in an article, and the HTTP API behind it.
#[derive(Debug, Parser)]
#[command(name = "serve")]
struct Arguments {
    /// The address to listen on. Whoever can reach it can use it: there is no log-in and no
    /// encryption.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_parser = address)]
    address: IpAddr,
    /// The port; 0 takes any free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The longest text that is read of an article, in bytes: without markup, and of a web page its
    /// article alone. Longer ones need a longer time limit.
    #[arg(long, default_value_t = LONGEST, value_name = "BYTES")]
    longest: usize,
    /// The most bytes that an article may come in, markup and all: web pages are mostly that.
    /// `--longest` where that is more.
    #[arg(long, default_value_t = LONGEST_INPUT, value_name = "BYTES")]
    longest_input: usize,
    /// How long a request may take, in seconds, its time in the queue counted.
    #[arg(long, default_value_t = TIME_LIMIT, value_name = "SECONDS")]
    time_limit: u64,
    /// Articles read at the same time; one a core if not said.
    #[arg(long, value_name = "N")]
    readers: Option<usize>,
    /// Articles that may wait to be read; one more is turned away.
    #[arg(long, default_value_t = 64, value_name = "N")]
    queue: usize,
    /// People and organizations that you know: a list as JSON or CSV (by the file's name), with the
    /// columns id, name, and, if you like, aliases, kind and title. JSON results get the ids.
    #[arg(long, value_name = "FILE")]
    known: Option<PathBuf>,
    /// A name that others may ask this service by, beside those of the loopback address and the one
    /// that it listens on; may be given several times.
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
    /// Connections at a time; for one more, the one that is idle for longest is given up. Each
    /// takes a file of the process (`ulimit -n`).
    #[arg(long, default_value_t = 200, value_name = "N")]
    connections: usize,
    /// How long a client may take for the headers of a request, in seconds.
    #[arg(long, default_value_t = 10, value_name = "SECONDS")]
    header_time: u64,
    /// How long requests may go on once the process was asked to stop, in seconds.
    #[arg(long, default_value_t = 30, value_name = "SECONDS")]
    stop_time: u64,
}

/// Bytes of all articles together, as they came: more than any that are read at a time would need.
const BODIES: usize = 16 << 20;

/// An address, or a message that says where the rest of what was given belongs.
fn address(given: &str) -> Result<IpAddr, String> {
    given.parse().map_err(|_| match given.parse::<SocketAddr>() {
        Ok(both) => {
            format!("the port goes into --port: --address {} --port {}", both.ip(), both.port())
        }
        Err(_) => {
            "an IP address is meant, such as 127.0.0.1 or ::1; the port goes into --port".to_owned()
        }
    })
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("serve: {}", harmless(&format!("{error:#}")));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let longest_input = arguments.longest_input.max(arguments.longest);
    let limits = Limits {
        longest: arguments.longest,
        longest_input,
        time: Duration::from_secs(arguments.time_limit),
        readers: arguments.readers.unwrap_or(cores).max(1),
        queue: arguments.queue,
        // JSON writes some characters with six bytes.
        bodies: BODIES
            .max(longest_input.saturating_mul(8))
            .min(tokio::sync::Semaphore::MAX_PERMITS),
    };
    let connections = listen::Limits {
        connections: arguments.connections,
        headers: Duration::from_secs(arguments.header_time.max(1)),
        stop: Duration::from_secs(arguments.stop_time),
    };
    let list = arguments.known.as_deref().map(KnownEntities::from_file).transpose()?;
    let known = list.unwrap_or_default();
    let extractor = |threads| Extractor::builder().threads(threads).known(known.clone()).build();
    let desk = Desk::new(extractor, limits)?;
    let hosts = Hosts::new(arguments.address, &arguments.host);
    let address = SocketAddr::new(arguments.address, arguments.port);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address)
            .await
            .with_context(|| format!("cannot listen on {address}"))?;
        println!("listening on http://{}/", listener.local_addr()?);
        listen::serve(listener, api::router(desk, hosts), connections, stopped()).await;
        anyhow::Ok(())
    })?;
    // What is still being read has had its time.
    runtime.shutdown_timeout(LAST);
    Ok(())
}

/// How long threads have to give up what they read.
const LAST: Duration = Duration::from_millis(500);

/// Resolves when the process is asked to stop.
async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = interrupt => {}
                    _ = terminate.recv() => {}
                }
            }
            Err(_) => drop(interrupt.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
}
