-- The pot of the region: its double-entry boek, the key by which it is settled, and the begroting with its route.

-- stuk: boek. Documents that a booking or a decision about money rests on. Bewaren: financien_7_jaar.
CREATE TABLE stuk (
  stuk_id   {{INT}} PRIMARY KEY,                              -- geen: key
  bestand   {{TEXT}} NOT NULL,                                -- vrije_tekst: name of the file as it was uploaded
  inhoud    {{BYTES}} NOT NULL,                               -- vrije_tekst: the file, encrypted
  sha256    {{TEXT}} NOT NULL,                                -- geen: hash of the file
  nr        {{INT}} NOT NULL REFERENCES journaal (nr)         -- geen: recorded by
) {{STRICT}};

-- grootboekpost: boek. Entries of the double-entry boek, numbered without gaps; undone only by a tegenboeking. Bewaren: financien_7_jaar.
CREATE TABLE grootboekpost (
  grootboekpost_id {{INT}} PRIMARY KEY,                       -- geen: key
  volgnr       {{INT}} NOT NULL CHECK (0 < volgnr),           -- geen: number in the boek, from 1
  boekjaar     {{INT}} NOT NULL,                              -- geen: year it counts for
  boekdatum    {{DATE}} NOT NULL,                             -- geen: day it belongs to
  soort        {{TEXT}} NOT NULL CHECK (soort IN ('gewoon', 'maand', 'afrekening', 'factuur')), -- geen: typed, from the declared lines of a month, settlement, invoice
  geldstroom   {{TEXT}} NOT NULL,                             -- geen: stream of money
  gemeente     {{TEXT}},                                      -- geen: gemeente it is about; none for the region as a whole
  maand        {{DATE}},                                      -- geen: month of the care, for soort maand
  omschrijving {{TEXT}} NOT NULL,                             -- vrije_tekst: why
  document     {{TEXT}} NOT NULL,                             -- vrije_tekst: document or besluit it rests on
  stuk_id      {{INT}},                                       -- geen: that document, when it was uploaded
  tegenboeking_van {{INT}},                                   -- geen: number of the entry that is undone
  nr           {{INT}} NOT NULL REFERENCES journaal (nr)      -- geen: recorded by
) {{STRICT}};
CREATE UNIQUE INDEX grootboekpost_volgnr ON grootboekpost (volgnr);
CREATE UNIQUE INDEX grootboekpost_tegen ON grootboekpost (tegenboeking_van) WHERE tegenboeking_van IS NOT NULL;
CREATE INDEX grootboekpost_jaar ON grootboekpost (boekjaar, boekdatum);

-- overboeking: boek. What an entry moves: from a credit to a debet account in the books of one gemeente. Bewaren: financien_7_jaar.
CREATE TABLE overboeking (
  overboeking_id   {{INT}} PRIMARY KEY,                       -- geen: key
  grootboekpost_id {{INT}} NOT NULL REFERENCES grootboekpost (grootboekpost_id), -- geen: entry
  administratie    {{TEXT}} NOT NULL,                         -- geen: in whose books
  debet_soort      {{TEXT}} NOT NULL CHECK (debet_soort IN ('lasten', 'baten', 'balans')), -- geen: kind of account
  debet_taakveld   {{TEXT}} NOT NULL,                         -- geen: Iv3 taakveld, '' on the balance
  debet_categorie  {{TEXT}} NOT NULL,                         -- geen: economische categorie or name of the account
  credit_soort     {{TEXT}} NOT NULL CHECK (credit_soort IN ('lasten', 'baten', 'balans')), -- geen: kind of account
  credit_taakveld  {{TEXT}} NOT NULL,                         -- geen: Iv3 taakveld, '' on the balance
  credit_categorie {{TEXT}} NOT NULL,                         -- geen: economische categorie or name of the account
  bedrag_cent      {{INT}} NOT NULL CHECK (0 < bedrag_cent),  -- geen: cents
  nr               {{INT}} NOT NULL REFERENCES journaal (nr)  -- geen: recorded by
) {{STRICT}};
CREATE INDEX overboeking_post ON overboeking (grootboekpost_id);

