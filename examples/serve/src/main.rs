//! Who said what, as a web page and an HTTP API.
//!
//! ```text
//! serve                     # the page on http://127.0.0.1:8080/
//! curl --data-binary @article.md -H 'content-type: text/markdown' http://127.0.0.1:8080/v1/annotate
//! ```

mod api;
mod desk;
mod metrics;
mod page;
mod problem;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use clap::Parser;
use dixit::Extractor;

use self::desk::{Desk, Limits};

/// The longest article and the time for it belong together: what is allowed must be answered, on a
/// processor without the fast instructions too, and while every reader has as long an article, so
/// that each has one core. 256 KiB are 48,000 words of news. On one core of an Intel Xeon with
/// nothing but AVX2 they took 54 s of its time, in plain Rust, for processors without that, 143 s.
/// The rest is for the way and the queue: most articles are a hundred times shorter.
const LONGEST: usize = 256 << 10;
const TIME_LIMIT: u64 = 180;

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
    /// The longest article, in bytes, markup counted. Longer ones need a longer time limit.
    #[arg(long, default_value_t = LONGEST, value_name = "BYTES")]
    longest: usize,
    /// How long a request may take, in seconds, its time in the queue counted.
    #[arg(long, default_value_t = TIME_LIMIT, value_name = "SECONDS")]
    time_limit: u64,
    /// Articles read at the same time; one a core if not said.
    #[arg(long, value_name = "N")]
    readers: Option<usize>,
    /// Articles that may wait to be read; one more is turned away.
    #[arg(long, default_value_t = 64, value_name = "N")]
    queue: usize,
}

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
            eprintln!("serve: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let limits = Limits {
        longest: arguments.longest,
        time: Duration::from_secs(arguments.time_limit),
        readers: arguments.readers.unwrap_or(cores).max(1),
        queue: arguments.queue,
    };
    // An article that nobody waits for any longer is not read to its end.
    let extractor = Extractor::builder()
        .limits(dixit::Limits::default().input_bytes(limits.longest).time(limits.time))
        .build()?;
    let desk = Desk::new(extractor, limits);
    let address = SocketAddr::new(arguments.address, arguments.port);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address)
            .await
            .with_context(|| format!("cannot listen on {address}"))?;
        println!("listening on http://{}/", listener.local_addr()?);
        axum::serve(listener, api::router(desk)).with_graceful_shutdown(stopped()).await?;
        anyhow::Ok(())
    })
}

/// Resolves when the process is asked to stop; requests that are being answered are answered still.
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
