-- Whose inwoner it is, what is going on, and what we work on together.

-- adres: register. Addresses as the BRP knows them, only as far as needed to find the gemeente. Bewaren: wmo_15_jaar.
CREATE TABLE adres (
  adres_id     {{INT}} NOT NULL,                              -- geen: key over versions
  inwoner_id   {{INT}} NOT NULL,                              -- pseudoniem: who
  gemeente     {{TEXT}} NOT NULL,                             -- geen: CBS code; 1999 is the RNI
  functie      {{TEXT}} NOT NULL CHECK (functie IN ('W', 'B')), -- geen: woonadres or briefadres (Wet BRP art. 1.1)
  instelling   {{TEXT}} NOT NULL,                             -- bijzonder: kind of institution at the address, '' for none
  in_onderzoek {{INT}} NOT NULL CHECK (in_onderzoek IN (0, 1)), -- geen: doubt about the address (Wet BRP art. 2.26 and 2.34)
  herindeling  {{INT}} NOT NULL DEFAULT 0 CHECK (herindeling IN (0, 1)), -- geen: only the gemeente changed its name, not a move
  geldig_van   {{DATE}} NOT NULL,                             -- geen: first day
  geldig_tot   {{DATE}},                                      -- geen: first day no longer
  bron         {{TEXT}} NOT NULL CHECK (bron IN ('brp', 'inwoner', 'aanbieder', 'dossier')), -- geen: who said so
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (adres_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX adres_inwoner ON adres (inwoner_id);

-- verblijf: register. Stays in institutions, known from inwoner or aanbieder, not from the BRP. Bewaren: wmo_15_jaar.
CREATE TABLE verblijf (
  verblijf_id  {{INT}} NOT NULL,                              -- geen: key over versions
  inwoner_id   {{INT}} NOT NULL,                              -- pseudoniem: who
  soort        {{TEXT}} NOT NULL,                             -- bijzonder: kind: bw, opvang, ggz, wlz, pi, jeugd, forensisch, ziekenhuis, anders
  gemeente     {{TEXT}} NOT NULL,                             -- geen: where it stands
  verstrekt_door {{TEXT}} NOT NULL,                           -- geen: gemeente that granted it, '' when unknown
  financiering {{TEXT}} NOT NULL CHECK (financiering IN ('', 'centrum', 'historisch', 'objectief', 'wlz', 'zvw', 'forensisch', 'anders')), -- bijzonder: who paid
  geldig_van   {{DATE}} NOT NULL,                             -- geen: first day
  geldig_tot   {{DATE}},                                      -- geen: first day no longer
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (verblijf_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX verblijf_inwoner ON verblijf (inwoner_id);

-- verantwoordelijke: register. Which gemeente decides and pays, by which regime, and why. Bewaren: wmo_15_jaar.
CREATE TABLE verantwoordelijke (
  verantwoordelijke_id {{INT}} NOT NULL,                              -- geen: key over versions
  dossier_id           {{INT}} NOT NULL,                              -- pseudoniem: dossier
  melding_id           {{INT}} NOT NULL,                              -- pseudoniem: melding it was decided for
  regime               {{TEXT}} NOT NULL CHECK (regime IN ('R0', 'R1', 'R2')), -- geen: law in force, bill 36288, herkomst
  status               {{TEXT}} NOT NULL CHECK (status IN ('BESLIST', 'VOORLOPIG', 'BEVESTIGEN', 'MENS', 'GESCHIL')), -- geen: how sure
  berekend             {{TEXT}} NOT NULL,                             -- geen: gemeente that the rule found, '' for none
  gemeente             {{TEXT}} NOT NULL,                             -- geen: gemeente that was confirmed
  regel                {{TEXT}} NOT NULL,                             -- geen: rule that decided
  uitleg               {{TEXT}} NOT NULL,                             -- geen: steps as JSON
  product              {{TEXT}} NOT NULL DEFAULT '',                  -- bijzonder: what was asked for: bw, bt, opvang, '' when not clear
  verblijfsrecht       {{TEXT}} NOT NULL DEFAULT 'onbekend',          -- bijzonder: nederlander, rechtmatig, anders, onbekend (Wmo 2015 art. 1.2.2)
  invoer               {{TEXT}} NOT NULL DEFAULT '',                  -- pseudoniem: versions of the facts that were used, as JSON
  reden_afwijking      {{TEXT}} NOT NULL,                             -- vrije_tekst: why a human overruled, else ''
  bevestigd_door       {{INT}} NOT NULL,                              -- pseudoniem: who confirmed
  bevestigd_op         {{DATE}} NOT NULL,                             -- geen: day
  regels_hash          {{TEXT}} NOT NULL,                             -- geen: version of the rules used
  vanaf_nr             {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr               {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (verantwoordelijke_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX verantwoordelijke_dossier ON verantwoordelijke (dossier_id);

-- gemeentefeit: register. Gemeente van herkomst and gemeente van verblijf as separate dated facts (UP 5.3). Bewaren: wmo_15_jaar.
CREATE TABLE gemeentefeit (
  gemeentefeit_id {{INT}} NOT NULL,                              -- geen: key over versions
  dossier_id      {{INT}} NOT NULL,                              -- pseudoniem: dossier
  soort           {{TEXT}} NOT NULL CHECK (soort IN ('herkomst', 'verblijf')), -- geen: which fact
  gemeente        {{TEXT}} NOT NULL,                             -- geen: CBS code
  geldig_van      {{DATE}} NOT NULL,                             -- geen: first day
  geldig_tot      {{DATE}},                                      -- geen: first day no longer
  vanaf_nr        {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr          {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (gemeentefeit_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX gemeentefeit_dossier ON gemeentefeit (dossier_id, soort);

-- instroom: register. New or historic client, and whether it is a return, per melding (UP 5.2). Bewaren: wmo_15_jaar.
CREATE TABLE instroom (
  instroom_id {{INT}} NOT NULL,                              -- geen: key over versions
  dossier_id  {{INT}} NOT NULL,                              -- pseudoniem: dossier
  melding_id  {{INT}} NOT NULL,                              -- pseudoniem: melding
  kenmerk     {{TEXT}} NOT NULL CHECK (kenmerk IN ('nieuw', 'historisch')), -- geen: one-year rule
  recidive    {{INT}} NOT NULL CHECK (recidive IN (0, 1)),   -- bijzonder: came back after uitstroom
  uitleg      {{TEXT}} NOT NULL,                             -- geen: steps as JSON
  bepaald_op  {{DATE}} NOT NULL,                             -- geen: day
  vanaf_nr    {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr      {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (instroom_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX instroom_dossier ON instroom (dossier_id);

-- onderzoek: register. Wmo 2015 art. 2.3.2. Bewaren: wmo_15_jaar.
CREATE TABLE onderzoek (
  onderzoek_id {{INT}} NOT NULL,                              -- geen: key over versions
  dossier_id   {{INT}} NOT NULL,                              -- pseudoniem: dossier
  melding_id   {{INT}} NOT NULL,                              -- pseudoniem: melding
  begonnen_op  {{DATE}} NOT NULL,                             -- geen: first day
  afgerond_op  {{DATE}},                                      -- geen: day of the report
  samenvatting {{TEXT}} NOT NULL,                             -- vrije_tekst: report of the outcome
  advies       {{TEXT}} NOT NULL CHECK (advies IN ('', 'bw', 'bt', 'wmo_begeleiding', 'geen')), -- bijzonder: advice
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (onderzoek_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX onderzoek_dossier ON onderzoek (dossier_id);

-- leefgebiedscore: register. Zelfredzaamheid per leefgebied, partial by design. Bewaren: wmo_15_jaar.
CREATE TABLE leefgebiedscore (
  leefgebiedscore_id {{INT}} NOT NULL,                              -- geen: key over versions
  dossier_id         {{INT}} NOT NULL,                              -- pseudoniem: dossier
  onderzoek_id       {{INT}} NOT NULL,                              -- geen: in which onderzoek it was asked
  leefgebied         {{TEXT}} NOT NULL,                             -- geen: code of the leefgebied
  oordeel            {{TEXT}} NOT NULL CHECK (oordeel IN ('1', '2', '3', '4', '5', 'niet_besproken', 'niet_nodig')), -- bijzonder: 1 acute problem … 5 fully self-reliant
  toelichting        {{TEXT}} NOT NULL,                             -- vrije_tekst: why needed and what was found
  gemeten_op         {{DATE}} NOT NULL,                             -- geen: day
  vanaf_nr           {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr             {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (leefgebiedscore_id, vanaf_nr)
) {{STRICT}};
CREATE UNIQUE INDEX leefgebiedscore_actueel ON leefgebiedscore (onderzoek_id, leefgebied) WHERE tot_nr IS NULL;
CREATE INDEX leefgebiedscore_dossier ON leefgebiedscore (dossier_id);

-- doel: register. Goals, with the day of evaluation. Bewaren: wmo_15_jaar.
CREATE TABLE doel (
  doel_id      {{INT}} NOT NULL,                              -- geen: key over versions
  dossier_id   {{INT}} NOT NULL,                              -- pseudoniem: dossier
  leefgebied   {{TEXT}} NOT NULL,                             -- bijzonder: leefgebied
  tekst        {{TEXT}} NOT NULL,                             -- vrije_tekst: the goal in the inwoner's words
  status       {{TEXT}} NOT NULL CHECK (status IN ('actief', 'behaald', 'vervallen')), -- geen: state
  gesteld_op   {{DATE}} NOT NULL,                             -- geen: day
  evaluatie_op {{DATE}} NOT NULL,                             -- geen: next evaluation
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (doel_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX doel_dossier ON doel (dossier_id);

-- activiteit: register. What is done for a goal and by whom. Bewaren: wmo_15_jaar.
CREATE TABLE activiteit (
  activiteit_id {{INT}} NOT NULL,                              -- geen: key over versions
  doel_id       {{INT}} NOT NULL,                              -- geen: goal
  tekst         {{TEXT}} NOT NULL,                             -- vrije_tekst: activity
  wie           {{TEXT}} NOT NULL,                             -- vrije_tekst: inwoner, aanbieder, naaste, initiatief
  vanaf_nr      {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr        {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (activiteit_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX activiteit_doel ON activiteit (doel_id);

-- evaluatie: register. How a goal stands. Bewaren: wmo_15_jaar.
CREATE TABLE evaluatie (
  evaluatie_id {{INT}} NOT NULL,                              -- geen: key over versions
  doel_id      {{INT}} NOT NULL,                              -- geen: goal
  dossier_id   {{INT}} NOT NULL,                              -- pseudoniem: dossier
  op           {{DATE}} NOT NULL,                             -- geen: day
  voortgang    {{TEXT}} NOT NULL CHECK (voortgang IN ('achteruit', 'gelijk', 'vooruit', 'behaald')), -- bijzonder: progress
  tekst        {{TEXT}} NOT NULL,                             -- vrije_tekst: what was said
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (evaluatie_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX evaluatie_dossier ON evaluatie (dossier_id);

-- notitie: register. Short notes in the timeline. Bewaren: wmo_15_jaar.
CREATE TABLE notitie (
  notitie_id   {{INT}} NOT NULL,                              -- geen: key over versions
  dossier_id   {{INT}} NOT NULL,                              -- pseudoniem: dossier
  tekst        {{TEXT}} NOT NULL,                             -- vrije_tekst: the note
  gebruiker_id {{INT}} NOT NULL,                              -- pseudoniem: who
  op           {{DATE}} NOT NULL,                             -- geen: day
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (notitie_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX notitie_dossier ON notitie (dossier_id);