-- sleutelbesluit: register. By which key the result of the pot is settled, and since when. Bewaren: financien_7_jaar.
CREATE TABLE sleutelbesluit (
  sleutelbesluit_id {{INT}} NOT NULL,                         -- geen: key over versions
  letter       {{TEXT}} NOT NULL CHECK (letter IN ('a', 'b', 'c', 'd', 'e')), -- geen: which key
  inbreng      {{INT}} NOT NULL CHECK (0 <= inbreng),         -- geen: share by inbreng in a mix, in percent
  inwoners     {{INT}} NOT NULL CHECK (0 <= inwoners),        -- geen: share by inhabitants in a mix, in percent
  gebruik      {{INT}} NOT NULL CHECK (0 <= gebruik),         -- geen: share by use in a mix, in percent
  band_cent    {{INT}} CHECK (0 <= band_cent),                -- geen: most per inhabitant in a mix, cents
  besloten_op  {{DATE}} NOT NULL,                             -- geen: day of the decision
  document     {{TEXT}} NOT NULL,                             -- vrije_tekst: where it is written
  stuk_id      {{INT}},                                       -- geen: that document, when it was uploaded
  geldig_van   {{DATE}} NOT NULL,                             -- geen: first day
  geldig_tot   {{DATE}},                                      -- geen: first day no longer
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (sleutelbesluit_id, vanaf_nr)
) {{STRICT}};

-- potafrekening: boek. The result of a year, settled once; after it the year is closed. Bewaren: financien_7_jaar.
CREATE TABLE potafrekening (
  potafrekening_id {{INT}} PRIMARY KEY,                       -- geen: key
  jaar           {{INT}} NOT NULL,                            -- geen: year
  sleutelbesluit_id {{INT}} NOT NULL,                         -- geen: decision on the key
  sleutel        {{TEXT}} NOT NULL,                           -- geen: the key in words
  resultaat_cent {{INT}} NOT NULL,                            -- geen: what was left (or short), cents
  reserve_cent   {{INT}} NOT NULL,                            -- geen: to (or from) the reserve, cents
  op             {{DATE}} NOT NULL,                           -- geen: day
  nr             {{INT}} NOT NULL REFERENCES journaal (nr)    -- geen: recorded by
) {{STRICT}};
CREATE UNIQUE INDEX potafrekening_jaar ON potafrekening (jaar);

-- potafrekeningdeel: boek. What each gemeente gets or pays in a settlement. Bewaren: financien_7_jaar.
CREATE TABLE potafrekeningdeel (
  potafrekeningdeel_id {{INT}} PRIMARY KEY,                   -- geen: key
  potafrekening_id {{INT}} NOT NULL REFERENCES potafrekening (potafrekening_id), -- geen: settlement
  gemeente     {{TEXT}} NOT NULL,                             -- geen: gemeente
  bedrag_cent  {{INT}} NOT NULL,                              -- geen: cents; negative when it pays
  nr           {{INT}} NOT NULL REFERENCES journaal (nr)      -- geen: recorded by
) {{STRICT}};

-- begrotingsregel: register. Lines of the begroting over six years; the table begroting follows them per gemeente and form. Bewaren: financien_7_jaar.
CREATE TABLE begrotingsregel (
  begrotingsregel_id {{INT}} NOT NULL,                        -- geen: key over versions
  jaar         {{INT}} NOT NULL,                              -- geen: begrotingsjaar t
  code         {{TEXT}} NOT NULL,                             -- geen: stable key of the line
  omschrijving {{TEXT}} NOT NULL,                             -- geen: what it is
  kant         {{TEXT}} NOT NULL CHECK (kant IN ('lasten', 'baten')), -- geen: costs or income
  soort        {{TEXT}} NOT NULL,                             -- geen: programma, uitvoering, overhead, inkomsten, reserve
  aard         {{TEXT}} NOT NULL,                             -- geen: structureel or incidenteel
  taakveld     {{TEXT}} NOT NULL,                             -- geen: Iv3 taakveld
  gemeente     {{TEXT}},                                      -- geen: gemeente it is for; none for the region as a whole
  vorm         {{TEXT}} NOT NULL,                             -- geen: form of support, '' for other lines
  min2_cent    {{INT}} NOT NULL,                              -- geen: t-2, cents
  min1_cent    {{INT}} NOT NULL,                              -- geen: t-1, cents
  t_cent       {{INT}} NOT NULL,                              -- geen: t, cents
  plus1_cent   {{INT}} NOT NULL,                              -- geen: t+1, cents
  plus2_cent   {{INT}} NOT NULL,                              -- geen: t+2, cents
  plus3_cent   {{INT}} NOT NULL,                              -- geen: t+3, cents
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (begrotingsregel_id, vanaf_nr)
) {{STRICT}};
CREATE UNIQUE INDEX begrotingsregel_actueel ON begrotingsregel (jaar, code) WHERE tot_nr IS NULL;

