//! The command line of Deskbell; see `deskbell help`.

fn main() -> std::process::ExitCode {
    deskbell::cli::main()
}
