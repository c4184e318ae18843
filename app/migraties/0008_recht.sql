-- The law and the money of the stelsel: versions of the objectief verdeelmodel with what they are fed, paths from historic to
-- objective, the uitname for the Wlz; consultation and dispute between gemeenten; what was done about terms to decide.

-- verdeelmodel: register. Versions of the objectief verdeelmodel; none is in force until one is adopted. Bewaren: archief_altijd.
CREATE TABLE verdeelmodel (
  model_id     {{INT}} NOT NULL,                              -- geen: key over versions
  versie       {{TEXT}} NOT NULL,                             -- geen: name, such as 2023-09
  weg          {{TEXT}} NOT NULL CHECK (weg IN ('tabel', 'factor', 'uitkomsten')), -- geen: which way in: whole table, published factor, published outcomes
  factor       {{TEXT}} NOT NULL,                             -- geen: published uitkeringsfactor as a decimal number, '' unless that is the way in
  status       {{TEXT}} NOT NULL CHECK (status IN ('concept', 'vastgesteld', 'vervallen')), -- geen: state of this version
  bron         {{TEXT}} NOT NULL,                             -- geen: document it comes from
  cijferstatus {{TEXT}} NOT NULL,                             -- geen: how sure factor or outcomes are
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (model_id, vanaf_nr)
) {{STRICT}};
CREATE UNIQUE INDEX verdeelmodel_actueel ON verdeelmodel (model_id) WHERE tot_nr IS NULL;

-- maatstaf: boek. The measures of a version with what one unit weighs; other weights are another version. Bewaren: archief_altijd.
CREATE TABLE maatstaf (
  maatstaf_id  {{INT}} PRIMARY KEY,                           -- geen: key
  model_id     {{INT}} NOT NULL,                              -- geen: version of the model
  volgorde     {{INT}} NOT NULL,                              -- geen: place in the list
  code         {{TEXT}} NOT NULL,                             -- geen: heading of its column
  naam         {{TEXT}} NOT NULL,                             -- geen: what it measures
  gewicht      {{TEXT}} NOT NULL,                             -- geen: euro per unit as a decimal number, at most six decimals
  bron         {{TEXT}} NOT NULL,                             -- geen: document the weight comes from
  cijferstatus {{TEXT}} NOT NULL,                             -- geen: how sure
  nr           {{INT}} NOT NULL REFERENCES journaal (nr)      -- geen: recorded by
) {{STRICT}};
CREATE UNIQUE INDEX maatstaf_code ON maatstaf (model_id, code);

