//! The workbench as a local web page: it explains a page by the rule that is being typed, and saves that rule.
//!
//! Whoever reaches the port may save rules. So it listens where only this machine is, `gate` lets nobody in but its own page,
//! `http` bounds what a request may cost, and `save`, the only part that writes, knows nothing but the rules folder. `bench` does the
//! work and knows no HTTP. What is kept from one request for the next: nothing; the rules folder is read anew each time. What is
//! printed, and how it ends, others say.

mod bench;
mod gate;
mod http;
mod page;
mod rule;
mod save;

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bench::Bench;
use gate::Gate;
use http::Shared;

/// When it ends, what is being written has so long to be written.
const LAST: Duration = Duration::from_secs(2);

/// Where the workbench listens, and where rules are.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Address and port; port 0 takes a free one. One that is not of this machine alone lets everybody save rules who reaches it.
    pub address: SocketAddr,
    /// The folder of rules that are read and saved; without one, the shipped rules are read and none is saved.
    pub rules: Option<PathBuf>,
}

/// Why there is no workbench.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Something else listens there.
    #[error(
        "{0} is taken, maybe by another workbench: end that one, or choose another port (--port 0 takes a free one)"
    )]
    Taken(SocketAddr),
    /// It cannot listen there.
    #[error("{address} cannot be listened at: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The reason the system gives.
        source: io::Error,
    },
    /// The rules folder is no folder.
    #[error("{}: there is no such folder; make it, rules will be saved to it", .0.display())]
    NoFolder(PathBuf),
    /// A rule of the folder is wrong.
    #[error(transparent)]
    Rules(#[from] crate::Error),
    /// The system gives no thread or no timer.
    #[error("the workbench cannot run: {0}")]
    Run(#[source] io::Error),
}

/// A workbench that listens, but answers only once it runs.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    shared: Shared,
}

impl Server {
    /// Listens.
    ///
    /// # Errors
    /// When the address is taken or not to be had, when there is no such folder, or a rule in it is wrong.
    pub fn open(settings: Settings) -> Result<Self, Error> {
        let Settings { address, rules } = settings;
        if let Some(folder) = rules.as_ref().filter(|folder| !folder.is_dir()) {
            return Err(Error::NoFolder(folder.clone()));
        }
        let bench = Bench::new(rules);
        bench.rules()?;
        let failed = |source: io::Error| match source.kind() {
            io::ErrorKind::AddrInUse => Error::Taken(address),
            _ => Error::Listen { address, source },
        };
        let listener = TcpListener::bind(address).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        Ok(Self { listener, address, shared: Shared::new(Gate::new(address), bench) })
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until `stopped`, which waits for the wish to stop, returns.
    ///
    /// # Errors
    /// When the system gives no thread or no timer.
    pub fn run(self, stopped: impl FnOnce() + Send + 'static) -> Result<(), Error> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            // One more waits for the end.
            .max_blocking_threads(http::AT_ONCE + 1)
            .build()
            .map_err(Error::Run)?;
        let Self { listener, shared, .. } = self;
        let ended = runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            let serving = axum::serve(listener, http::router(Arc::new(shared)));
            tokio::spawn(serving.into_future());
            tokio::task::spawn_blocking(stopped).await.map_err(io::Error::other)
        });
        runtime.shutdown_timeout(LAST);
        ended.map_err(Error::Run)
    }
}
