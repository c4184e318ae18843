//! Makes a report of 10 pages with 20 charts and prints how long it took.
fn main() {}
