#!/usr/bin/env python3
"""Lets DuckDB read the Parquet files of the star and compares its sums with the pages of the monitor, over the demo.

    python3 -m venv /tmp/duckdb && /tmp/duckdb/bin/pip install duckdb==1.*
    cargo build && /tmp/duckdb/bin/python tests/duckdb/parquet.py [program, default target/debug/wijkthuis]

Sows a demo in a temporary folder (SQLite), writes the files, starts the demo and asks the monitor as the financieel adviseur. Ends with
`N passed, N failed`. Not part of ./test.sh: it needs a package from outside.
"""
import csv, datetime as dt, io, pathlib, re, socket, subprocess, sys, tempfile, time, urllib.error, urllib.parse, urllib.request
import duckdb

PROGRAMMA = sys.argv[1] if len(sys.argv) > 1 else str(pathlib.Path(__file__).resolve().parents[2] / "target/debug/wijkthuis")
goed = fout = 0


def kijk(naam, ok, gezien=""):
    global goed, fout
    goed, fout = goed + bool(ok), fout + (not ok)
    if not ok:
        print(f"FOUT  {naam}: {gezien}")


class Monitor:
    """The pages, as somebody who is logged in. The cookies are marked Secure, so no standard jar sends them over http."""

    def __init__(self, poort):
        self.basis, self.koekjes = f"http://127.0.0.1:{poort}", {}
        knop = next(k for k in re.findall(r"<button.*?</button>", self.vraag("/inloggen"), re.S) if "financieel adviseur" in k)
        self.vraag("/demo/kies", persoon=re.search(r'value="(\d+)"', knop)[1])

    def vraag(self, pad, **form):
        data = urllib.parse.urlencode(form).encode() if form else None
        kop = {"Cookie": "; ".join(f"{k}={w}" for k, w in self.koekjes.items())}

        class Blijf(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_): return None
        try:
            r = urllib.request.build_opener(Blijf).open(urllib.request.Request(self.basis + pad, data, kop))
        except urllib.error.HTTPError as e:
            if e.code != 303: raise
            r = e
        for k in r.headers.get_all("Set-Cookie") or []:
            naam, waarde = k.split(";")[0].split("=", 1)
            self.koekjes[naam] = waarde
        return r.read().decode("utf-8-sig")

    def tabel(self, naam, op):
        rijen = csv.DictReader(io.StringIO(self.vraag(f"/monitor/csv/{naam}?op={op}")), delimiter=";")
        return {(r["rij"], r["kolom"]): r["waarde"] for r in rijen}


def vergelijk(db, m, op):
    client = f"vorm IN ('bw', 'bt') AND van_op <= DATE '{op}' AND (tot_op IS NULL OR DATE '{op}' < tot_op)"
    naam = "LEFT JOIN gemeente g USING (gemeente)"
    woord = {"bw": "Beschermd wonen", "bt": "Beschermd thuis", "zin": "Zorg in natura", "pgb": "Pgb", "nieuw": "Nieuw", "historisch": "Historisch"}
    for kolom in ("vorm", "leveringsvorm", "kenmerk"):
        tabel = m.tabel(f"clienten-{kolom}", op)
        onze = {(g, woord[k]): n for g, k, n in db.execute(f"SELECT g.naam, {kolom}, count(*) FROM traject {naam} WHERE {client} GROUP BY ALL").fetchall()}
        hun = {k: int(w) for k, w in tabel.items() if "Totaal" not in k and int(w) > 0}
        kijk(f"{op} cliënten per {kolom}", onze == hun and hun, set(onze.items()) ^ set(hun.items()))
        totaal = db.execute(f"SELECT count(*) FROM traject WHERE {client}").fetchone()[0]
        kijk(f"{op} alle cliënten per {kolom}", totaal == int(tabel["Totaal", "Totaal"]), (totaal, tabel["Totaal", "Totaal"]))
    stromen = m.tabel("stromen", op)
    k = db.execute(f"SELECT kwartaal, jaar FROM datum WHERE datum = DATE '{op}'").fetchone()
    rij = f"{k[0]}e kwartaal {k[1]}"
    for wat, tabel in (("Instroom", "instroom"), ("Uitstroom", "uitstroom")):
        n = db.execute(f"SELECT count(*) FROM {tabel} JOIN datum d ON d.datum = op WHERE (d.kwartaal, d.jaar) = ({k[0]}, {k[1]}) AND op <= DATE '{op}'").fetchone()[0]
        kijk(f"{op} {wat}", n == int(stromen[rij, wat]), (n, stromen[rij, wat]))
    geld = m.tabel("realisatie-gemeente", op)
    for wat, soort in (("Betaald tot nu", "betaald"), ("Gedeclareerd tot nu", "gedeclareerd"), ("Beschikt tot nu", "beschikt")):
        som = db.execute(f"SELECT coalesce(sum(bedrag), 0) FROM boeking WHERE soort = '{soort}' AND year(maand) = {k[1]} AND maand <= DATE '{op}'").fetchone()[0]
        kijk(f"{op} {wat}", f"{som:.2f}".replace(".", ",") == geld["Totaal", wat], (som, geld["Totaal", wat]))
    begroot = db.execute(f"SELECT sum(bedrag) FROM begroting WHERE jaar = {k[1]}").fetchone()[0]
    kijk(f"{op} begroot", f"{begroot:.2f}".replace(".", ",") == geld["Totaal", "Begroot, hele jaar"], (begroot, geld["Totaal", "Begroot, hele jaar"]))


def main():
    with tempfile.TemporaryDirectory() as map_:
        waar = [PROGRAMMA, "--map", f"{map_}/demo"]
        subprocess.run([*waar, "zaai", "--omvang", "200"], check=True, stdout=subprocess.DEVNULL)
        print(subprocess.run([*waar, "uitvoer", "parquet", "--uit", f"{map_}/ster"], check=True, capture_output=True, text=True).stdout.splitlines()[-1])
        kijk("SHA256SUMS klopt", subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=f"{map_}/ster").returncode == 0)
        db = duckdb.connect()
        for f in sorted(pathlib.Path(map_, "ster").glob("*.parquet")):
            db.execute(f"CREATE VIEW {f.stem.split('_', 1)[1]} AS FROM '{f}'")
        soort = {r[0]: r[1] for r in db.execute("DESCRIBE traject").fetchall() + db.execute("DESCRIBE boeking").fetchall()}
        kijk("soorten van kolommen", (soort["van_op"], soort["bedrag"], soort["dossier_sleutel"]) == ("DATE", "DECIMAL(18,2)", "VARCHAR"), soort)
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            poort = s.getsockname()[1]
        demo = subprocess.Popen([*waar, "demo", "--poort", str(poort)], stdout=subprocess.DEVNULL)
        try:
            for _ in range(100):
                try: socket.create_connection(("127.0.0.1", poort), 1).close(); break
                except OSError: time.sleep(0.2)
            m = Monitor(poort)
            vandaag = dt.date.today()
            for dagen in (1, 100, 400, 800):
                vergelijk(db, m, (vandaag - dt.timedelta(days=dagen)).isoformat())
        finally:
            demo.terminate()
            demo.wait()
    print(f"{goed} passed, {fout} failed")
    sys.exit(fout > 0)


main()
