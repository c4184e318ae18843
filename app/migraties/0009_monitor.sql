-- The monitor and its reports: what each edition says in words and how far it is, its spreadsheets, saved dashboards, and
-- indexes by act, so that the image of the facts reads only what changed.

-- rapporttekst: register. What people write with the figures, per chapter; each edition freezes what stood then. Bewaren: archief_altijd.
CREATE TABLE rapporttekst (
  tekst_id    {{INT}} NOT NULL,                               -- geen: key over versions
  soort       {{TEXT}} NOT NULL CHECK (soort IN ('voortgangsrapportage', 'doelgroepanalyse')), -- geen: which report
  tijdvak     {{TEXT}} NOT NULL,                              -- geen: 2026-2, or 2025 for a year
  hoofdstuk   {{TEXT}} NOT NULL,                              -- geen: code of the chapter
  tekst       {{TEXT}} NOT NULL,                              -- vrije_tekst: what was written about the figures
  vanaf_nr    {{INT}} NOT NULL REFERENCES journaal (nr),      -- geen: recorded by
  tot_nr      {{INT}} REFERENCES journaal (nr),               -- geen: replaced by
  PRIMARY KEY (tekst_id, vanaf_nr)
) {{STRICT}};
CREATE UNIQUE INDEX rapporttekst_actueel ON rapporttekst (soort, tijdvak, hoofdstuk) WHERE tot_nr IS NULL;

-- uitgavestand: boek. How far an edition is, and the words that it froze. Without a row it is from before there were concepts. Bewaren: archief_altijd.
CREATE TABLE uitgavestand (
  uitgave_id  {{INT}} PRIMARY KEY REFERENCES uitgave (uitgave_id), -- geen: edition
  stand       {{TEXT}} NOT NULL CHECK (stand IN ('concept', 'vastgesteld')), -- geen: how far
  concept_id  {{INT}},                                        -- geen: the concept that was adopted
  bekend_op   {{DATE}} NOT NULL,                              -- geen: day up to which was known
  teksten     {{TEXT}} NOT NULL,                              -- vrije_tekst: what was written per chapter, as JSON
  nr          {{INT}} NOT NULL REFERENCES journaal (nr)       -- geen: recorded by
) {{STRICT}};

-- uitgavevorm: boek. An edition as a spreadsheet, frozen with it. Bewaren: archief_altijd.
CREATE TABLE uitgavevorm (
  uitgave_id  {{INT}} NOT NULL REFERENCES uitgave (uitgave_id), -- geen: edition
  vorm        {{TEXT}} NOT NULL CHECK (vorm IN ('ods', 'xlsx')), -- geen: kind of file
  bestand     {{BYTES}} NOT NULL,                             -- geen: the file
  sha256      {{TEXT}} NOT NULL,                              -- geen: hash over the file
  nr          {{INT}} NOT NULL REFERENCES journaal (nr),      -- geen: recorded by
  PRIMARY KEY (uitgave_id, vorm)
) {{STRICT}};

-- monitorbord: kaart. A dashboard that somebody saved: an address of the monitor under a name. Bewaren: dienstverband_plus_logboek.
CREATE TABLE monitorbord (
  bord_id      {{INT}} PRIMARY KEY,                           -- geen: key
  gebruiker_id {{INT}} NOT NULL REFERENCES gebruiker (gebruiker_id), -- pseudoniem: whose
  naam         {{TEXT}} NOT NULL,                             -- vrije_tekst: name
  adres        {{TEXT}} NOT NULL,                             -- geen: query part of the address, checked
  gedeeld      {{INT}} NOT NULL CHECK (gedeeld IN (0, 1)),    -- geen: whether colleagues in the same role see it
  rol          {{TEXT}} NOT NULL,                             -- geen: role in which it was made
  gemaakt_op   {{DATE}} NOT NULL                              -- geen: day
) {{STRICT}};
CREATE INDEX monitorbord_gebruiker ON monitorbord (gebruiker_id);

CREATE INDEX dossier_vanaf ON dossier (vanaf_nr);
CREATE INDEX dossier_tot ON dossier (tot_nr) WHERE tot_nr IS NOT NULL;
CREATE INDEX inwoner_vanaf ON inwoner (vanaf_nr);
CREATE INDEX inwoner_tot ON inwoner (tot_nr) WHERE tot_nr IS NOT NULL;
CREATE INDEX melding_vanaf ON melding (vanaf_nr);
CREATE INDEX melding_tot ON melding (tot_nr) WHERE tot_nr IS NOT NULL;
CREATE INDEX instroom_vanaf ON instroom (vanaf_nr);
CREATE INDEX instroom_tot ON instroom (tot_nr) WHERE tot_nr IS NOT NULL;
CREATE INDEX verantwoordelijke_vanaf ON verantwoordelijke (vanaf_nr);
CREATE INDEX verantwoordelijke_tot ON verantwoordelijke (tot_nr) WHERE tot_nr IS NOT NULL;
CREATE INDEX gemeentefeit_vanaf ON gemeentefeit (vanaf_nr);
CREATE INDEX gemeentefeit_tot ON gemeentefeit (tot_nr) WHERE tot_nr IS NOT NULL;
CREATE INDEX leefgebiedscore_vanaf ON leefgebiedscore (vanaf_nr);
CREATE INDEX leefgebiedscore_tot ON leefgebiedscore (tot_nr) WHERE tot_nr IS NOT NULL;
CREATE INDEX besluit_vanaf ON besluit (vanaf_nr);
CREATE INDEX besluit_tot ON besluit (tot_nr) WHERE tot_nr IS NOT NULL;
CREATE INDEX indicatie_vanaf ON indicatie (vanaf_nr);
CREATE INDEX indicatie_tot ON indicatie (tot_nr) WHERE tot_nr IS NOT NULL;
CREATE INDEX schaling_vanaf ON schaling (vanaf_nr);
CREATE INDEX schaling_tot ON schaling (tot_nr) WHERE tot_nr IS NOT NULL;
CREATE INDEX toewijzing_vanaf ON toewijzing (vanaf_nr);
CREATE INDEX toewijzing_tot ON toewijzing (tot_nr) WHERE tot_nr IS NOT NULL;
CREATE INDEX wachtplek_vanaf ON wachtplek (vanaf_nr);
CREATE INDEX wachtplek_tot ON wachtplek (tot_nr) WHERE tot_nr IS NOT NULL;
CREATE INDEX levering_vanaf ON levering (vanaf_nr);
CREATE INDEX levering_tot ON levering (tot_nr) WHERE tot_nr IS NOT NULL;