-- maatstaftabel: register. The values per gemeente that a version is fed with, as they were read. Bewaren: archief_altijd.
CREATE TABLE maatstaftabel (
  tabel_id     {{INT}} NOT NULL,                              -- geen: key over versions
  model_id     {{INT}} NOT NULL,                              -- geen: version of the model
  bron         {{TEXT}} NOT NULL,                             -- geen: document
  cijferstatus {{TEXT}} NOT NULL,                             -- geen: how sure
  bestand      {{TEXT}} NOT NULL,                             -- geen: name of the file that was read
  sha256       {{TEXT}} NOT NULL,                             -- geen: hash of that file
  rijen        {{INT}} NOT NULL CHECK (0 < rijen),            -- geen: number of gemeenten
  waarden      {{TEXT}} NOT NULL,                             -- geen: the table as CSV, checked
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (tabel_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX maatstaftabel_model ON maatstaftabel (model_id) WHERE tot_nr IS NULL;

-- ingroeipad: register. Schedules from historic to objective: any steps; no start year as long as none is decided. Bewaren: archief_altijd.
CREATE TABLE ingroeipad (
  pad_id       {{INT}} NOT NULL,                              -- geen: key over versions
  naam         {{TEXT}} NOT NULL,                             -- geen: name on screens
  startjaar    {{INT}},                                       -- geen: first year with a step; none without a decision
  stappen      {{TEXT}} NOT NULL,                             -- geen: objective share of each step, decimal numbers separated by spaces
  status       {{TEXT}} NOT NULL CHECK (status IN ('concept', 'vastgesteld', 'vervallen')), -- geen: state
  bron         {{TEXT}} NOT NULL,                             -- geen: document
  cijferstatus {{TEXT}} NOT NULL,                             -- geen: how sure
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (pad_id, vanaf_nr)
) {{STRICT}};
CREATE UNIQUE INDEX ingroeipad_actueel ON ingroeipad (pad_id) WHERE tot_nr IS NULL;

-- stelselbedrag: register. Amounts of the Rijk per year: macrobudget, historic budgets, yearly mutations. Bewaren: archief_altijd.
CREATE TABLE stelselbedrag (
  bedrag_id    {{INT}} NOT NULL,                              -- geen: key over versions
  soort        {{TEXT}} NOT NULL CHECK (soort IN ('macrobudget', 'historisch', 'historisch_totaal', 'mutatie')), -- geen: what it is
  gemeente     {{TEXT}} NOT NULL,                             -- geen: CBS code for soort historisch, else ''
  jaar         {{INT}} NOT NULL CHECK (jaar BETWEEN 2015 AND 2100), -- geen: first year for which it holds
  bedrag_cent  {{INT}} NOT NULL,                              -- geen: cents
  omschrijving {{TEXT}} NOT NULL,                             -- geen: what it is, such as loon- en prijsbijstelling
  bron         {{TEXT}} NOT NULL,                             -- geen: circulaire or other document
  cijferstatus {{TEXT}} NOT NULL,                             -- geen: how sure
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (bedrag_id, vanaf_nr)
) {{STRICT}};
CREATE UNIQUE INDEX stelselbedrag_actueel ON stelselbedrag (bedrag_id) WHERE tot_nr IS NULL;

-- wlzfeit: register. What the uitname for the Wlz of a centrumgemeente is computed from. Bewaren: archief_altijd.
CREATE TABLE wlzfeit (
  wlzfeit_id        {{INT}} NOT NULL,                         -- geen: key over versions
  gemeente          {{TEXT}} NOT NULL,                        -- geen: CBS code of the centrumgemeente
  jaar              {{INT}} NOT NULL CHECK (jaar BETWEEN 2015 AND 2100), -- geen: first year of the lower budget
  kosten_cent       {{INT}} NOT NULL,                         -- geen: costs in the base year of who went to the Wlz, cents
  prijsindex        {{TEXT}} NOT NULL,                        -- geen: factor to the price level of the budget, decimal number
  compensatie_cent  {{INT}} NOT NULL,                         -- geen: what gemeenten keep, cents
  ex_ante_cent      {{INT}} NOT NULL,                         -- geen: what was taken out beforehand, cents
  bron              {{TEXT}} NOT NULL,                        -- geen: document
  cijferstatus      {{TEXT}} NOT NULL,                        -- geen: how sure
  vanaf_nr          {{INT}} NOT NULL REFERENCES journaal (nr), -- geen: recorded by
  tot_nr            {{INT}} REFERENCES journaal (nr),         -- geen: replaced by
  PRIMARY KEY (wlzfeit_id, vanaf_nr)
) {{STRICT}};
CREATE UNIQUE INDEX wlzfeit_actueel ON wlzfeit (wlzfeit_id) WHERE tot_nr IS NULL;

-- indexcijfer: register. The parts of the index of a year: people (OVA) and things (ppc). Bewaren: archief_altijd.
CREATE TABLE indexcijfer (
  indexcijfer_id   {{INT}} NOT NULL,                          -- geen: key over versions
  jaar             {{INT}} NOT NULL CHECK (jaar BETWEEN 2015 AND 2100), -- geen: year that the index is for
  naam             {{TEXT}} NOT NULL,                         -- geen: OVA or ppc
  weging           {{TEXT}} NOT NULL,                         -- geen: share, decimal number
  voorlopig_vorig  {{TEXT}} NOT NULL,                         -- geen: provisional figure of the year before, decimal number
  definitief_vorig {{TEXT}} NOT NULL,                         -- geen: definitive figure of that year, decimal number
  voorlopig        {{TEXT}} NOT NULL,                         -- geen: provisional figure of the year itself, decimal number
  bron             {{TEXT}} NOT NULL,                         -- geen: document
  cijferstatus     {{TEXT}} NOT NULL,                         -- geen: how sure
  vanaf_nr         {{INT}} NOT NULL REFERENCES journaal (nr), -- geen: recorded by
  tot_nr           {{INT}} REFERENCES journaal (nr),          -- geen: replaced by
  PRIMARY KEY (indexcijfer_id, vanaf_nr)
) {{STRICT}};
CREATE UNIQUE INDEX indexcijfer_actueel ON indexcijfer (jaar, naam) WHERE tot_nr IS NULL;

-- overleg: register. Where gemeenten stand with each other about one melding. Always one gemeente acts and pays. Bewaren: wmo_15_jaar.
CREATE TABLE overleg (
  overleg_id   {{INT}} NOT NULL,                              -- geen: key over versions
  dossier_id   {{INT}} NOT NULL,                              -- pseudoniem: dossier
  melding_id   {{INT}} NOT NULL,                              -- pseudoniem: melding it is about
  begon_bij    {{TEXT}} NOT NULL CHECK (begon_bij <> ''),     -- geen: gemeente that acted when it began
  handelt      {{TEXT}} NOT NULL CHECK (handelt <> ''),       -- geen: gemeente that acts and pays
  stand        {{TEXT}} NOT NULL CHECK (stand IN ('alleen', 'overleg', 'toegezegd', 'geschil_contactpersonen', 'geschil_regioadviseur', 'geschil_commissie')), -- geen: how far
  met_gemeente {{TEXT}} NOT NULL,                             -- geen: the other gemeente, '' when none is involved
  plek_vanaf   {{DATE}},                                      -- geen: first day of the place at the other gemeente
  begonnen_op  {{DATE}} NOT NULL,                             -- geen: day of the first question
  sinds_op     {{DATE}} NOT NULL,                             -- geen: day of the last step
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (overleg_id, vanaf_nr)
) {{STRICT}};
CREATE UNIQUE INDEX overleg_actueel ON overleg (overleg_id) WHERE tot_nr IS NULL;
CREATE INDEX overleg_dossier ON overleg (dossier_id);
CREATE INDEX overleg_sinds ON overleg (sinds_op, overleg_id) WHERE tot_nr IS NULL;

-- overlegstap: boek. Every step between gemeenten, with who was spoken and what was said. Bewaren: wmo_15_jaar.
CREATE TABLE overlegstap (
  overlegstap_id {{INT}} PRIMARY KEY,                         -- geen: key
  overleg_id     {{INT}} NOT NULL,                            -- geen: which matter
  dossier_id     {{INT}} NOT NULL,                            -- pseudoniem: dossier
  wat            {{TEXT}} NOT NULL CHECK (wat IN ('vraag', 'blijft_hier', 'neemt_over', 'plek_vanaf', 'overgedragen', 'oneens', 'hogerop', 'advies')), -- geen: what happened
  gemeente       {{TEXT}} NOT NULL,                           -- geen: gemeente that was asked or advised, else ''
  gegevens       {{TEXT}} NOT NULL CHECK (gegevens IN ('', 'minimaal', 'toestemming', 'medewerking')), -- geen: what was shared, and on which ground
  plek_vanaf     {{DATE}},                                    -- geen: first day of the place
  op             {{DATE}} NOT NULL,                           -- geen: day it happened
  toelichting    {{TEXT}} NOT NULL,                           -- vrije_tekst: who was spoken, what was said
  uitleg         {{TEXT}} NOT NULL,                           -- geen: who acts and pays after it, as JSON
  nr             {{INT}} NOT NULL REFERENCES journaal (nr)    -- geen: recorded by
) {{STRICT}};
CREATE INDEX overlegstap_overleg ON overlegstap (overleg_id);

-- termijnhandeling: boek. What was done about a term to decide: suspended, resumed, adjourned, notice of default. Bewaren: wmo_15_jaar.
CREATE TABLE termijnhandeling (
  termijnhandeling_id {{INT}} PRIMARY KEY,                    -- geen: key
  dossier_id   {{INT}} NOT NULL,                              -- pseudoniem: dossier
  termijn_id   {{INT}} NOT NULL,                              -- geen: term
  soort        {{TEXT}} NOT NULL CHECK (soort IN ('opschorting', 'hervatting', 'verdaging', 'ingebrekestelling', 'kennisgeving')), -- geen: what was done
  grond        {{TEXT}} NOT NULL,                             -- geen: ground of a suspension, else ''
  van          {{DATE}} NOT NULL,                             -- geen: first day, or the day of the act
  tot          {{DATE}},                                      -- geen: first day no longer, of a suspension; the term that was named, of a kennisgeving
  bij_id       {{INT}},                                       -- geen: the suspension that a resumption ends
  uiterlijk_op {{DATE}} NOT NULL,                             -- geen: last day of the term after it
  toelichting  {{TEXT}} NOT NULL,                             -- vrije_tekst: why
  nr           {{INT}} NOT NULL REFERENCES journaal (nr)      -- geen: recorded by
) {{STRICT}};
CREATE INDEX termijnhandeling_termijn ON termijnhandeling (termijn_id);
CREATE INDEX termijnhandeling_dossier ON termijnhandeling (dossier_id);
