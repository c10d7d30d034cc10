//! What a shell and a manual need to know of the program.

use std::io::{self, Write};

use clap::CommandFactory;

use crate::arguments::{Arguments, Paper};

/// Prints it.
pub(crate) fn print(paper: Paper) -> io::Result<()> {
    let mut command = Arguments::command();
    let name = command.get_name().to_owned();
    let mut out = Vec::new();
    match paper {
        Paper::Completions(shell) => clap_complete::generate(shell, &mut command, name, &mut out),
        Paper::Man => {
            // A page of their own for those that do something else, behind the program's.
            command = command.disable_help_subcommand(true);
            command.build();
            clap_mangen::Man::new(command.clone()).render(&mut out)?;
            for other in command.get_subcommands() {
                clap_mangen::Man::new(other.clone()).render(&mut out)?;
            }
        }
    }
    io::stdout().write_all(&out)
}
