-- Money in whole cents, published figures, and today's worklist.

-- begroting: register. The budget per year, gemeente and form. Bewaren: financien_7_jaar.
CREATE TABLE begroting (
  begroting_id {{INT}} NOT NULL,                              -- geen: key over versions
  jaar         {{INT}} NOT NULL,                              -- geen: budget year
  gemeente     {{TEXT}} NOT NULL,                             -- geen: CBS code
  vorm         {{TEXT}} NOT NULL CHECK (vorm IN ('bw', 'bt', 'wmo_begeleiding', 'uitvoering')), -- geen: for what
  bedrag_cent  {{INT}} NOT NULL CHECK (0 <= bedrag_cent),     -- geen: cents
  status       {{TEXT}} NOT NULL CHECK (status IN ('concept', 'vastgesteld')), -- geen: state
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (begroting_id, vanaf_nr)
) {{STRICT}};
CREATE UNIQUE INDEX begroting_actueel ON begroting (jaar, gemeente, vorm) WHERE tot_nr IS NULL;

-- boeking: boek. beschikt, gedeclareerd, betaald per gemeente, product and month; corrected only by a counter-entry. Bewaren: financien_7_jaar.
CREATE TABLE boeking (
  boeking_id    {{INT}} PRIMARY KEY,                          -- geen: key
  soort         {{TEXT}} NOT NULL CHECK (soort IN ('beschikt', 'gedeclareerd', 'betaald')), -- geen: column of the report
  dossier_id    {{INT}} NOT NULL,                             -- pseudoniem: dossier
  indicatie_id  {{INT}} NOT NULL,                             -- pseudoniem: indicatie
  toewijzing_id {{INT}},                                      -- pseudoniem: toewijzing, for zin
  aanbieder_id  {{INT}},                                      -- geen: aanbieder, for zin
  declaratieregel_id {{INT}},                                 -- pseudoniem: declared line it rests on; none for beschikt
  gemeente      {{TEXT}} NOT NULL,                            -- geen: gemeente that pays
  productcode   {{TEXT}} NOT NULL,                            -- bijzonder: product
  vorm          {{TEXT}} NOT NULL,                            -- bijzonder: form
  leveringsvorm {{TEXT}} NOT NULL,                            -- geen: zin or pgb
  kenmerk       {{TEXT}} NOT NULL CHECK (kenmerk IN ('nieuw', 'historisch')), -- geen: which side of the ingroeipad
  maand         {{DATE}} NOT NULL,                            -- geen: first day of the month it belongs to
  bedrag_cent   {{INT}} NOT NULL,                             -- geen: cents; negative for a counter-entry
  tegenboeking_van {{INT}},                                   -- geen: entry that is corrected
  bericht_id    {{INT}},                                      -- geen: message it rests on
  nr            {{INT}} NOT NULL REFERENCES journaal (nr)     -- geen: recorded by
) {{STRICT}};
CREATE INDEX boeking_dossier ON boeking (dossier_id);
CREATE INDEX boeking_nr ON boeking (nr);
CREATE INDEX boeking_maand ON boeking (maand, soort, gemeente, vorm, productcode, leveringsvorm, kenmerk, bedrag_cent);
CREATE UNIQUE INDEX boeking_regel ON boeking (soort, declaratieregel_id) WHERE declaratieregel_id IS NOT NULL;

-- declaratie: boek. Each declaratie that an aanbieder sent, with our answer. Bewaren: financien_7_jaar.
CREATE TABLE declaratie (
  declaratie_id {{INT}} PRIMARY KEY,                          -- geen: key
  bericht_id    {{INT}} NOT NULL REFERENCES bericht (bericht_id), -- geen: message
  aanbieder_id  {{INT}},                                      -- geen: aanbieder, when known
  gemeente      {{TEXT}} NOT NULL,                            -- geen: gemeente that it was sent to
  nummer        {{TEXT}} NOT NULL,                            -- geen: DeclaratieNummer
  begin_op      {{DATE}} NOT NULL,                            -- geen: first day of the period
  eind_op       {{DATE}} NOT NULL,                            -- geen: last day of the period
  dagtekening   {{DATE}} NOT NULL,                            -- geen: payment counts from here
  ingediend_cent {{INT}} NOT NULL,                            -- geen: cents asked
  toegekend_cent {{INT}} NOT NULL,                            -- geen: cents granted
  uitkomst      {{TEXT}} NOT NULL CHECK (uitkomst IN ('beoordeeld', 'afgewezen')), -- geen: refused as a whole, or line by line
  nr            {{INT}} NOT NULL REFERENCES journaal (nr)     -- geen: recorded by
) {{STRICT}};
CREATE INDEX declaratie_aanbieder ON declaratie (aanbieder_id, eind_op);
CREATE UNIQUE INDEX declaratie_bericht ON declaratie (bericht_id);

