-- What was decided, who delivers, and what comes back.

-- aanvraag: register. Wmo 2015 art. 2.3.2 lid 9 and 2.3.5. Bewaren: wmo_15_jaar.
CREATE TABLE aanvraag (
  aanvraag_id   {{INT}} NOT NULL,                              -- geen: key over versions
  dossier_id    {{INT}} NOT NULL,                              -- pseudoniem: dossier
  melding_id    {{INT}} NOT NULL,                              -- pseudoniem: melding
  ontvangen_op  {{DATE}} NOT NULL,                             -- geen: two weeks count from here
  vorm          {{TEXT}} NOT NULL CHECK (vorm IN ('bw', 'bt', 'wmo_begeleiding')), -- bijzonder: asked for
  leveringsvorm {{TEXT}} NOT NULL CHECK (leveringsvorm IN ('zin', 'pgb')), -- geen: asked for
  vanaf_nr      {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr        {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (aanvraag_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX aanvraag_dossier ON aanvraag (dossier_id);

-- besluit: register. The beschikking with its receipt: rules, code, input and steps. Bewaren: wmo_15_jaar.
CREATE TABLE besluit (
  besluit_id       {{INT}} NOT NULL,                              -- pseudoniem: number of the besluit
  dossier_id       {{INT}} NOT NULL,                              -- pseudoniem: dossier
  melding_id       {{INT}} NOT NULL,                              -- pseudoniem: melding
  aanvraag_id      {{INT}},                                       -- geen: aanvraag; none when the college acts of its own accord
  soort            {{TEXT}} NOT NULL CHECK (soort IN ('toekenning', 'afwijzing', 'herziening', 'intrekking')), -- bijzonder: kind
  gemeente         {{TEXT}} NOT NULL,                             -- geen: college on whose behalf
  genomen_op       {{DATE}} NOT NULL,                             -- geen: day of the decision
  bekendgemaakt_op {{DATE}} NOT NULL,                             -- geen: bezwaar counts from the day after (Awb 6:8)
  grond            {{TEXT}} NOT NULL DEFAULT '',                  -- bijzonder: code of the ground in the law, '' for a toekenning
  motivering       {{TEXT}} NOT NULL,                             -- vrije_tekst: reasons
  vorig_besluit_id {{INT}},                                       -- pseudoniem: besluit that is revised or withdrawn
  gebruiker_id     {{INT}} NOT NULL,                              -- pseudoniem: who decided
  regels_hash      {{TEXT}} NOT NULL,                             -- geen: SHA-256 over the rule files used
  regels_versies   {{TEXT}} NOT NULL,                             -- geen: rule files with version, as JSON
  code_versie      {{TEXT}} NOT NULL,                             -- geen: version of Wijkthuis
  invoer           {{TEXT}} NOT NULL,                             -- pseudoniem: references to the facts used, as JSON
  uitleg           {{TEXT}} NOT NULL,                             -- geen: steps as JSON
  vanaf_nr         {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr           {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (besluit_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX besluit_dossier ON besluit (dossier_id);
CREATE INDEX besluit_genomen ON besluit (genomen_op);

-- indicatie: register. What was granted, per period. Bewaren: wmo_15_jaar.
CREATE TABLE indicatie (
  indicatie_id  {{INT}} NOT NULL,                              -- pseudoniem: key over versions
  besluit_id    {{INT}} NOT NULL,                              -- pseudoniem: besluit
  dossier_id    {{INT}} NOT NULL,                              -- pseudoniem: dossier
  vorm          {{TEXT}} NOT NULL CHECK (vorm IN ('bw', 'bt', 'wmo_begeleiding')), -- bijzonder: form
  leveringsvorm {{TEXT}} NOT NULL CHECK (leveringsvorm IN ('zin', 'pgb')), -- geen: in natura or persoonsgebonden budget
  productcode   {{TEXT}} NOT NULL,                             -- bijzonder: product
  omvang        {{INT}} NOT NULL CHECK (0 < omvang),           -- bijzonder: volume per frequentie
  eenheid       {{TEXT}} NOT NULL CHECK (eenheid IN ('minuut', 'uur', 'dagdeel', 'etmaal', 'stuks')), -- geen: unit of volume
  frequentie    {{TEXT}} NOT NULL CHECK (frequentie IN ('dag', 'week', 'maand', 'totaal')), -- geen: per what
  bedrag_cent   {{INT}} NOT NULL CHECK (0 <= bedrag_cent),     -- geen: granted over the whole period, cents
  geldig_van    {{DATE}} NOT NULL,                             -- geen: first day
  geldig_tot    {{DATE}},                                      -- geen: first day no longer
  vanaf_nr      {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr        {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (indicatie_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX indicatie_dossier ON indicatie (dossier_id);
CREATE INDEX indicatie_geldig ON indicatie (geldig_van, geldig_tot);

-- schaling: register. Up, down or out, as one event with a reason (UP 2.2). Bewaren: wmo_15_jaar.
CREATE TABLE schaling (
  schaling_id   {{INT}} NOT NULL,                              -- geen: key over versions
  dossier_id    {{INT}} NOT NULL,                              -- pseudoniem: dossier
  op            {{DATE}} NOT NULL,                             -- geen: first day of the new situation
  van_vorm      {{TEXT}} NOT NULL CHECK (van_vorm IN ('geen', 'bw', 'bt', 'wmo_begeleiding')), -- bijzonder: from
  naar_vorm     {{TEXT}} NOT NULL CHECK (naar_vorm IN ('bw', 'bt', 'wmo_begeleiding', 'uit')), -- bijzonder: to; 'uit' is uitstroom
  soort         {{TEXT}} NOT NULL CHECK (soort IN ('instroom', 'opschaling', 'afschaling', 'uitstroom')), -- geen: direction
  reden         {{TEXT}} NOT NULL,                             -- bijzonder: code of the reason
  bestemming    {{TEXT}} NOT NULL,                             -- geen: code of the destination for uitstroom, else ''
  toelichting   {{TEXT}} NOT NULL,                             -- vrije_tekst: may be empty
  besluit_id    {{INT}},                                       -- pseudoniem: besluit that belongs to it
  vanaf_nr      {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr        {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (schaling_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX schaling_dossier ON schaling (dossier_id);
CREATE INDEX schaling_op ON schaling (op);

-- aanbieder: register. Organisations that deliver. Bewaren: contract_7_jaar.
CREATE TABLE aanbieder (
  aanbieder_id {{INT}} NOT NULL,                              -- geen: key over versions
  naam         {{TEXT}} NOT NULL,                             -- geen: name of the organisation
  agb          {{TEXT}} NOT NULL,                             -- geen: eight-digit AGB code
  gemeente     {{TEXT}} NOT NULL,                             -- geen: seat
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (aanbieder_id, vanaf_nr)
) {{STRICT}};
CREATE UNIQUE INDEX aanbieder_actueel ON aanbieder (aanbieder_id) WHERE tot_nr IS NULL;
CREATE UNIQUE INDEX aanbieder_agb ON aanbieder (agb) WHERE tot_nr IS NULL;

-- product: register. What can be granted: iWmo category and code, form, unit. Bewaren: contract_7_jaar.
CREATE TABLE product (
  productcode  {{TEXT}} NOT NULL,                             -- geen: five characters
  categorie    {{TEXT}} NOT NULL,                             -- geen: two digits, iWmo product category
  naam         {{TEXT}} NOT NULL,                             -- geen: name
  vorm         {{TEXT}} NOT NULL CHECK (vorm IN ('bw', 'bt', 'wmo_begeleiding')), -- geen: form
  eenheid      {{TEXT}} NOT NULL CHECK (eenheid IN ('minuut', 'uur', 'dagdeel', 'etmaal', 'stuks')), -- geen: unit
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (productcode, vanaf_nr)
) {{STRICT}};
CREATE UNIQUE INDEX product_actueel ON product (productcode) WHERE tot_nr IS NULL;

-- contract: register. Agreement with an aanbieder. Bewaren: contract_7_jaar.
CREATE TABLE contract (
  contract_id  {{INT}} NOT NULL,                              -- geen: key over versions
  aanbieder_id {{INT}} NOT NULL,                              -- geen: aanbieder
  naam         {{TEXT}} NOT NULL,                             -- geen: name of the agreement
  geldig_van   {{DATE}} NOT NULL,                             -- geen: first day
  geldig_tot   {{DATE}},                                      -- geen: first day no longer
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (contract_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX contract_aanbieder ON contract (aanbieder_id);

-- tarief: register. Price per unit of a product under a contract. Bewaren: contract_7_jaar.
CREATE TABLE tarief (
  tarief_id    {{INT}} NOT NULL,                              -- geen: key over versions
  contract_id  {{INT}} NOT NULL,                              -- geen: contract
  productcode  {{TEXT}} NOT NULL,                             -- geen: product
  tarief_cent  {{INT}} NOT NULL CHECK (0 < tarief_cent),      -- geen: cents per unit
  geldig_van   {{DATE}} NOT NULL,                             -- geen: first day
  geldig_tot   {{DATE}},                                      -- geen: first day no longer
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (tarief_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX tarief_contract ON tarief (contract_id, productcode);

-- capaciteit: register. Places per aanbieder, product and gemeente. Bewaren: contract_7_jaar.
CREATE TABLE capaciteit (
  capaciteit_id {{INT}} NOT NULL,                              -- geen: key over versions
  aanbieder_id  {{INT}} NOT NULL,                              -- geen: aanbieder
  productcode   {{TEXT}} NOT NULL,                             -- geen: product
  gemeente      {{TEXT}} NOT NULL,                             -- geen: where the places are
  plaatsen      {{INT}} NOT NULL CHECK (0 <= plaatsen),        -- geen: number of places
  geldig_van    {{DATE}} NOT NULL,                             -- geen: first day
  geldig_tot    {{DATE}},                                      -- geen: first day no longer
  vanaf_nr      {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr        {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (capaciteit_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX capaciteit_aanbieder ON capaciteit (aanbieder_id, productcode);

-- toewijzing: register. One granted product given to one aanbieder. Bewaren: wmo_15_jaar.
CREATE TABLE toewijzing (
  toewijzing_id {{INT}} NOT NULL,                              -- pseudoniem: key over versions
  nummer        {{INT}} NOT NULL CHECK (0 < nummer AND nummer <= 999999999), -- pseudoniem: ToewijzingNummer in the messages (iWmo TR332)
  dossier_id    {{INT}} NOT NULL,                              -- pseudoniem: dossier
  indicatie_id  {{INT}} NOT NULL,                              -- pseudoniem: indicatie
  aanbieder_id  {{INT}} NOT NULL,                              -- geen: aanbieder
  gemeente      {{TEXT}} NOT NULL,                             -- geen: gemeente that gives it; sender of the messages (iWmo IV046)
  productcode   {{TEXT}} NOT NULL,                             -- bijzonder: product
  gemeente_plaats {{TEXT}} NOT NULL,                           -- geen: where the place is; counts for capaciteit
  omvang        {{INT}} NOT NULL CHECK (0 < omvang),           -- bijzonder: volume per frequentie
  eenheid       {{TEXT}} NOT NULL,                             -- geen: unit
  frequentie    {{TEXT}} NOT NULL,                             -- geen: per what
  tarief_cent   {{INT}} NOT NULL CHECK (0 < tarief_cent),      -- geen: tarief on the first day
  status        {{TEXT}} NOT NULL CHECK (status IN ('open', 'verzonden', 'geaccepteerd', 'afgekeurd', 'beeindigd', 'ingetrokken')), -- geen: state
  reden_wijziging {{TEXT}} NOT NULL,                           -- bijzonder: iWmo code of the last change, '' when first given (IV099)
  besloten_ts   {{TS}} NOT NULL,                               -- geen: moment of the decision; the latest wins (iWmo IV013)
  geldig_van    {{DATE}} NOT NULL,                             -- geen: first day
  geldig_tot    {{DATE}},                                      -- geen: first day no longer
  plaats_tot    {{DATE}},                                      -- geen: first day the place is free: the end, or the day after a definitive stop
  vanaf_nr      {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr        {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (toewijzing_id, vanaf_nr)
) {{STRICT}};
CREATE UNIQUE INDEX toewijzing_actueel ON toewijzing (toewijzing_id) WHERE tot_nr IS NULL;
CREATE UNIQUE INDEX toewijzing_nummer ON toewijzing (nummer) WHERE tot_nr IS NULL;
CREATE INDEX toewijzing_dossier ON toewijzing (dossier_id);
CREATE INDEX toewijzing_plaats ON toewijzing (aanbieder_id, productcode, gemeente_plaats) WHERE tot_nr IS NULL;

-- wachtplek: register. Waiting for a place, with or without overbrugging. Bewaren: wmo_15_jaar.
CREATE TABLE wachtplek (
  wachtplek_id {{INT}} NOT NULL,                              -- geen: key over versions
  dossier_id   {{INT}} NOT NULL,                              -- pseudoniem: dossier
  indicatie_id {{INT}} NOT NULL,                              -- pseudoniem: indicatie
  voorkeur     {{TEXT}} NOT NULL,                             -- geen: wished gemeente, '' for none
  sinds_op     {{DATE}} NOT NULL,                             -- geen: waits since
  tot_op       {{DATE}},                                      -- geen: place found or no longer needed
  overbrugging {{TEXT}} NOT NULL CHECK (overbrugging IN ('geen', 'bt', 'wmo_begeleiding', 'opvang', 'ambulant')), -- bijzonder: help meanwhile
  einde_reden  {{TEXT}} NOT NULL CHECK (einde_reden IN ('', 'geplaatst', 'niet_meer_nodig', 'elders')), -- geen: why it ended
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (wachtplek_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX wachtplek_dossier ON wachtplek (dossier_id);
CREATE UNIQUE INDEX wachtplek_open ON wachtplek (indicatie_id) WHERE tot_nr IS NULL AND tot_op IS NULL;

-- levering: register. Real start and stop of care, as the aanbieder reported. Bewaren: wmo_15_jaar.
CREATE TABLE levering (
  levering_id   {{INT}} NOT NULL,                              -- geen: key over versions
  toewijzing_id {{INT}} NOT NULL,                              -- pseudoniem: toewijzing
  dossier_id    {{INT}} NOT NULL,                              -- pseudoniem: dossier
  geldig_van    {{DATE}} NOT NULL,                             -- geen: start of care
  geldig_tot    {{DATE}},                                      -- geen: first day without care
  stop_reden    {{TEXT}} NOT NULL,                             -- bijzonder: iWmo code of the stop, '' while running
  bericht_id    {{INT}},                                       -- geen: message that said so
  vanaf_nr      {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr        {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (levering_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX levering_toewijzing ON levering (toewijzing_id);
CREATE INDEX levering_dossier ON levering (dossier_id);

-- bericht: boek. Every message as it came or went, encrypted. Bewaren: wmo_15_jaar.
CREATE TABLE bericht (
  bericht_id    {{INT}} PRIMARY KEY,                          -- geen: key
  richting      {{TEXT}} NOT NULL CHECK (richting IN ('in', 'uit')), -- geen: direction
  soort         {{TEXT}} NOT NULL,                            -- geen: WMO301 …, '' when unreadable
  afzender      {{TEXT}} NOT NULL,                            -- geen: AGB or CBS code, '' when unreadable
  ontvanger     {{TEXT}} NOT NULL,                            -- geen: AGB or CBS code, '' when unreadable
  identificatie {{TEXT}} NOT NULL,                            -- geen: of the message; for unreadable files the hash
  dagtekening   {{DATE}},                                     -- geen: date in the message
  poging        {{INT}} NOT NULL CHECK (0 <= poging),         -- geen: 0; more when another message came with an identification that was used before
  bestand       {{TEXT}} NOT NULL,                            -- geen: name of the file, rows of nine or more digits hidden
  inhoud        {{BYTES}} NOT NULL,                           -- bijzonder: the message, encrypted
  sha256        {{TEXT}} NOT NULL,                            -- geen: hash of the message
  antwoord_op   {{INT}},                                      -- geen: the message this one answers
  nr            {{INT}} NOT NULL REFERENCES journaal (nr)     -- geen: recorded by
) {{STRICT}};
CREATE UNIQUE INDEX bericht_uniek ON bericht (richting, soort, afzender, identificatie, poging);
CREATE INDEX bericht_sha256 ON bericht (sha256);
CREATE INDEX bericht_antwoord ON bericht (antwoord_op);

-- berichtgevolg: boek. What a message did, line by line: accepted or refused, with the rule. Bewaren: wmo_15_jaar.
CREATE TABLE berichtgevolg (
  berichtgevolg_id {{INT}} PRIMARY KEY,                       -- geen: key
  bericht_id    {{INT}} NOT NULL REFERENCES bericht (bericht_id), -- geen: message
  dossier_id    {{INT}},                                      -- pseudoniem: dossier, when known
  toewijzing_id {{INT}},                                      -- pseudoniem: toewijzing, when known
  uitkomst      {{TEXT}} NOT NULL CHECK (uitkomst IN ('verwerkt', 'afgekeurd', 'onleesbaar', 'dubbel', 'bewaard', 'verzonden')), -- geen: outcome
  regel         {{TEXT}} NOT NULL,                            -- geen: rule code, '' when accepted
  retourcode    {{TEXT}} NOT NULL,                            -- geen: iWmo retourcode, '' when none
  pad           {{TEXT}} NOT NULL,                            -- geen: place in the message
  zin           {{TEXT}} NOT NULL,                            -- geen: plain Dutch sentence without personal data
  nr            {{INT}} NOT NULL REFERENCES journaal (nr)     -- geen: recorded by
) {{STRICT}};
CREATE INDEX berichtgevolg_bericht ON berichtgevolg (bericht_id);
CREATE INDEX berichtgevolg_dossier ON berichtgevolg (dossier_id);
CREATE INDEX berichtgevolg_uitkomst ON berichtgevolg (uitkomst, bericht_id);
CREATE INDEX berichtgevolg_toewijzing ON berichtgevolg (toewijzing_id);

-- regiebericht: boek. Each start and stop that was accepted, as later messages are judged against them. Bewaren: wmo_15_jaar.
CREATE TABLE regiebericht (
  regiebericht_id {{INT}} PRIMARY KEY,                        -- geen: key
  bericht_id    {{INT}} NOT NULL REFERENCES bericht (bericht_id), -- geen: message
  toewijzing_id {{INT}} NOT NULL,                             -- pseudoniem: toewijzing
  soort         {{TEXT}} NOT NULL CHECK (soort IN ('start', 'stop')), -- geen: kind
  begin_op      {{DATE}} NOT NULL,                            -- geen: first day of delivery
  eind_op       {{DATE}},                                     -- geen: last day, for a stop
  reden         {{TEXT}} NOT NULL,                            -- bijzonder: iWmo code of the stop, '' for a start
  categorie     {{TEXT}} NOT NULL,                            -- bijzonder: product category as reported, '' for none; part of the key
  productcode   {{TEXT}} NOT NULL,                            -- bijzonder: product code as reported, '' for none; part of the key
  vervalt       {{INT}} NOT NULL CHECK (vervalt IN (0, 1)),   -- geen: 1 takes an earlier one back (StatusAanlevering 3)
  nr            {{INT}} NOT NULL REFERENCES journaal (nr)     -- geen: recorded by
) {{STRICT}};
CREATE INDEX regiebericht_toewijzing ON regiebericht (toewijzing_id);
CREATE INDEX regiebericht_bericht ON regiebericht (bericht_id);
