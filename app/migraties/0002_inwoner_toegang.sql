-- Who the inwoner is, and how the question came in.

-- inwoner: register. The only table with identity; everything else knows the random inwoner_id. Bewaren: wmo_15_jaar.
CREATE TABLE inwoner (
  inwoner_id      {{INT}} NOT NULL,                            -- pseudoniem: random, the only link to identity
  bsn_index       {{TEXT}},                                    -- persoon: keyed HMAC-SHA-256 of the BSN, for exact look-up
  bsn_versleuteld {{BYTES}},                                   -- persoon: BSN, encrypted
  bsn_status      {{TEXT}} NOT NULL CHECK (bsn_status IN ('geen', 'ongeverifieerd', 'geverifieerd')), -- geen: Wabb art. 12
  achternaam      {{TEXT}} NOT NULL,                           -- persoon: without prefix
  voorvoegsel     {{TEXT}} NOT NULL,                           -- persoon: 'van der', may be empty
  voornamen       {{TEXT}} NOT NULL,                           -- persoon: given names
  zoeknaam        {{TEXT}} NOT NULL,                           -- persoon: lower case, without accents, for search and sort
  geboortedatum   {{DATE}} NOT NULL,                           -- persoon: birth date
  geslacht        {{TEXT}} NOT NULL CHECK (geslacht IN ('0', '1', '2', '9')), -- persoon: iWmo code list COD046
  straat          {{TEXT}} NOT NULL,                           -- persoon: may be empty
  huisnummer      {{TEXT}} NOT NULL,                           -- persoon: number with addition, may be empty
  postcode        {{TEXT}} NOT NULL,                           -- persoon: 1234AB, may be empty
  woonplaats      {{TEXT}} NOT NULL,                           -- persoon: may be empty
  telefoon        {{TEXT}} NOT NULL,                           -- persoon: may be empty
  email           {{TEXT}} NOT NULL,                           -- persoon: may be empty
  vanaf_nr        {{INT}} NOT NULL REFERENCES journaal (nr),   -- geen: recorded by
  tot_nr          {{INT}} REFERENCES journaal (nr),            -- geen: replaced by
  PRIMARY KEY (inwoner_id, vanaf_nr)
) {{STRICT}};
CREATE UNIQUE INDEX inwoner_actueel ON inwoner (inwoner_id) WHERE tot_nr IS NULL;
CREATE UNIQUE INDEX inwoner_bsn ON inwoner (bsn_index) WHERE tot_nr IS NULL AND bsn_index IS NOT NULL;
CREATE INDEX inwoner_zoeknaam ON inwoner (zoeknaam) WHERE tot_nr IS NULL;
CREATE INDEX inwoner_geboren ON inwoner (geboortedatum) WHERE tot_nr IS NULL;