-- declaratieregel: boek. Each line that an aanbieder declared, with our answer. Bewaren: financien_7_jaar.
CREATE TABLE declaratieregel (
  declaratieregel_id {{INT}} PRIMARY KEY,                     -- geen: key
  bericht_id    {{INT}} NOT NULL REFERENCES bericht (bericht_id), -- geen: message
  regelnr       {{INT}} NOT NULL CHECK (0 < regelnr),         -- geen: place in the message, from 1
  aanbieder_id  {{INT}},                                      -- geen: aanbieder, when known
  referentie    {{TEXT}} NOT NULL,                            -- pseudoniem: ReferentieNummer of the line
  vorige_referentie {{TEXT}} NOT NULL,                        -- pseudoniem: line that is credited or corrected, ''
  toewijzing_id {{INT}},                                      -- pseudoniem: toewijzing, when known
  begin_op      {{DATE}} NOT NULL,                            -- geen: first day of the product period
  eind_op       {{DATE}} NOT NULL,                            -- geen: last day of the product period
  productcode   {{TEXT}} NOT NULL,                            -- bijzonder: product as declared
  eenheid       {{TEXT}} NOT NULL,                            -- geen: unit as declared
  volume        {{INT}} NOT NULL,                             -- geen: units
  tarief_cent   {{INT}} NOT NULL,                             -- geen: cents per unit
  bedrag_cent   {{INT}} NOT NULL,                             -- geen: cents; negative for credit
  uitkomst      {{TEXT}} NOT NULL CHECK (uitkomst IN ('toegekend', 'afgewezen')), -- geen: answer
  regel         {{TEXT}} NOT NULL,                            -- geen: rule code, '' when granted
  nr            {{INT}} NOT NULL REFERENCES journaal (nr)     -- geen: recorded by
) {{STRICT}};
CREATE INDEX declaratieregel_referentie ON declaratieregel (aanbieder_id, referentie);
CREATE INDEX declaratieregel_vorige ON declaratieregel (aanbieder_id, vorige_referentie);
CREATE INDEX declaratieregel_toewijzing ON declaratieregel (toewijzing_id);
CREATE UNIQUE INDEX declaratieregel_plaats ON declaratieregel (bericht_id, regelnr);

-- uitgave: boek. Published figures, frozen: the same question gives the same bytes. Bewaren: archief_altijd.
CREATE TABLE uitgave (
  uitgave_id  {{INT}} PRIMARY KEY,                            -- geen: key
  soort       {{TEXT}} NOT NULL,                              -- geen: voortgangsrapportage
  tijdvak     {{TEXT}} NOT NULL,                              -- geen: 2026-2
  versie      {{INT}} NOT NULL,                               -- geen: 1 for the first
  profiel     {{TEXT}} NOT NULL CHECK (profiel IN ('bestuur', 'openbaar')), -- geen: who it is for
  peil_op     {{DATE}} NOT NULL,                              -- geen: peildatum
  peil_nr     {{INT}} NOT NULL,                               -- geen: known up to this act
  definities  {{TEXT}} NOT NULL,                              -- geen: version of the definitions
  cijfers     {{TEXT}} NOT NULL,                              -- geen: frozen figures as JSON, small numbers already hidden
  html        {{TEXT}} NOT NULL,                              -- geen: the report
  pdf         {{BYTES}} NOT NULL,                             -- geen: the report
  sha256      {{TEXT}} NOT NULL,                              -- geen: hash over cijfers
  pdf_sha256  {{TEXT}} NOT NULL,                              -- geen: hash over pdf
  nr          {{INT}} NOT NULL REFERENCES journaal (nr)       -- geen: recorded by
) {{STRICT}};
CREATE UNIQUE INDEX uitgave_uniek ON uitgave (soort, tijdvak, profiel, versie);

