//! Arguments and streams in, exit code out; nothing else.

use std::process::ExitCode;

use ibp_peil::streams::Streams;

fn main() -> ExitCode {
    Streams::with_standard(|streams| ibp_peil::run(std::env::args_os(), streams)).into()
}
