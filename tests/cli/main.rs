//! The program from outside: what goes in, what comes out, what is said, how it ends.
#![cfg(feature = "cli")]

mod bench;
mod bombs;
mod damaged;
mod diff;
mod drift;
mod explain;
mod fields;
mod forms;
mod input;
mod jobs;
mod killed;
mod learn;
mod output;
mod report;
mod rules_test;
mod run;
mod serve;
mod shell;
mod sift;
mod two_pass;
mod usage;
mod warc;
mod written;

#[path = "../support/learnable.rs"]
mod learnable;
#[path = "../support/mod.rs"]
mod support;
