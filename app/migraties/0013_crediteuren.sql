-- What is owed to aanbieders and paid, in the boek; and the declared lines behind an invoice to another gemeente.

-- overboekingcrediteur: boek. Which part of the account of debts to aanbieders a side of an overboeking is on; none for what was booked
-- before the boek knew aanbieders. Bewaren: financien_7_jaar.
CREATE TABLE overboekingcrediteur (
  overboeking_id {{INT}} NOT NULL REFERENCES overboeking (overboeking_id), -- geen: what moves
  kant         {{TEXT}} NOT NULL CHECK (kant IN ('debet', 'credit')), -- geen: which side
  aanbieder_id {{INT}} NOT NULL,                              -- geen: whom we owe
  jaar         {{INT}} NOT NULL,                              -- geen: year of the care
  nr           {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  PRIMARY KEY (overboeking_id, kant)
) {{STRICT}};
CREATE INDEX overboekingcrediteur_aanbieder ON overboekingcrediteur (aanbieder_id, jaar);

-- betaalrun: boek. Every act that recorded payments, with the entry of the boek that belongs to it. Bewaren: financien_7_jaar.
CREATE TABLE betaalrun (
  betaalrun_id {{INT}} PRIMARY KEY,                           -- geen: number in the journal of the act that recorded the paid lines
  soort       {{TEXT}} NOT NULL CHECK (soort IN ('run', 'begin', 'tegen')), -- geen: a run; one of before the boek knew payments; a run undone
  op          {{DATE}} NOT NULL,                              -- geen: day of the payment
  aantal      {{INT}} NOT NULL CHECK (0 < aantal),            -- geen: lines
  bedrag_cent {{INT}} NOT NULL,                               -- geen: cents; negative when money comes back
  volgnr      {{INT}},                                        -- geen: entry of the boek; none when nothing of the pot moved
  nr          {{INT}} NOT NULL REFERENCES journaal (nr)       -- geen: recorded by
) {{STRICT}};
CREATE INDEX betaalrun_volgnr ON betaalrun (volgnr);

-- A line is paid once. A payment that was undone can be made again: the entries of a line are a chain, each undoes the one before it, and
-- no entry is undone twice.
DROP INDEX boeking_regel;
CREATE UNIQUE INDEX boeking_gedeclareerd ON boeking (declaratieregel_id) WHERE soort = 'gedeclareerd' AND declaratieregel_id IS NOT NULL;
CREATE UNIQUE INDEX boeking_betaald ON boeking (declaratieregel_id, COALESCE(tegenboeking_van, 0)) WHERE soort = 'betaald' AND declaratieregel_id IS NOT NULL;

-- factuurregeldeclaratie: boek. The declared line that a line of an invoice goes back to, when care is not counted in days. Bewaren: financien_7_jaar.
CREATE TABLE factuurregeldeclaratie (
  factuurregel_id    {{INT}} PRIMARY KEY REFERENCES factuurregel (factuurregel_id), -- geen: line of the invoice
  declaratieregel_id {{INT}} NOT NULL,                        -- pseudoniem: declared line
  eenheid            {{TEXT}} NOT NULL CHECK (eenheid IN ('minuut', 'uur', 'dagdeel', 'etmaal', 'stuks', 'euro')), -- geen: unit as declared
  aantal             {{INT}} NOT NULL,                        -- geen: units; negative when the line takes care back
  nr                 {{INT}} NOT NULL REFERENCES journaal (nr) -- geen: recorded by
) {{STRICT}};
CREATE INDEX factuurregeldeclaratie_regel ON factuurregeldeclaratie (declaratieregel_id);