-- werkitem: kaart. Today's state of every dossier, for the worklist; refreshed in the same transaction as the act that
-- changes it, from the view below. `controleer` proves that the two agree. Bewaren: afgeleid.
CREATE TABLE werkitem (
  dossier_id   {{INT}} PRIMARY KEY,                         -- pseudoniem: dossier
  inwoner_id   {{INT}} NOT NULL,                            -- pseudoniem: who
  gemeente     {{TEXT}} NOT NULL,                           -- geen: gemeente that acts
  fase         {{TEXT}} NOT NULL,                           -- geen: where on the street
  vorm         {{TEXT}} NOT NULL,                           -- bijzonder: form of the indicatie, '' for none
  spoed        {{INT}} NOT NULL,                            -- geen: 0 or 1
  houder       {{INT}} NOT NULL,                            -- pseudoniem: holder, 0 for nobody
  medehouder   {{INT}} NOT NULL,                            -- pseudoniem: co-holder, 0 for nobody
  taak         {{TEXT}} NOT NULL,                           -- geen: soort of the first open termijn, '' for none
  taak_rol     {{TEXT}} NOT NULL,                           -- geen: role that must act
  vervalt_op   {{DATE}} NOT NULL,                           -- geen: last day; 2199-12-31 when nothing is due
  geopend_op   {{DATE}} NOT NULL                            -- geen: day of the melding
) {{STRICT}};
CREATE INDEX werkitem_vervalt ON werkitem (vervalt_op, dossier_id);
CREATE INDEX werkitem_geopend ON werkitem (geopend_op, dossier_id);
CREATE INDEX werkitem_gemeente ON werkitem (gemeente, vervalt_op, dossier_id);
CREATE INDEX werkitem_houder ON werkitem (houder, vervalt_op, dossier_id);
CREATE INDEX werkitem_medehouder ON werkitem (medehouder, vervalt_op, dossier_id);
CREATE INDEX werkitem_fase ON werkitem (fase, vervalt_op, dossier_id);

-- werktelling: kaart. How many dossiers per gemeente, fase, vorm, holder, co-holder and role that must act, so that a list and the
-- menu count at once. Bewaren: afgeleid.
CREATE TABLE werktelling (
  gemeente   {{TEXT}} NOT NULL, -- geen: gemeente that acts
  fase       {{TEXT}} NOT NULL, -- geen: where on the street
  vorm       {{TEXT}} NOT NULL, -- geen: form
  spoed      {{INT}} NOT NULL,  -- geen: 0 or 1
  houder     {{INT}} NOT NULL,  -- pseudoniem: holder
  medehouder {{INT}} NOT NULL,  -- pseudoniem: co-holder
  taak_rol   {{TEXT}} NOT NULL, -- geen: role that must act, '' when nothing is due
  aantal     {{INT}} NOT NULL,  -- geen: number of dossiers
  PRIMARY KEY (gemeente, fase, vorm, spoed, houder, medehouder, taak_rol)
) {{STRICT}};
CREATE INDEX werktelling_houder ON werktelling (houder, taak_rol, aantal);
CREATE INDEX werktelling_medehouder ON werktelling (medehouder, taak_rol, houder, aantal);

-- werkitem_nu: what the registers say the worklist must be.
CREATE VIEW werkitem_nu AS
SELECT d.dossier_id, d.inwoner_id, d.gemeente, d.fase,
       COALESCE((SELECT i.vorm FROM indicatie i WHERE i.dossier_id = d.dossier_id AND i.tot_nr IS NULL
                 ORDER BY i.geldig_van DESC, i.indicatie_id DESC LIMIT 1), '') AS vorm,
       d.spoed,
       COALESCE((SELECT r.gebruiker_id FROM dossierrol r WHERE r.dossier_id = d.dossier_id AND r.rol = 'houder'
                 AND r.tot_nr IS NULL AND r.geldig_tot IS NULL ORDER BY r.dossierrol_id DESC LIMIT 1), 0) AS houder,
       COALESCE((SELECT r.gebruiker_id FROM dossierrol r WHERE r.dossier_id = d.dossier_id AND r.rol = 'medehouder'
                 AND r.tot_nr IS NULL AND r.geldig_tot IS NULL ORDER BY r.dossierrol_id DESC LIMIT 1), 0) AS medehouder,
       COALESCE((SELECT t.soort FROM termijn t WHERE t.dossier_id = d.dossier_id AND t.tot_nr IS NULL
                 AND t.voldaan_op IS NULL ORDER BY t.uiterlijk_op, t.termijn_id LIMIT 1), '') AS taak,
       COALESCE((SELECT t.voor_rol FROM termijn t WHERE t.dossier_id = d.dossier_id AND t.tot_nr IS NULL
                 AND t.voldaan_op IS NULL ORDER BY t.uiterlijk_op, t.termijn_id LIMIT 1), '') AS taak_rol,
       COALESCE((SELECT t.uiterlijk_op FROM termijn t WHERE t.dossier_id = d.dossier_id AND t.tot_nr IS NULL
                 AND t.voldaan_op IS NULL ORDER BY t.uiterlijk_op, t.termijn_id LIMIT 1), '2199-12-31') AS vervalt_op,
       d.geopend_op
  FROM dossier d WHERE d.tot_nr IS NULL;
