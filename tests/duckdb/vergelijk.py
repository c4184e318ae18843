#!/usr/bin/env python3
"""Asks DuckDB the four questions of `kern/benches/monitor.rs` about the same data, in turns with our bench, and prints the ratio.

    python3 -m venv /tmp/duckdb && /tmp/duckdb/bin/pip install duckdb numpy
    /tmp/duckdb/bin/python tests/duckdb/vergelijk.py [N] [ROUNDS]

Times are CPU time of the process. Of DuckDB the best of everything tried counts: one thread or two, rows in the order of making or grouped
by gemeente, the plain join or the form with events and running sums, rows fetched to Python or only added up inside the database.
Not part of ./test.sh: it needs a package from outside.
"""
import datetime as dt, pathlib, re, statistics, subprocess, sys, tempfile, time
import duckdb, numpy as np

HUIS = pathlib.Path(__file__).resolve().parents[2]
N = int(float(sys.argv[1])) if len(sys.argv) > 1 else 1_000_000
RONDEN = int(sys.argv[2]) if len(sys.argv) > 2 else 3
KOLOMMEN = ["gem", "product", "lever", "hist", "aanmeld", "start", "eind", "reden", "tarief"]

def dag(d): return (d - dt.date(1970, 1, 1)).days
def eerste(n): return dag(dt.date(2023 + n // 12, n % 12 + 1, 1))

VRAGEN = {
 "Q1 plain": """SELECT q, gem, product, hist, count(*) n FROM peil JOIN ep ON start <= d AND (eind IS NULL OR eind > d)
                GROUP BY ALL""",
 "Q1 events": """WITH e AS (SELECT gem, product, hist, q, sum(s) s FROM (
                   SELECT gem, product, hist, q, count(*) s FROM ep JOIN dagq ON d = start GROUP BY ALL
                   UNION ALL SELECT gem, product, hist, q, -count(*) FROM ep JOIN dagq ON d = eind GROUP BY ALL) GROUP BY ALL),
                 g AS (SELECT * FROM (SELECT DISTINCT gem, product, hist FROM e) CROSS JOIN (SELECT q FROM peil))
                 SELECT * FROM (SELECT g.q, gem, product, hist, sum(coalesce(s, 0)) OVER (PARTITION BY gem, product, hist ORDER BY g.q) n
                                FROM g LEFT JOIN e USING (gem, product, hist, q)) WHERE n <> 0""",
 "Q2 events": """SELECT gem, m, sum(i) i, sum(o) o, sum(3 * i + o) n FROM (
                   SELECT gem, m, count(*) i, 0 o FROM ep JOIN dagm ON d = start GROUP BY ALL
                   UNION ALL SELECT gem, m, 0, count(*) FROM ep JOIN dagm ON d = eind GROUP BY ALL) GROUP BY gem, m""",
 "Q3 median": """SELECT gem, m // 3 k, median(start - aanmeld) n FROM ep JOIN dagm ON d = start GROUP BY ALL""",
 "Q4 plain": """SELECT m, gem, sum(CAST(tarief AS BIGINT) * (least(coalesce(eind, tot), tot) - greatest(start, van))) n
                FROM maand JOIN ep ON start < tot AND (eind IS NULL OR eind > van) GROUP BY ALL""",
 "Q4 events": """WITH x AS (SELECT gem, greatest(start, 19358) d, sum(CAST(tarief AS BIGINT)) r FROM ep WHERE start < 23011 GROUP BY ALL
                   UNION ALL SELECT gem, greatest(eind, 19358), -sum(CAST(tarief AS BIGINT)) FROM ep WHERE eind < 23011 GROUP BY ALL),
                 y AS (SELECT gem, m, sum(r * (tot - d)) a, sum(r) b FROM x JOIN dagm USING (d) JOIN maand USING (m) GROUP BY ALL),
                 g AS (SELECT gem, m, tot - van len FROM (SELECT DISTINCT gem FROM y) CROSS JOIN maand)
                 SELECT * FROM (SELECT m, gem, coalesce(a, 0) + len * coalesce(sum(coalesce(b, 0)) OVER (PARTITION BY gem ORDER BY m
                   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) n FROM g LEFT JOIN y USING (gem, m)) WHERE n <> 0""",
}

def ons(map_):
    """One run of our bench: milliseconds and check values per question."""
    uit = subprocess.run(["cargo", "bench", "-q", "-p", "kern", "--bench", "monitor", "--", str(N), *map_], cwd=HUIS, check=True,
                         capture_output=True, text=True).stdout
    for r in uit.splitlines():
        if not re.match(r"Q\d", r): print("wijkthuis:", r)
    vind = re.findall(r"^(Q\d) n=\d+ cpu_ms=([\d.]+) som=(\d+) rijen=(\d+)", uit, re.M)
    return {q: (float(ms), int(som) / (2 if q == "Q3" else 1), int(rijen)) for q, ms, som, rijen in vind}

def laad(map_):
    con = duckdb.connect()
    k = {n: np.fromfile(f"{map_}/{n}.i32", dtype="<i4") for n in KOLOMMEN}
    cols = ", ".join(f"nullif({n}, -1) {n}" if n in ("start", "eind") else n for n in KOLOMMEN)
    con.register("bron", k)
    con.execute(f"CREATE TABLE ep0 AS SELECT {cols} FROM bron")
    con.execute("CREATE TABLE ep1 AS SELECT * FROM ep0 ORDER BY gem")
    con.unregister("bron")
    peil = [(q, eerste(3 * q + 3) - 1) for q in range(40)]
    maand = [(m, eerste(m), eerste(m + 1)) for m in range(120)]
    tabellen = {"peil(q INT, d INT)": peil, "maand(m INT, van INT, tot INT)": maand,
                "dagm(d INT, m INT)": [(d, m) for m, a, b in maand for d in range(a, b)],
                "dagq(d INT, q INT)": [(d, next(q for q, e in peil if e >= d)) for d in range(17000, peil[-1][1] + 1)]}
    for t, rijen in tabellen.items():
        con.execute(f"CREATE TABLE {t}")
        con.executemany(f"INSERT INTO {t.split('(')[0]} VALUES ({', '.join('?' * len(rijen[0]))})", rijen)
    return con

def cpu(f):
    a = time.process_time(); r = f(); return (time.process_time() - a) * 1e3, r

def main():
    with tempfile.TemporaryDirectory() as map_:
        eigen = [ons(["--schrijf", map_])]
        con = laad(map_)
    print(f"DuckDB {duckdb.__version__}, n={N}, {RONDEN} rounds in turns")
    tijden = {}
    for ronde in range(RONDEN):
        if ronde: eigen.append(ons([]))
        for naam, sql in VRAGEN.items():
            if naam.endswith("plain") and N > 1_000_000: continue   # many times slower than the form with events
            for draden in (1, 2):
                con.execute(f"SET threads = {draden}")
                for orde in ("made", "by gemeente"):
                    con.execute(f"CREATE OR REPLACE VIEW ep AS SELECT * FROM ep{int(orde != 'made')}")
                    t, rijen = cpu(lambda: con.execute(sql).fetchall())
                    t2, (som, aantal) = cpu(lambda: con.execute(f"SELECT sum(n), count(*) FROM ({sql})").fetchone())
                    q = naam[:2]; moet = eigen[0][q][1:]
                    assert (float(som), aantal) == (float(moet[0]), moet[1]) and len(rijen) == aantal, (naam, som, aantal, moet)
                    tijden.setdefault((q, "rows to Python"), {}).setdefault((naam, draden, orde), []).append(t)
                    tijden.setdefault((q, "added up inside"), {}).setdefault((naam, draden, orde), []).append(t2)
    print(f"{'':4}{'wijkthuis ms':>13}{'DuckDB, rows':>14}{'ratio':>8}{'DuckDB, inside':>16}{'ratio':>8}   best SQL (equal check values)")
    for q in ("Q1", "Q2", "Q3", "Q4"):
        wij = statistics.median(r[q][0] for r in eigen)
        regel = f"{q:4}{wij:13.2f}"
        for hoe in ("rows to Python", "added up inside"):
            beste = min(tijden[q, hoe].items(), key=lambda kv: statistics.median(kv[1]))
            t = statistics.median(beste[1]); regel += f"{t:{14 if hoe[0] == 'r' else 16}.1f}{t / wij:8.1f}"
        print(regel, "  ", *beste[0], f"som {eigen[0][q][1]:.1f} rijen {eigen[0][q][2]}")
    print("all four: wijkthuis %.1f ms" % sum(statistics.median(r[q][0] for r in eigen) for q in ("Q1", "Q2", "Q3", "Q4")))

main()
