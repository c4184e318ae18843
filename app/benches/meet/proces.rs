//! The program as a process of its own, and what the machine says it used.

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// Ticks of /proc per second on Linux.
const TIKKEN: f64 = 100.0;

/// The program that is measured: the one of this build, or that of `WIJKTHUIS_PROGRAMMA`, so that two builds can be held beside each other.
fn programma() -> std::ffi::OsString {
    std::env::var_os("WIJKTHUIS_PROGRAMMA").unwrap_or_else(|| env!("CARGO_BIN_EXE_wijkthuis").into())
}

/// A running server.
pub struct Proces {
    kind: Child,
    pub poort: u16,
    /// From start to the first answer.
    pub start: Duration,
}

/// Runs a command to its end; the text it printed. Panics when it fails.
pub fn opdracht(map: &Path, delen: &[&str]) -> String {
    let uit = Command::new(programma()).arg("--map").arg(map).args(delen).output().unwrap();
    let tekst = format!("{}{}", String::from_utf8_lossy(&uit.stdout), String::from_utf8_lossy(&uit.stderr));
    assert!(uit.status.success(), "wijkthuis {delen:?}: {tekst}");
    tekst
}

/// A port that is free now.
pub fn vrije_poort() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// The list of gemeenten in the folder, when there is one.
fn regio(map: &Path) -> Vec<std::ffi::OsString> {
    let lijst = map.join("regio.csv");
    if lijst.exists() { vec!["--regio".into(), lijst.into()] } else { Vec::new() }
}

impl Proces {
    /// Starts the demo on a folder and waits until it answers. What it logs goes to `server.log` in the folder.
    pub async fn start(map: &Path) -> Proces {
        let poort = vrije_poort();
        let log = std::fs::OpenOptions::new().create(true).append(true).open(map.join("server.log")).unwrap();
        let begin = Instant::now();
        let kind = Command::new(programma())
            .arg("--map")
            .arg(map)
            .args(regio(map))
            .args(["demo", "--poort", &poort.to_string()])
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut p = Proces { kind, poort, start: Duration::ZERO };
        while tokio::net::TcpStream::connect(("127.0.0.1", poort)).await.is_err() {
            assert!(p.kind.try_wait().unwrap().is_none(), "the server stopped; see server.log");
            assert!(begin.elapsed() < Duration::from_secs(60), "the server does not start");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        p.start = begin.elapsed();
        p
    }

    /// Processor time used so far, user and system, microseconds. A tick is 10 ms: measure over many requests.
    pub fn cpu_us(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.kind.id())).unwrap();
        let na = stat.rsplit_once(')').unwrap().1;
        let velden: Vec<&str> = na.split_whitespace().collect();
        let tikken: f64 = velden[11].parse::<f64>().unwrap() + velden[12].parse::<f64>().unwrap();
        tikken / TIKKEN * 1e6
    }

    /// Memory in use and at its peak, megabytes of a million bytes.
    pub fn geheugen_mb(&self) -> (f64, f64) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.kind.id())).unwrap();
        let veld = |naam: &str| {
            let regel = status.lines().find(|r| r.starts_with(naam)).unwrap();
            regel.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() * 1024.0 / 1e6
        };
        (veld("VmRSS:"), veld("VmHWM:"))
    }

    /// kill -9: no goodbye.
    pub fn dood(&mut self) {
        self.kind.kill().unwrap();
        self.kind.wait().unwrap();
    }
    /// Whether the process still runs.
    pub fn leeft(&mut self) -> bool {
        self.kind.try_wait().unwrap().is_none()
    }
}

impl Drop for Proces {
    fn drop(&mut self) {
        let _ = self.kind.kill();
        let _ = self.kind.wait();
    }
}
