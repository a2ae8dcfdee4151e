//! The command line of Deskbell; see `deskbell help`.

/// Many small texts come and go with every answer; the system's allocator spends a third of the time on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    without_huge_pages();
    deskbell::cli::main()
}

/// The first touch of a huge page clears and keeps all of its 2 MB, and a heap of many small texts has little of each.
fn without_huge_pages() {
    #[cfg(target_os = "linux")]
    let _kernels_without_them = rustix::thread::disable_transparent_huge_pages(true);
}