-- begrotingsstap: boek. The route of a begroting: advice asked, advice given, adopted, taken back. Bewaren: financien_7_jaar.
CREATE TABLE begrotingsstap (
  begrotingsstap_id {{INT}} PRIMARY KEY,                      -- geen: key
  jaar       {{INT}} NOT NULL,                                -- geen: begrotingsjaar
  stap       {{TEXT}} NOT NULL CHECK (stap IN ('advies_gevraagd', 'geadviseerd', 'vastgesteld', 'teruggehaald')), -- geen: which step
  bestuur    {{TEXT}} NOT NULL,                               -- geen: which board adopted it, '' for other steps
  uitkomst   {{TEXT}} NOT NULL,                               -- geen: positief or negatief advice, '' for other steps
  motivering {{TEXT}} NOT NULL,                               -- vrije_tekst: why it was adopted against a negative advice
  op         {{DATE}} NOT NULL,                               -- geen: day of the act
  document   {{TEXT}} NOT NULL,                               -- vrije_tekst: where it is written
  stuk_id    {{INT}},                                         -- geen: that document, when it was uploaded
  nr         {{INT}} NOT NULL REFERENCES journaal (nr)        -- geen: recorded by
) {{STRICT}};
CREATE INDEX begrotingsstap_jaar ON begrotingsstap (jaar, nr);

-- begrotingswijziging: boek. Changes of an adopted begroting. Bewaren: financien_7_jaar.
CREATE TABLE begrotingswijziging (
  begrotingswijziging_id {{INT}} PRIMARY KEY,                 -- geen: key
  jaar       {{INT}} NOT NULL,                                -- geen: begrotingsjaar
  nummer     {{INT}} NOT NULL CHECK (0 < nummer),             -- geen: number in the year, from 1
  op         {{DATE}} NOT NULL,                               -- geen: day it was adopted
  document   {{TEXT}} NOT NULL,                               -- vrije_tekst: why, and where it is written
  stuk_id    {{INT}},                                         -- geen: that document, when it was uploaded
  nr         {{INT}} NOT NULL REFERENCES journaal (nr)        -- geen: recorded by
) {{STRICT}};
CREATE UNIQUE INDEX begrotingswijziging_nummer ON begrotingswijziging (jaar, nummer);

-- begrotingsmutatie: boek. What a change adds to a line, or takes off. Bewaren: financien_7_jaar.
CREATE TABLE begrotingsmutatie (
  begrotingsmutatie_id {{INT}} PRIMARY KEY,                   -- geen: key
  begrotingswijziging_id {{INT}} NOT NULL REFERENCES begrotingswijziging (begrotingswijziging_id), -- geen: change
  code        {{TEXT}} NOT NULL,                              -- geen: line
  bedrag_cent {{INT}} NOT NULL,                               -- geen: cents; negative when it is less
  nr          {{INT}} NOT NULL REFERENCES journaal (nr)       -- geen: recorded by
) {{STRICT}};

-- overeenkomst: register. Agreements with gemeenten outside the region about the costs of their people. Bewaren: financien_7_jaar.
CREATE TABLE overeenkomst (
  overeenkomst_id {{INT}} NOT NULL,                           -- geen: key over versions
  gemeente     {{TEXT}} NOT NULL,                             -- geen: gemeente that pays
  document     {{TEXT}} NOT NULL,                             -- vrije_tekst: where it is written
  stuk_id      {{INT}},                                       -- geen: that document, when it was uploaded
  geldig_van   {{DATE}} NOT NULL,                             -- geen: first day
  geldig_tot   {{DATE}},                                      -- geen: first day no longer
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (overeenkomst_id, vanaf_nr)
) {{STRICT}};

