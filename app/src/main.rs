//! `wijkthuis`: one binary. What it can do is in [`wijkthuis::opdracht`].

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    wijkthuis::opdracht::voer_uit(wijkthuis::opdracht::Opdrachtregel::parse())
}
