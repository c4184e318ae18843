//! Linking only: nothing is generated, downloaded or looked up.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let van = |naam: &str| std::env::var(naam).unwrap_or_default();
    if van("CARGO_CFG_TARGET_OS") == "linux"
        && van("CARGO_CFG_TARGET_ENV") == "gnu"
        && van("PROFILE") == "release"
    {
        // Relative relocations as a bitmap (glibc 2.36 and later, so Debian 12): 4 MB less in the binary.
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
        // What a profile of one package says makes Cargo forget the `strip` of the whole; so the linker is asked.
        println!("cargo:rustc-link-arg-bins=-Wl,--strip-all");
        // Functions that came out the same are kept once. Only lld can do it, which rustc itself brings on this architecture.
        if van("CARGO_CFG_TARGET_ARCH") == "x86_64" {
            println!("cargo:rustc-link-arg-bins=-Wl,--icf=all");
        }
    }
}