-- overeenkomstclient: register. Who an agreement is about; nobody else may be invoiced. Bewaren: financien_7_jaar.
CREATE TABLE overeenkomstclient (
  overeenkomstclient_id {{INT}} NOT NULL,                     -- geen: key over versions
  overeenkomst_id {{INT}} NOT NULL,                           -- geen: agreement
  dossier_id   {{INT}} NOT NULL,                              -- pseudoniem: dossier
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (overeenkomstclient_id, vanaf_nr)
) {{STRICT}};
CREATE UNIQUE INDEX overeenkomstclient_actueel ON overeenkomstclient (overeenkomst_id, dossier_id) WHERE tot_nr IS NULL;

-- factuur: boek. Invoices to other gemeenten, with the letter. Bewaren: financien_7_jaar.
CREATE TABLE factuur (
  factuur_id   {{INT}} PRIMARY KEY,                           -- geen: key
  overeenkomst_id {{INT}} NOT NULL,                           -- geen: agreement
  gemeente     {{TEXT}} NOT NULL,                             -- geen: gemeente that pays
  nummer       {{TEXT}} NOT NULL,                             -- geen: number on the letter
  van          {{DATE}} NOT NULL,                             -- geen: first day
  tot          {{DATE}} NOT NULL,                             -- geen: first day no longer
  bedrag_cent  {{INT}} NOT NULL,                              -- geen: cents
  inhoud       {{BYTES}} NOT NULL,                            -- bijzonder: PDF, encrypted
  sha256       {{TEXT}} NOT NULL,                             -- geen: hash of the PDF
  nr           {{INT}} NOT NULL REFERENCES journaal (nr)      -- geen: recorded by
) {{STRICT}};
CREATE UNIQUE INDEX factuur_nummer ON factuur (nummer);

-- factuurregel: boek. Days of one client times a price, under an agreement. Bewaren: financien_7_jaar.
CREATE TABLE factuurregel (
  factuurregel_id {{INT}} PRIMARY KEY,                        -- geen: key
  factuur_id   {{INT}} NOT NULL REFERENCES factuur (factuur_id), -- geen: invoice
  dossier_id   {{INT}} NOT NULL,                              -- pseudoniem: dossier
  toewijzing_id {{INT}} NOT NULL,                             -- pseudoniem: toewijzing under which care was given
  productcode  {{TEXT}} NOT NULL,                             -- bijzonder: product
  van          {{DATE}} NOT NULL,                             -- geen: first day
  tot          {{DATE}} NOT NULL,                             -- geen: first day no longer
  dagen        {{INT}} NOT NULL CHECK (0 < dagen),            -- geen: days
  tarief_cent  {{INT}} NOT NULL,                              -- geen: cents per day
  bedrag_cent  {{INT}} NOT NULL,                              -- geen: days times price, cents
  nr           {{INT}} NOT NULL REFERENCES journaal (nr)      -- geen: recorded by
) {{STRICT}};
CREATE INDEX factuurregel_factuur ON factuurregel (factuur_id);
CREATE INDEX factuurregel_dossier ON factuurregel (dossier_id, van);

-- factuurstap: boek. What happened to an invoice: sent, disputed, paid, withdrawn. Bewaren: financien_7_jaar.
CREATE TABLE factuurstap (
  factuurstap_id {{INT}} PRIMARY KEY,                         -- geen: key
  factuur_id   {{INT}} NOT NULL REFERENCES factuur (factuur_id), -- geen: invoice
  stand        {{TEXT}} NOT NULL CHECK (stand IN ('concept', 'verzonden', 'betwist', 'betaald', 'ingetrokken')), -- geen: state
  reden        {{TEXT}} NOT NULL,                             -- vrije_tekst: why
  op           {{DATE}} NOT NULL,                             -- geen: day
  volgnr       {{INT}},                                       -- geen: entry of the boek that belongs to this step
  nr           {{INT}} NOT NULL REFERENCES journaal (nr)      -- geen: recorded by
) {{STRICT}};
CREATE INDEX factuurstap_factuur ON factuurstap (factuur_id);

