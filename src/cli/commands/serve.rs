//! `tinsach serve`: the workbench as a local web page.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::sync::mpsc;

use anyhow::Context as _;
use tinsach::serve::{Server, Settings};

use crate::cli::args::Serve;
use crate::cli::messages::Messages;
use crate::cli::{Ending, Usage};

/// Runs the command.
pub(crate) fn run(typed: Serve) -> anyhow::Result<Ending> {
    let Serve { rules, port, host, allow_remote } = typed;
    let is_remote = !host.is_loopback();
    if is_remote && !allow_remote {
        let message = format!(
            "--host {host} is there for other machines, and whoever reaches the workbench can save rules: add --allow-remote if \
             that is wanted, or leave --host out"
        );
        return Err(Usage(message).into());
    }
    let messages = Messages::plain(false);
    let saves = match &rules {
        Some(folder) => format!("rules are saved to {}", folder.display()),
        None => "nothing is saved without --rules DIR".to_owned(),
    };
    let server = Server::open(Settings { address: SocketAddr::new(host, port), rules })?;
    let (stop, stopped) = mpsc::channel();
    let listening = ctrlc::set_handler(move || {
        // Nobody waits any longer: it is ending already.
        let _ = stop.send(());
    });
    listening.context("Ctrl-C cannot be listened to")?;
    // The address alone on standard output, for programs.
    writeln!(io::stdout(), "http://{}/", server.address()).context("the output cannot be written")?;
    messages.note(&format!("the workbench is at this address; {saves}; Ctrl-C ends it"));
    if is_remote {
        messages.problem("warning: other machines are let in, and whoever reaches this port can save rules");
    }
    server.run(move || {
        // A handler that is gone is a wish to end as well.
        let _ = stopped.recv();
    })?;
    Ok(Ending::Delivered)
}
