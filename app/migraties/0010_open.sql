-- Figures for everybody, and files that leave for others.

-- openuitgave: boek. Open figures of a quarter as they were released, small numbers already hidden. Bewaren: archief_altijd.
CREATE TABLE openuitgave (
  openuitgave_id {{INT}} PRIMARY KEY,                         -- geen: key
  tijdvak     {{TEXT}} NOT NULL UNIQUE,                       -- geen: quarter: 2026-2; released once, so that nobody can compare two looks
  peil_op     {{DATE}} NOT NULL,                              -- geen: peildatum
  peil_nr     {{INT}} NOT NULL,                               -- geen: known up to this act
  definities  {{TEXT}} NOT NULL,                              -- geen: version of the definitions
  drempel     {{INT}} NOT NULL CHECK (0 < drempel),           -- geen: smallest number that is shown
  afronding   {{INT}} NOT NULL CHECK (0 < afronding),         -- geen: numbers are multiples of this
  cijfers     {{TEXT}} NOT NULL,                              -- geen: frozen figures as JSON
  sha256      {{TEXT}} NOT NULL,                              -- geen: hash over cijfers
  nr          {{INT}} NOT NULL REFERENCES journaal (nr)       -- geen: recorded by
) {{STRICT}};

-- uitlevering: boek. What left as a file for others: peil, rows and hash. The contents are not kept: the peil makes them again. Bewaren: wmo_15_jaar.
CREATE TABLE uitlevering (
  uitlevering_id {{INT}} PRIMARY KEY,                         -- geen: key
  soort       {{TEXT}} NOT NULL CHECK (soort IN ('parquet', 'gmsd')), -- geen: for what
  tijdvak     {{TEXT}} NOT NULL,                              -- geen: half-year such as 2026-H1, '' for all time
  beschrijving {{TEXT}} NOT NULL,                             -- geen: version of the description it was made by
  peil_op     {{DATE}} NOT NULL,                              -- geen: day of the figures
  peil_nr     {{INT}} NOT NULL,                               -- geen: known up to this act
  rijen       {{INT}} NOT NULL CHECK (0 <= rijen),            -- geen: rows in it
  bevindingen {{INT}} NOT NULL CHECK (0 <= bevindingen),      -- geen: what was missing or wrong
  sha256      {{TEXT}} NOT NULL,                              -- geen: hash of what left
  nr          {{INT}} NOT NULL REFERENCES journaal (nr)       -- geen: recorded by
) {{STRICT}};
CREATE INDEX uitlevering_soort ON uitlevering (soort, uitlevering_id);