-- dossier: register. One dossier per inwoner; a herindicatie is a new melding in it. Bewaren: wmo_15_jaar.
CREATE TABLE dossier (
  dossier_id  {{INT}} NOT NULL,                              -- pseudoniem: number of the dossier
  inwoner_id  {{INT}} NOT NULL,                              -- pseudoniem: who
  gemeente    {{TEXT}} NOT NULL,                             -- geen: gemeente that acts now; of the melding until woonplaats is decided
  fase        {{TEXT}} NOT NULL CHECK (fase IN ('melding', 'vraagverheldering', 'onderzoek', 'besluit', 'toewijzing', 'wachtlijst', 'levering', 'lokaal', 'afgesloten')), -- geen: where it is on the street
  spoed       {{INT}} NOT NULL CHECK (spoed IN (0, 1)),      -- geen: Wmo 2015 art. 2.3.3
  geopend_op  {{DATE}} NOT NULL,                             -- geen: day of the first melding
  gesloten_op {{DATE}},                                      -- geen: day of uitstroom or local settlement
  vanaf_nr    {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr      {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (dossier_id, vanaf_nr)
) {{STRICT}};
CREATE UNIQUE INDEX dossier_actueel ON dossier (dossier_id) WHERE tot_nr IS NULL;
CREATE INDEX dossier_inwoner ON dossier (inwoner_id);

-- dossierrol: register. Who holds the dossier: houder, medehouder, vervanger. Bewaren: wmo_15_jaar.
CREATE TABLE dossierrol (
  dossierrol_id {{INT}} NOT NULL,                              -- geen: key over versions
  dossier_id    {{INT}} NOT NULL,                              -- pseudoniem: dossier
  gebruiker_id  {{INT}} NOT NULL REFERENCES gebruiker (gebruiker_id), -- pseudoniem: employee
  rol           {{TEXT}} NOT NULL CHECK (rol IN ('houder', 'medehouder', 'vervanger')), -- geen: UP 2.2
  geldig_van    {{DATE}} NOT NULL,                             -- geen: first day
  geldig_tot    {{DATE}},                                      -- geen: first day no longer
  vanaf_nr      {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr        {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (dossierrol_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX dossierrol_dossier ON dossierrol (dossier_id, gebruiker_id);
CREATE INDEX dossierrol_gebruiker ON dossierrol (gebruiker_id);

-- melding: register. Wmo 2015 art. 2.3.2 lid 1. Bewaren: wmo_15_jaar.
CREATE TABLE melding (
  melding_id       {{INT}} NOT NULL,                              -- pseudoniem: number of the melding
  dossier_id       {{INT}} NOT NULL,                              -- pseudoniem: dossier
  inwoner_id       {{INT}} NOT NULL,                              -- pseudoniem: who it is about
  gemeente         {{TEXT}} NOT NULL,                             -- geen: gemeente that was turned to
  ontvangen_op     {{DATE}} NOT NULL,                             -- geen: terms count from here
  melder           {{TEXT}} NOT NULL CHECK (melder IN ('inwoner', 'naaste', 'aanbieder', 'zorgprofessional', 'politie', 'woningcorporatie', 'gemeente', 'anders')), -- geen: who reports
  melder_naam      {{TEXT}} NOT NULL,                             -- persoon: name of the reporter, may be empty
  melder_contact   {{TEXT}} NOT NULL,                             -- persoon: how to reach the reporter, may be empty
  hulpvraag        {{TEXT}} NOT NULL,                             -- vrije_tekst: the question in own words
  spoed            {{INT}} NOT NULL CHECK (spoed IN (0, 1)),      -- geen: Wmo 2015 art. 2.3.3
  status           {{TEXT}} NOT NULL CHECK (status IN ('nieuw', 'vraagverheldering', 'in_overdracht', 'overgedragen', 'tandem', 'lokaal_afgehandeld', 'ingetrokken', 'afgerond')), -- geen: state
  vorig_besluit_id {{INT}},                                       -- pseudoniem: the besluit that a herindicatie names
  spoed_uitkomst   {{TEXT}} NOT NULL DEFAULT '' CHECK (spoed_uitkomst IN ('', 'tijdelijke_voorziening', 'niet_nodig')), -- geen: what was decided at once, '' while open or without spoed
  spoed_toelichting {{TEXT}} NOT NULL DEFAULT '',                 -- vrije_tekst: what was arranged at once and why
  intrekreden      {{TEXT}} NOT NULL DEFAULT '',                  -- vrije_tekst: why it was taken back, '' unless ingetrokken
  vanaf_nr         {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr           {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (melding_id, vanaf_nr)
) {{STRICT}};
CREATE UNIQUE INDEX melding_actueel ON melding (melding_id) WHERE tot_nr IS NULL;
CREATE INDEX melding_dossier ON melding (dossier_id);
CREATE INDEX melding_ontvangen ON melding (ontvangen_op);

-- vraagverheldering: register. The choice of spoor, UP 2.1. Bewaren: wmo_15_jaar.
CREATE TABLE vraagverheldering (
  vraagverheldering_id {{INT}} NOT NULL,                              -- geen: key over versions
  melding_id           {{INT}} NOT NULL,                              -- pseudoniem: melding
  dossier_id           {{INT}} NOT NULL,                              -- pseudoniem: dossier
  spoor                {{INT}} NOT NULL CHECK (spoor IN (1, 2, 3)),   -- geen: 1 geen BW, 2 wel BW, 3 tandem
  reden                {{TEXT}} NOT NULL,                             -- vrije_tekst: why this spoor, mandatory
  nabijheid            {{TEXT}} NOT NULL DEFAULT 'onbekend' CHECK (nabijheid IN ('ja', 'nee', 'onbekend')), -- bijzonder: must somebody be near or reachable day and night (UP 1)
  uitkomst             {{TEXT}} NOT NULL,                             -- geen: for spoor 1, and spoor 3 that ends without BW: wmo_begeleiding, informatie_advies, andere_wet, geen_ondersteuning; else ''
  gekozen_op           {{DATE}} NOT NULL,                             -- geen: day of the choice
  afgerond_op          {{DATE}},                                      -- geen: day it was finished; for a tandem when both are done
  vanaf_nr             {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr               {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (vraagverheldering_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX vraagverheldering_melding ON vraagverheldering (melding_id);

-- overdracht: register. A warm hand-over, which both sides confirm. Bewaren: wmo_15_jaar.
CREATE TABLE overdracht (
  overdracht_id    {{INT}} NOT NULL,                              -- geen: key over versions
  dossier_id       {{INT}} NOT NULL,                              -- pseudoniem: dossier
  melding_id       {{INT}},                                       -- pseudoniem: melding, when it starts there
  soort            {{TEXT}} NOT NULL CHECK (soort IN ('naar_trajectregisseur', 'naar_aandachtsfunctionaris', 'naar_collega')), -- geen: direction
  van_gebruiker    {{INT}} NOT NULL REFERENCES gebruiker (gebruiker_id), -- pseudoniem: who hands over
  naar_gebruiker   {{INT}} NOT NULL REFERENCES gebruiker (gebruiker_id), -- pseudoniem: who takes over
  toelichting      {{TEXT}} NOT NULL,                             -- vrije_tekst: what the other must know
  gestart_op       {{DATE}} NOT NULL,                             -- geen: first day
  van_bevestigd_op {{DATE}},                                      -- geen: giver confirmed
  naar_bevestigd_op {{DATE}},                                     -- geen: taker confirmed
  gesprek_op       {{DATE}},                                      -- geen: day of the talk with the inwoner and both colleagues
  terug_op         {{DATE}},                                      -- geen: day the taker sent it back
  terug_reden      {{TEXT}} NOT NULL DEFAULT '',                  -- vrije_tekst: what the taker still needs
  vanaf_nr         {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr           {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (overdracht_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX overdracht_dossier ON overdracht (dossier_id);

-- tandem: register. Spoor 3: one form, two owners, both finish. Bewaren: wmo_15_jaar.
CREATE TABLE tandem (
  tandem_id            {{INT}} NOT NULL,                              -- geen: key over versions
  melding_id           {{INT}} NOT NULL,                              -- pseudoniem: melding
  dossier_id           {{INT}} NOT NULL,                              -- pseudoniem: dossier
  aandachtsfunctionaris {{INT}} NOT NULL REFERENCES gebruiker (gebruiker_id), -- pseudoniem: first owner
  trajectregisseur     {{INT}} NOT NULL REFERENCES gebruiker (gebruiker_id), -- pseudoniem: second owner
  eerste_klaar_op      {{DATE}},                                      -- geen: aandachtsfunctionaris is done
  tweede_klaar_op      {{DATE}},                                      -- geen: trajectregisseur is done
  eerste_conclusie     {{TEXT}} NOT NULL DEFAULT '' CHECK (eerste_conclusie IN ('', 'geen_bw', 'wel_bw')), -- bijzonder: what the aandachtsfunctionaris concluded
  tweede_conclusie     {{TEXT}} NOT NULL DEFAULT '' CHECK (tweede_conclusie IN ('', 'geen_bw', 'wel_bw')), -- bijzonder: what the trajectregisseur concluded
  uitkomst             {{TEXT}} NOT NULL DEFAULT '',                  -- geen: how it ends locally, proposed with geen_bw
  conclusie            {{TEXT}} NOT NULL CHECK (conclusie IN ('', 'geen_bw', 'wel_bw')), -- geen: outcome, '' while open
  vanaf_nr             {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr               {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (tandem_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX tandem_melding ON tandem (melding_id);

-- tandemantwoord: register. Who answered what in a tandem. Bewaren: wmo_15_jaar.
CREATE TABLE tandemantwoord (
  tandemantwoord_id {{INT}} NOT NULL,                              -- geen: key over versions
  tandem_id         {{INT}} NOT NULL,                              -- geen: tandem
  vraag             {{TEXT}} NOT NULL,                             -- geen: code of the question
  antwoord          {{TEXT}} NOT NULL,                             -- vrije_tekst: the answer
  gebruiker_id      {{INT}} NOT NULL,                              -- pseudoniem: who answered
  beantwoord_op     {{DATE}} NOT NULL,                             -- geen: day
  vanaf_nr          {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr            {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (tandemantwoord_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX tandemantwoord_tandem ON tandemantwoord (tandem_id);
CREATE UNIQUE INDEX tandemantwoord_actueel ON tandemantwoord (tandem_id, vraag) WHERE tot_nr IS NULL;

-- doelgroeptoets: register. Whether the inwoner belongs to the doelgroep (UP 1); a human decides. Bewaren: wmo_15_jaar.
CREATE TABLE doelgroeptoets (
  doelgroeptoets_id {{INT}} NOT NULL,                              -- geen: key over versions
  dossier_id        {{INT}} NOT NULL,                              -- pseudoniem: dossier
  melding_id        {{INT}} NOT NULL,                              -- pseudoniem: melding
  advies            {{TEXT}} NOT NULL CHECK (advies IN ('ja', 'nee', 'onbekend')), -- bijzonder: what the rule says
  oordeel           {{TEXT}} NOT NULL CHECK (oordeel IN ('ja', 'nee')), -- bijzonder: what the human decided
  motivering        {{TEXT}} NOT NULL,                             -- vrije_tekst: why, mandatory when it differs from the advice
  getoetst_op       {{DATE}} NOT NULL,                             -- geen: day
  gebruiker_id      {{INT}} NOT NULL,                              -- pseudoniem: who decided
  vanaf_nr          {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr            {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (doelgroeptoets_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX doelgroeptoets_dossier ON doelgroeptoets (dossier_id);

-- doelgroepcriterium: register. Each criterion with its evidence. Bewaren: wmo_15_jaar.
CREATE TABLE doelgroepcriterium (
  doelgroepcriterium_id {{INT}} NOT NULL,                          -- geen: key over versions
  doelgroeptoets_id {{INT}} NOT NULL,                              -- geen: toets
  criterium         {{TEXT}} NOT NULL,                             -- geen: code of the criterion
  antwoord          {{TEXT}} NOT NULL CHECK (antwoord IN ('ja', 'nee', 'onbekend')), -- bijzonder: answer
  bron              {{TEXT}} NOT NULL DEFAULT '' CHECK (bron IN ('', 'gesprek', 'document', 'brp', 'professional', 'naaste', 'waarneming')), -- bijzonder: kind of source, '' for onbekend
  bewijs            {{TEXT}} NOT NULL,                             -- vrije_tekst: in a few words what was seen or said
  vanaf_nr          {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr            {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (doelgroepcriterium_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX doelgroepcriterium_toets ON doelgroepcriterium (doelgroeptoets_id);
CREATE UNIQUE INDEX doelgroepcriterium_actueel ON doelgroepcriterium (doelgroeptoets_id, criterium) WHERE tot_nr IS NULL;

-- termijn: register. Everything that must be done before a day, and how that day was computed. Bewaren: wmo_15_jaar.
CREATE TABLE termijn (
  termijn_id   {{INT}} NOT NULL,                              -- geen: key over versions
  dossier_id   {{INT}} NOT NULL,                              -- pseudoniem: dossier
  soort        {{TEXT}} NOT NULL,                             -- geen: code: spoed, ontvangstbevestiging, persoonlijk_plan, vraagverheldering, overdracht, tandem, woonplaats, onderzoek, beslissing, bezwaar, toewijzing, retour, verzoek, start, evaluatie, indicatie_einde, wachtlijst, uitstroom, noodknop, noodknop_oordeel
  onderwerp_id {{INT}} NOT NULL,                              -- pseudoniem: row that it is about
  begin_op     {{DATE}} NOT NULL,                             -- geen: counted from
  uiterlijk_op {{DATE}} NOT NULL,                             -- geen: last day
  uitleg       {{TEXT}} NOT NULL,                             -- geen: steps as JSON: code, article, sentence
  voor_rol     {{TEXT}} NOT NULL,                             -- geen: role that must act
  voldaan_op   {{DATE}},                                      -- geen: day it was done
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (termijn_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX termijn_dossier ON termijn (dossier_id);
CREATE INDEX termijn_open ON termijn (uiterlijk_op) WHERE tot_nr IS NULL AND voldaan_op IS NULL;

-- brief: boek. Letters as they were sent, encrypted. Bewaren: wmo_15_jaar.
CREATE TABLE brief (
  brief_id    {{INT}} PRIMARY KEY,                            -- geen: key
  dossier_id  {{INT}} NOT NULL,                               -- pseudoniem: dossier
  soort       {{TEXT}} NOT NULL,                              -- geen: ontvangstbevestiging, beschikking, …
  onderwerp_id {{INT}} NOT NULL,                              -- pseudoniem: melding or besluit
  inhoud      {{BYTES}} NOT NULL,                             -- bijzonder: PDF, encrypted
  sha256      {{TEXT}} NOT NULL,                              -- geen: hash of the PDF
  nr          {{INT}} NOT NULL REFERENCES journaal (nr)       -- geen: recorded by
) {{STRICT}};
CREATE INDEX brief_dossier ON brief (dossier_id);
