//! The one binary.

fn main() -> std::process::ExitCode {
    engawa::cli::run()
}
