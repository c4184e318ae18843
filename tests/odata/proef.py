#!/usr/bin/env python3
"""Reads the open figures of a running Wijkthuis with clients that others made, and checks that they understand us.

    python3 -m venv /tmp/odata && /tmp/odata/bin/pip install cbsodata4==0.1.3 python-odata==0.8.1 rdflib==7.*
    cargo run -- demo --omvang 400 &
    /tmp/odata/bin/python tests/odata/proef.py http://127.0.0.1:8730

* `cbsodata4` is the client that people use for StatLine (OData v4 of CBS): catalogue, metadata, observations, labels, wide tables.
* `python-odata` is a general client of OData v4: it builds its classes from `$metadata` and its questions from Python.
* `rdflib` reads the DCAT catalogue in both forms.

Ends with `N passed, N failed`. Not part of ./test.sh: it needs packages from outside.
"""
import csv, io, json, sys, tempfile, urllib.error, urllib.request

BASIS = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8730"
ODATA = BASIS + "/open-cijfers/odata/v1"
goed = fout = 0


def kijk(naam, ok, gezien=""):
    global goed, fout
    goed, fout = goed + bool(ok), fout + (not ok)
    if not ok:
        print(f"FOUT  {naam}: {gezien}")


def haal(url, **koppen):
    try:
        r = urllib.request.urlopen(urllib.request.Request(url, headers=koppen))
        return r.status, r.read(), r.headers
    except urllib.error.HTTPError as e:
        return e.code, e.read(), e.headers


def met_cbs():
    """The client of StatLine."""
    import cbsodata4 as cbs
    van = dict(base_url=ODATA, catalog="Wijkthuis")
    lijst = cbs.get_datasets(**van)
    kijk("cbs: de catalogus noemt datasets", {"clienten-vorm", "realisatie-gemeente"} <= set(lijst["Identifier"]), list(lijst["Identifier"]))
    kijk("cbs: data zijn momenten", str(lijst["Modified"].dtype).startswith("datetime64"), lijst["Modified"].dtype)
    with tempfile.TemporaryDirectory() as map_:
        obs = cbs.get_observations("clienten-vorm", download_dir=map_ + "/a", **van)
        meta = obs.attrs["meta"]
        kijk("cbs: de dimensies staan in de waarnemingen", set(meta.dimension_identifiers) <= set(obs.columns), list(obs.columns))
        kijk("cbs: de tijd is bekend als tijd", meta.time_dimension_identifiers == ["Perioden"], meta.time_dimension_identifiers)
        kijk("cbs: een waarde is verborgen of een veelvoud van vijf vanaf tien",
             all(v >= 10 and v % 5 == 0 or v == 0 for v in obs["Value"].dropna()), sorted(set(obs["Value"].dropna())))
        kijk("cbs: wat verborgen is, zegt het", (obs["ValueAttribute"] == "Confidential").any() and obs.loc[obs["ValueAttribute"] == "Confidential", "Value"].isna().all())
        met = cbs.add_date_column(cbs.add_unit_column(cbs.add_label_columns(obs)))
        kijk("cbs: codes hebben woorden", met["GemeenteLabel"].notna().all() and "Helmond" in set(met["GemeenteLabel"]), set(met["GemeenteLabel"]))
        kijk("cbs: maten hebben een eenheid", set(met["Unit"]) == {"aantal"}, set(met["Unit"]))
        kijk("cbs: perioden zijn datums", met["Perioden_date"].notna().all())
        helmond = cbs.get_observations("clienten-vorm", download_dir=map_ + "/b", Gemeente="GM0794", **van)
        kijk("cbs: een filter gaat naar de dienst", set(helmond["Gemeente"]) == {"GM0794"} and 0 < len(helmond) < len(obs), len(helmond))
        breed = cbs.get_wide_data("realisatie-gemeente", download_dir=map_ + "/c", **van)
        kijk("cbs: een brede tabel heeft een kolom per maat", any("Begroot" in str(k) for k in breed.columns), list(breed.columns))
        return len(obs)


