//! The command line of Deskbell; see `deskbell help`.

/// Many small texts come and go with every answer; the system's allocator spends a third of the time on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    deskbell::cli::main()
}
