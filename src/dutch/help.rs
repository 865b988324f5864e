//! Help pages in Dutch. clap knows only English, so every page is given its own template, headings and flags, and
//! the remarks that clap would write itself (possible values, defaults) become part of our own texts.

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, Command};

/// The width of help pages: 80 columns suffice.
const WIDTH: usize = 80;

/// clap takes the styling out again where there is no colour.
const TEMPLATE: &str =
    "{about-with-newline}\n\u{1b}[1m\u{1b}[4mGebruik:\u{1b}[0m {usage}\n\n{all-args}{after-help}";

/// The same command line with every page in Dutch, and `-h` and `-V` under Dutch names.
pub fn localised(command: Command) -> Command {
    let version = Arg::new("versie")
        .short('V')
        .long("versie")
        .alias("version")
        .action(ArgAction::Version)
        .help("Toon welke versie dit is")
        .display_order(1001);
    page(command).arg(described(version))
}

fn page(command: Command) -> Command {
    let help = Arg::new("hulp")
        .short('h')
        .long("hulp")
        .alias("help")
        .action(ArgAction::Help)
        .help("Toon deze hulp")
        .display_order(1000);
    command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .help_template(TEMPLATE)
        .subcommand_help_heading("Opdrachten")
        .subcommand_value_name("OPDRACHT")
        .max_term_width(WIDTH)
        .arg(help)
        .mut_args(described)
        .mut_subcommands(page)
}

/// An argument under a Dutch heading, with what clap would have said in English in our own words.
fn described(arg: Arg) -> Arg {
    let heading = if arg.is_positional() { "Argumenten" } else { "Opties" };
    let arg = arg.help_heading(heading);
    if !arg.get_action().takes_values() {
        return arg;
    }
    let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let values: Vec<_> = arg.get_possible_values().iter().map(|v| v.get_name().to_owned()).collect();
    if !values.is_empty() {
        help.push_str(&format!(" [kies uit: {}]", values.join(", ")));
    }
    let defaults: Vec<_> = arg.get_default_values().iter().map(|v| v.to_string_lossy()).collect();
    if !defaults.is_empty() {
        help.push_str(&format!(" [standaard: {}]", defaults.join(", ")));
    }
    arg.help(help).hide_possible_values(true).hide_default_value(true).hide_env(true)
}

/// True where clap's "error" is what the person asked for: help or the version.
pub fn is_answer(error: &clap::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
            | ErrorKind::DisplayVersion
    )
}

/// The page that clap made, with the last English word in it translated.
pub fn rendered(error: &clap::Error, colour: bool) -> String {
    let page = error.render();
    translated(&if colour { page.ansi().to_string() } else { page.to_string() })
}

/// The help page of a command, found by its path, such as `["normen", "toon"]`; `None` where there is no such command.
pub fn page_of(root: &Command, path: &[&str], colour: bool) -> Option<String> {
    let mut root = root.clone();
    // Fills in the full name ("ibp-peil normen toon") and the options that every command knows.
    root.build();
    let mut command = &mut root;
    for name in path {
        command = command.find_subcommand_mut(name)?;
    }
    let page = command.render_help();
    Some(translated(&if colour { page.ansi().to_string() } else { page.to_string() }))
}

/// The one word clap always writes itself, in the usage line.
pub(super) fn translated(text: &str) -> String {
    text.replace("[OPTIONS]", "[OPTIES]")
}

#[cfg(test)]
mod tests {
    use clap::Command;

    /// A sentence that is broken by hand is broken twice where the window is smaller than whoever wrote it thought.
    #[test]
    fn no_sentence_below_the_options_is_broken_by_hand() {
        fn look(command: &Command) {
            let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            let lines: Vec<&str> = text.lines().collect();
            let is_prose = |line: &str| !line.is_empty() && !line.starts_with("  ");
            for pair in lines.windows(2).filter(|pair| is_prose(pair[0]) && is_prose(pair[1])) {
                assert!(pair[0].ends_with('.'), "{}: {:?}", command.get_name(), pair[0]);
            }
            command.get_subcommands().for_each(look);
        }
        look(&crate::cli::command());
    }
}