def met_python_odata(verwacht):
    """A general client: classes from $metadata, questions from Python."""
    from odata import ODataService
    dienst = ODataService(f"{ODATA}/Wijkthuis/clienten-vorm/", reflect_entities=True)
    Waarneming = dienst.entities["Observations"]
    alle = dienst.query(Waarneming).all()
    alle = list(alle)
    kijk("odata: alle waarnemingen", len(alle) == verwacht, (len(alle), verwacht))
    v = dienst.query(Waarneming).filter(Waarneming.Gemeente == "GM0794").filter(Waarneming.Value >= 10)
    rijen = list(v.order_by(Waarneming.Value.desc()))
    kijk("odata: filter en orde", rijen and all(r.Gemeente == "GM0794" and r.Value >= 10 for r in rijen)
         and [r.Value for r in rijen] == sorted((r.Value for r in rijen), reverse=True), [(r.Gemeente, r.Value) for r in rijen])
    top = list(dienst.query(Waarneming).order_by(Waarneming.Id.asc()).offset(3).limit(2))
    kijk("odata: $skip en $top", [r.Id for r in top] == [3, 4], [r.Id for r in top])
    een = dienst.query(Waarneming).get(5)
    kijk("odata: een waarneming op sleutel", een.Id == 5, een.Id)
    codes = {c.Identifier: c.Title for c in dienst.query(dienst.entities["GemeenteCodes"])}
    kijk("odata: codes met woorden", codes.get("GM0794") == "Helmond", codes)


def met_de_hand(verwacht):
    """What a client does not show: counting, pages, errors, what may be kept."""
    _, aantal, _ = haal(f"{ODATA}/Wijkthuis/clienten-vorm/Observations/$count")
    kijk("$count", int(aantal) == verwacht, aantal)
    for vraag, code in [("$filter=Naam%20eq%201", 400), ("$expand=Measure", 501), ("$top=x", 400)]:
        status, lichaam, _ = haal(f"{ODATA}/Wijkthuis/clienten-vorm/Observations?{vraag}")
        kijk(f"{vraag}: status {code} met uitleg", status == code and json.loads(lichaam)["error"]["message"].endswith("."), (status, lichaam[:200]))
    status, _, _ = haal(f"{ODATA}/Wijkthuis/bestaat-niet/Observations")
    kijk("een dataset die er niet is", status == 404, status)
    adres = f"{BASIS}/open-cijfers/csv/clienten-vorm.csv"
    _, lichaam, koppen = haal(adres)
    rijen = list(csv.DictReader(io.StringIO(lichaam.decode("utf-8-sig")), delimiter=";"))
    kijk("CSV heeft dezelfde waarnemingen", len(rijen) == verwacht, len(rijen))
    status, leeg, _ = haal(adres, **{"If-None-Match": koppen["ETag"]})
    kijk("wat niet veranderde, wordt niet nog eens gestuurd", (status, leeg) == (304, b""), (status, len(leeg)))
    kijk("iedereen mag het bewaren", "public" in koppen["Cache-Control"] and koppen["Access-Control-Allow-Origin"] == "*", dict(koppen))


def met_rdflib():
    """The catalogue: both forms say the same, and what DCAT-AP-NL wants is there."""
    import rdflib
    from rdflib.namespace import DCAT, DCTERMS, RDF
    grafen = []
    for bestand, vorm in [("catalogus.ttl", "turtle"), ("catalogus.jsonld", "json-ld")]:
        g = rdflib.Graph()
        g.parse(data=haal(f"{BASIS}/open-cijfers/{bestand}")[1], format=vorm, publicID=BASIS)
        grafen.append(set(g))
    kijk("DCAT: Turtle en JSON-LD zeggen hetzelfde", grafen[0] == grafen[1] and len(grafen[0]) > 100, [len(x) for x in grafen])
    datasets = list(g.subjects(RDF.type, DCAT.Dataset))
    kijk("DCAT: er zijn datasets", len(datasets) > 5, len(datasets))
    moet = [DCTERMS.title, DCTERMS.description, DCTERMS.identifier, DCTERMS.publisher, DCTERMS.creator, DCTERMS.accessRights, DCAT.contactPoint, DCAT.theme]
    weg = [(str(d), str(p)) for d in datasets for p in moet if not list(g.objects(d, p))]
    kijk("DCAT: elke dataset heeft wat verplicht is", not weg, weg[:3])
    for w in list(g.subjects(RDF.type, DCAT.Distribution)):
        adres = str(next(g.objects(w, DCAT.accessURL)))
        status, _, _ = haal(adres)
        if status != 200:
            kijk(f"DCAT: {adres} bestaat", False, status)
            break
    else:
        kijk("DCAT: elk adres bestaat", True)


aantal = met_cbs()
met_python_odata(aantal)
met_de_hand(aantal)
met_rdflib()
print(f"{goed} passed, {fout} failed")
sys.exit(fout > 0)
