-- The cellar: who did what, who looked at what, who may come in.
-- One text for SQLite and PostgreSQL. Tokens: {{INT}} {{TEXT}} {{DATE}} {{TS}} {{BYTES}} {{AUTO}} {{STRICT}}.
-- Every table says its kind and how long it is kept; every column says its privacy class:
-- geen, pseudoniem, persoon, bijzonder or vrije_tekst.

-- teller: kaart. One row: the number of the last act. Updated first in each writing transaction, so that
-- numbers are gapless and writers queue in order on both engines. Bewaren: altijd.
CREATE TABLE teller (
  teller_id   {{INT}} PRIMARY KEY CHECK (teller_id = 1), -- geen: always 1
  journaal_nr {{INT}} NOT NULL CHECK (0 <= journaal_nr)  -- geen: number of the last act
) {{STRICT}};
INSERT INTO teller (teller_id, journaal_nr) VALUES (1, 0);

-- gebruiker: kaart. People who work with Wijkthuis. Bewaren: dienstverband_plus_logboek.
CREATE TABLE gebruiker (
  gebruiker_id     {{INT}} PRIMARY KEY,                          -- pseudoniem: stands for the employee in both logs
  gebruikersnaam   {{TEXT}} NOT NULL UNIQUE,                     -- persoon: login name
  naam             {{TEXT}} NOT NULL,                            -- persoon: as colleagues see it
  wachtwoord_hash  {{TEXT}} NOT NULL,                            -- geen: argon2id, or '!' when login is not possible
  totp_geheim      {{BYTES}},                                    -- geen: encrypted secret of the second factor
  totp_stap        {{INT}} NOT NULL,                             -- geen: last time step used, so that a code works once
  actief           {{INT}} NOT NULL CHECK (actief IN (0, 1)),    -- geen: 0 blocks at once
  mislukt          {{INT}} NOT NULL CHECK (0 <= mislukt),        -- geen: failed logins in a row
  geblokkeerd_tot  {{TS}},                                       -- geen: no login before this moment
  eenmalig_tot     {{TS}},                                       -- geen: until when a password given by a colleague works; empty for an own one
  dichtheid        {{TEXT}} NOT NULL CHECK (dichtheid IN ('dicht', 'ruim')), -- geen: density of pages
  toetsen          {{INT}} NOT NULL CHECK (toetsen IN (0, 1))    -- geen: single-key shortcuts on or off
) {{STRICT}};

-- journaal: boek. Every act: who, what, why, about what. References only, no contents. Bewaren: wmo_15_jaar.
CREATE TABLE journaal (
  nr             {{INT}} PRIMARY KEY,      -- geen: formal time, gapless from 1
  tijdstip       {{TS}} NOT NULL,          -- geen: moment of the act
  op             {{DATE}} NOT NULL,        -- geen: day of the act in the Netherlands
  gebruiker_id   {{INT}} NOT NULL,         -- pseudoniem: who; 0 is the system. No reference on purpose: the book outlives the user
  rol            {{TEXT}} NOT NULL,        -- geen: role in which it was done
  handeling      {{TEXT}} NOT NULL,        -- geen: past participle, such as 'melding geregistreerd'
  onderwerp      {{TEXT}} NOT NULL,        -- geen: table that the act is about
  onderwerp_id   {{INT}} NOT NULL,         -- pseudoniem: row in that table
  dossier_id     {{INT}},                  -- pseudoniem: dossier, when there is one
  gemeente       {{TEXT}},                 -- geen: gemeente on whose behalf, when there is one
  reden          {{TEXT}} NOT NULL,        -- geen: code of the reason, may be empty; never free text
  trace_id       {{TEXT}} NOT NULL,        -- geen: joins the two logs
  vorige_hash    {{TEXT}} NOT NULL,        -- geen: hash of the act before
  hash           {{TEXT}} NOT NULL         -- geen: SHA-256 over this row and vorige_hash
) {{STRICT}};
CREATE INDEX journaal_dossier ON journaal (dossier_id, nr);
CREATE INDEX journaal_tijdstip ON journaal (tijdstip);
CREATE INDEX journaal_gebruiker ON journaal (onderwerp_id, nr) WHERE onderwerp = 'gebruiker';

-- logboek: boek. Every read of personal data, and every refusal. Bewaren: logboek_5_jaar.
CREATE TABLE logboek (
  logboek_id   {{AUTO}},                                          -- geen: order of arrival
  tijdstip     {{TS}} NOT NULL,                                   -- geen: before the page was sent
  gebruiker_id {{INT}} NOT NULL,                                  -- pseudoniem: who; 0 is nobody or the system
  rol          {{TEXT}} NOT NULL,                                 -- geen: role used
  actie        {{TEXT}} NOT NULL,                                 -- geen: lezen, tonen, zoeken, uitvoer, handelen, noodknop, aanmelden, afmelden
  doel         {{TEXT}} NOT NULL,                                 -- geen: log reason of the route
  route        {{TEXT}} NOT NULL,                                 -- geen: pattern of the route, never the real address
  dossier_id   {{INT}},                                           -- pseudoniem: dossier that was read
  inwoner_id   {{INT}},                                           -- pseudoniem: person that was read
  relatie      {{TEXT}} NOT NULL,                                 -- geen: relation of the user to the dossier
  noodknop     {{INT}} NOT NULL CHECK (noodknop IN (0, 1)),       -- geen: 1 when only the noodknop gave access
  uitkomst     {{TEXT}} NOT NULL CHECK (uitkomst IN ('ok', 'geweigerd')), -- geen: refusals are logged too
  aantal       {{INT}} NOT NULL,                                  -- geen: number of persons shown, for lists and searches
  trace_id     {{TEXT}} NOT NULL                                  -- geen: joins the two logs
) {{STRICT}};
CREATE INDEX logboek_dossier ON logboek (dossier_id, logboek_id);
CREATE INDEX logboek_tijdstip ON logboek (tijdstip);
CREATE INDEX logboek_aanmelden ON logboek (gebruiker_id, tijdstip) WHERE actie = 'aanmelden';