-- cakaanlevering: boek. That the data of a month went to the CAK. Bewaren: financien_7_jaar.
CREATE TABLE cakaanlevering (
  cakaanlevering_id {{INT}} PRIMARY KEY,                      -- geen: key
  maand   {{DATE}} NOT NULL,                                  -- geen: first day of the month
  aantal  {{INT}} NOT NULL,                                   -- geen: lines
  sha256  {{TEXT}} NOT NULL,                                  -- geen: hash of the file
  op      {{DATE}} NOT NULL,                                  -- geen: day
  nr      {{INT}} NOT NULL REFERENCES journaal (nr)           -- geen: recorded by
) {{STRICT}};
CREATE INDEX cakaanlevering_maand ON cakaanlevering (maand);

-- cakvergelijking: boek. Comparisons of both administrations, with the file of the CAK. Bewaren: financien_7_jaar.
CREATE TABLE cakvergelijking (
  cakvergelijking_id {{INT}} PRIMARY KEY,                     -- geen: key
  vanaf   {{DATE}} NOT NULL,                                  -- geen: stays that ran since this day were compared
  op      {{DATE}} NOT NULL,                                  -- geen: day of the comparison
  van_ons {{INT}} NOT NULL,                                   -- geen: stays on our side
  van_cak {{INT}} NOT NULL,                                   -- geen: stays on their side
  inhoud  {{BYTES}} NOT NULL,                                 -- bijzonder: their file, encrypted
  sha256  {{TEXT}} NOT NULL,                                  -- geen: hash of the file
  nr      {{INT}} NOT NULL REFERENCES journaal (nr)           -- geen: recorded by
) {{STRICT}};

-- cakverschil: boek. What differed between both administrations. Bewaren: financien_7_jaar.
CREATE TABLE cakverschil (
  cakverschil_id {{INT}} PRIMARY KEY,                         -- geen: key
  cakvergelijking_id {{INT}} NOT NULL REFERENCES cakvergelijking (cakvergelijking_id), -- geen: comparison
  inwoner_id {{INT}},                                         -- pseudoniem: who; none when we do not know this person
  regelnr    {{INT}},                                         -- geen: line of their file, for a person we do not know
  soort      {{TEXT}} NOT NULL CHECK (soort IN ('ontbreekt_cak', 'ontbreekt_ons', 'ander_einde', 'ander_bedrag', 'onbekend')), -- geen: what differs
  van        {{DATE}} NOT NULL,                               -- bijzonder: first day of the stay
  ons_tot    {{DATE}},                                        -- bijzonder: first day no longer, on our side
  cak_tot    {{DATE}},                                        -- bijzonder: first day no longer, on their side
  ons_cent   {{INT}},                                         -- bijzonder: monthly contribution on our side, cents
  cak_cent   {{INT}},                                         -- bijzonder: monthly contribution on their side, cents
  nr         {{INT}} NOT NULL REFERENCES journaal (nr)        -- geen: recorded by
) {{STRICT}};
CREATE INDEX cakverschil_vergelijking ON cakverschil (cakvergelijking_id);

-- cakuitkomst: boek. What was done about a difference. Bewaren: financien_7_jaar.
CREATE TABLE cakuitkomst (
  cakuitkomst_id {{INT}} PRIMARY KEY,                         -- geen: key
  cakverschil_id {{INT}} NOT NULL REFERENCES cakverschil (cakverschil_id), -- geen: difference
  uitkomst    {{TEXT}} NOT NULL CHECK (uitkomst IN ('aan_cak_gemeld', 'bij_ons_hersteld', 'klopt', 'anders')), -- geen: what was done
  toelichting {{TEXT}} NOT NULL,                              -- vrije_tekst: why
  op          {{DATE}} NOT NULL,                              -- geen: day
  nr          {{INT}} NOT NULL REFERENCES journaal (nr)       -- geen: recorded by
) {{STRICT}};
CREATE INDEX cakuitkomst_verschil ON cakuitkomst (cakverschil_id);
