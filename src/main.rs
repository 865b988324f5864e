//! Arguments and streams in, exit code out; nothing else.

use std::process::ExitCode;

use ibp_peil::streams::Streams;

/// Reading a file makes some ten thousand small pieces, and a folder has a thousand files.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    Streams::with_standard(|streams| ibp_peil::run(std::env::args_os(), streams)).into()
}