-- gebruikerrol: register. Which role, for which gemeente, since when. Bewaren: dienstverband_plus_logboek.
CREATE TABLE gebruikerrol (
  gebruikerrol_id {{INT}} NOT NULL,                              -- pseudoniem: key over versions
  gebruiker_id    {{INT}} NOT NULL REFERENCES gebruiker (gebruiker_id), -- pseudoniem: who
  rol             {{TEXT}} NOT NULL,                             -- geen: code of the role
  gemeente        {{TEXT}} NOT NULL,                             -- geen: CBS code, or '*' for the whole region
  geldig_van      {{DATE}} NOT NULL,                             -- geen: first day
  geldig_tot      {{DATE}},                                      -- geen: first day no longer
  vanaf_nr        {{INT}} NOT NULL REFERENCES journaal (nr),     -- geen: recorded by
  tot_nr          {{INT}} REFERENCES journaal (nr),              -- geen: replaced by
  PRIMARY KEY (gebruikerrol_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX gebruikerrol_gebruiker ON gebruikerrol (gebruiker_id) WHERE tot_nr IS NULL;

-- sessie: kaart. Who is logged in; the cookie itself is never stored. Bewaren: sessie_10_uur.
CREATE TABLE sessie (
  sessie_hash    {{TEXT}} PRIMARY KEY,                            -- geen: SHA-256 of the cookie
  gebruiker_id   {{INT}} NOT NULL REFERENCES gebruiker (gebruiker_id), -- pseudoniem: who
  csrf           {{TEXT}} NOT NULL,                               -- geen: token for forms
  aangemaakt     {{TS}} NOT NULL,                                 -- geen: absolute limit counts from here
  laatst_gezien  {{TS}} NOT NULL,                                 -- geen: idle limit counts from here
  tweede_factor  {{INT}} NOT NULL CHECK (tweede_factor IN (0, 1)), -- geen: 1 after the TOTP code
  rol            {{TEXT}} NOT NULL                                -- geen: role in use, '' for the first
) {{STRICT}};
CREATE INDEX sessie_gebruiker ON sessie (gebruiker_id);

-- noodknop: register. Access to a dossier outside one's own, with a reason, for an hour. Bewaren: logboek_5_jaar.
CREATE TABLE noodknop (
  noodknop_id  {{INT}} NOT NULL,                               -- geen: key over versions
  gebruiker_id {{INT}} NOT NULL,                               -- pseudoniem: who
  dossier_id   {{INT}} NOT NULL,                               -- pseudoniem: which dossier
  reden        {{TEXT}} NOT NULL,                              -- geen: code of the reason
  toelichting  {{TEXT}} NOT NULL,                              -- vrije_tekst: at least 20 characters
  begin_ts     {{TS}} NOT NULL,                                -- geen: from
  einde_ts     {{TS}} NOT NULL,                                -- geen: until
  oordeel      {{TEXT}} NOT NULL CHECK (oordeel IN ('open', 'terecht', 'niet_terecht')), -- geen: review
  vanaf_nr     {{INT}} NOT NULL REFERENCES journaal (nr),      -- geen: recorded by
  tot_nr       {{INT}} REFERENCES journaal (nr),               -- geen: replaced by
  PRIMARY KEY (noodknop_id, vanaf_nr)
) {{STRICT}};
CREATE INDEX noodknop_actueel ON noodknop (dossier_id, gebruiker_id);

-- concept: kaart. Forms that are not finished, so that no word is lost. Bewaren: concept_30_dagen.
CREATE TABLE concept (
  concept_id   {{INT}} PRIMARY KEY,                                 -- geen: key
  gebruiker_id {{INT}} NOT NULL REFERENCES gebruiker (gebruiker_id), -- pseudoniem: who types
  formulier    {{TEXT}} NOT NULL,                                   -- geen: which form
  onderwerp_id {{INT}} NOT NULL,                                    -- pseudoniem: dossier or melding, 0 for a new one
  inhoud       {{BYTES}} NOT NULL,                                  -- vrije_tekst: encrypted fields
  versie       {{INT}} NOT NULL,                                    -- geen: rises with each save, guards two windows
  bijgewerkt   {{TS}} NOT NULL                                      -- geen: last save
) {{STRICT}};
CREATE UNIQUE INDEX concept_van ON concept (gebruiker_id, formulier, onderwerp_id);

-- weergave: kaart. Saved views of lists: a named query string of enumerated filters. Bewaren: dienstverband_plus_logboek.
CREATE TABLE weergave (
  weergave_id  {{INT}} PRIMARY KEY,                                 -- geen: key
  gebruiker_id {{INT}} NOT NULL REFERENCES gebruiker (gebruiker_id), -- pseudoniem: owner
  lijst        {{TEXT}} NOT NULL,                                   -- geen: which list
  naam         {{TEXT}} NOT NULL,                                   -- vrije_tekst: name of the view
  zoekvraag    {{TEXT}} NOT NULL,                                   -- geen: query string with enumerated filters only
  team         {{INT}} NOT NULL CHECK (team IN (0, 1))              -- geen: 1 when colleagues see it too
) {{STRICT}};
