//! Writing Parquet files, as far as the star needs: flat tables of numbers, amounts, days and texts. Format: Apache Parquet 2
//! (parquet.thrift), data pages of version 1, values PLAIN, definition levels RLE, pages compressed with gzip. ADR 0016 says why it is our own.

mod thrift;

use crate::huis::Fout;
use flate2::{Compression, write::GzEncoder};
use kern::stam::Datum;
use std::io::Write;
use thrift::Thrift;

/// Rows per row group.
const GROEP: usize = 100_000;
const MAGIE: &[u8] = b"PAR1";
// Codes of parquet.thrift.
const DATA_PAGE: i32 = 0;
const PLAIN: i32 = 0;
const RLE: i32 = 3;
const GZIP: i32 = 2;

/// What kind of values a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// 64-bit whole number.
    Getal,
    /// Amount in cents, as a decimal number with two digits after the point.
    Bedrag,
    /// Calendar day.
    Dag,
    /// Text in UTF-8.
    Tekst,
}

impl Type {
    /// Physical type: INT32, INT64 or BYTE_ARRAY.
    fn fysiek(self) -> i32 {
        match self {
            Type::Dag => 1,
            Type::Getal | Type::Bedrag => 2,
            Type::Tekst => 6,
        }
    }
}

/// A column.
#[derive(Debug, Clone)]
pub struct Kolom {
    /// Name.
    pub naam: String,
    /// Kind of values.
    pub ty: Type,
    /// Whether a value may be absent.
    pub leeg: bool,
}

/// A value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waarde<'a> {
    /// None; only in a column that allows it.
    Leeg,
    /// Number, or amount in cents.
    Getal(i64),
    /// Text.
    Tekst(&'a str),
    /// Day.
    Dag(Datum),
}

/// Where a column of a row group lies in the file.
struct Brok {
    begin: usize,
    kaal: usize,
    dicht: usize,
    rijen: usize,
}

/// A file in the making.
pub struct Schrijver {
    kolommen: Vec<Kolom>,
    uit: Vec<u8>,
    groepen: Vec<Vec<Brok>>,
    rijen: usize,
}

impl Schrijver {
    /// An empty file with these columns.
    pub fn nieuw(kolommen: Vec<Kolom>) -> Schrijver {
        Schrijver { kolommen, uit: MAGIE.to_vec(), groepen: Vec::new(), rijen: 0 }
    }

    /// Adds `rijen` rows; `waarde(rij, kolom)` gives their values. A failure when a value does not fit its column.
    pub fn schrijf<'a>(
        &mut self,
        rijen: usize,
        waarde: impl Fn(usize, usize) -> Waarde<'a>,
    ) -> Result<(), Fout> {
        let mut van = 0;
        while van < rijen {
            let tot = rijen.min(van + GROEP);
            let mut groep = Vec::with_capacity(self.kolommen.len());
            for k in 0..self.kolommen.len() {
                groep.push(self.brok(k, tot - van, |r| waarde(van + r, k))?);
            }
            self.groepen.push(groep);
            self.rijen += tot - van;
            van = tot;
        }
        Ok(())
    }

    /// One page with a column of a row group.
    fn brok<'a>(
        &mut self,
        k: usize,
        rijen: usize,
        waarde: impl Fn(usize) -> Waarde<'a>,
    ) -> Result<Brok, Fout> {
        let kolom = &self.kolommen[k];
        let mut inhoud = Vec::new();
        if kolom.leeg {
            let niveaus = niveaus((0..rijen).map(|r| waarde(r) != Waarde::Leeg));
            inhoud.extend(lengte(niveaus.len())?.to_le_bytes());
            inhoud.extend(niveaus);
        }
        for r in 0..rijen {
            zet(&mut inhoud, kolom, waarde(r))?;
        }
        // A fixed level and no time stamp: the same rows give the same bytes.
        let mut gz = GzEncoder::new(Vec::new(), Compression::new(6));
        gz.write_all(&inhoud)?;
        let dicht = gz.finish()?;
        let kop = paginakop(rijen, inhoud.len(), dicht.len())?;
        let brok = Brok {
            begin: self.uit.len(),
            kaal: kop.len() + inhoud.len(),
            dicht: kop.len() + dicht.len(),
            rijen,
        };
        self.uit.extend(kop);
        self.uit.extend(dicht);
        Ok(brok)
    }

    /// The whole file. `over` are words about the file as a whole, as key and value.
    pub fn sluit(mut self, over: &[(&str, String)]) -> Result<Vec<u8>, Fout> {
        let voet = self.voet(over)?;
        self.uit.extend(&voet);
        self.uit.extend(lengte(voet.len())?.to_le_bytes());
        self.uit.extend(MAGIE);
        Ok(self.uit)
    }

    /// `FileMetaData`.
    fn voet(&self, over: &[(&str, String)]) -> Result<Vec<u8>, Fout> {
        let mut t = Thrift::default();
        t.i32(1, 2);
        t.lijst(2, thrift::STRUCT, self.kolommen.len() + 1);
        t.los(|t| {
            t.tekst(4, "schema");
            t.i32(5, i32::try_from(self.kolommen.len()).unwrap_or(i32::MAX));
        });
        for k in &self.kolommen {
            t.los(|t| schema(t, k));
        }
        t.i64(3, getal(self.rijen)?);
        t.lijst(4, thrift::STRUCT, self.groepen.len());
        for groep in &self.groepen {
            let (kaal, rijen) = (groep.iter().map(|b| b.kaal).sum(), groep.first().map_or(0, |b| b.rijen));
            let (kaal, rijen) = (getal(kaal)?, getal(rijen)?);
            let mut fout = None;
            t.los(|t| {
                t.lijst(1, thrift::STRUCT, groep.len());
                for (b, k) in groep.iter().zip(&self.kolommen) {
                    t.los(|t| fout = brokvoet(t, b, k).err().or(fout.take()));
                }
                t.i64(2, kaal);
                t.i64(3, rijen);
            });
            fout.map_or(Ok(()), Err)?;
        }
        t.lijst(5, thrift::STRUCT, over.len());
        for (sleutel, waarde) in over {
            t.los(|t| {
                t.tekst(1, sleutel);
                t.tekst(2, waarde);
            });
        }
        t.tekst(6, concat!("wijkthuis version ", env!("CARGO_PKG_VERSION")));
        Ok(t.einde())
    }
}

/// `SchemaElement` of a column, with the old and the new way to say what the values mean.
fn schema(t: &mut Thrift, k: &Kolom) {
    t.i32(1, k.ty.fysiek());
    t.i32(3, i32::from(k.leeg));
    t.tekst(4, &k.naam);
    match k.ty {
        Type::Getal => {}
        Type::Tekst => {
            t.i32(6, 0);
            t.binnen(10, |t| t.binnen(1, |_| {}));
        }
        Type::Dag => {
            t.i32(6, 6);
            t.binnen(10, |t| t.binnen(6, |_| {}));
        }
        Type::Bedrag => {
            t.i32(6, 5);
            t.i32(7, 2);
            t.i32(8, 18);
            t.binnen(10, |t| {
                t.binnen(5, |t| {
                    t.i32(1, 2);
                    t.i32(2, 18);
                });
            });
        }
    }
}

/// `ColumnChunk` with its `ColumnMetaData`.
fn brokvoet(t: &mut Thrift, b: &Brok, k: &Kolom) -> Result<(), Fout> {
    let (begin, kaal, dicht, rijen) = (getal(b.begin)?, getal(b.kaal)?, getal(b.dicht)?, getal(b.rijen)?);
    t.i64(2, begin);
    t.binnen(3, |t| {
        t.i32(1, k.ty.fysiek());
        t.lijst(2, thrift::I32, 2);
        t.los_i32(PLAIN);
        t.los_i32(RLE);
        t.lijst(3, thrift::BINARY, 1);
        t.los_tekst(&k.naam);
        t.i32(4, GZIP);
        t.i64(5, rijen);
        t.i64(6, kaal);
        t.i64(7, dicht);
        t.i64(9, begin);
    });
    Ok(())
}

/// `PageHeader`.
fn paginakop(rijen: usize, kaal: usize, dicht: usize) -> Result<Vec<u8>, Fout> {
    let klein = |n: usize| i32::try_from(n).map_err(|_| te_groot());
    let (rijen, kaal, dicht) = (klein(rijen)?, klein(kaal)?, klein(dicht)?);
    let mut t = Thrift::default();
    t.i32(1, DATA_PAGE);
    t.i32(2, kaal);
    t.i32(3, dicht);
    t.binnen(5, |t| {
        t.i32(1, rijen);
        t.i32(2, PLAIN);
        t.i32(3, RLE);
        t.i32(4, RLE);
    });
    Ok(t.einde())
}

/// Definition levels of width 1 as runs: how many in a row, and whether they have a value.
fn niveaus(gevuld: impl Iterator<Item = bool>) -> Vec<u8> {
    let mut uit = Vec::new();
    let mut reeks: Option<(bool, u64)> = None;
    let mut schrijf = |(wel, n): (bool, u64)| {
        thrift::varint(&mut uit, n << 1);
        uit.push(u8::from(wel));
    };
    for wel in gevuld {
        match &mut reeks {
            Some((zo, n)) if *zo == wel => *n += 1,
            ander => ander.replace((wel, 1)).into_iter().for_each(&mut schrijf),
        }
    }
    reeks.into_iter().for_each(&mut schrijf);
    uit
}

fn zet(uit: &mut Vec<u8>, k: &Kolom, w: Waarde<'_>) -> Result<(), Fout> {
    match (w, k.ty) {
        (Waarde::Leeg, _) if k.leeg => {}
        (Waarde::Getal(n), Type::Getal | Type::Bedrag) => uit.extend(n.to_le_bytes()),
        (Waarde::Tekst(x), Type::Tekst) => {
            uit.extend(lengte(x.len())?.to_le_bytes());
            uit.extend(x.as_bytes());
        }
        (Waarde::Dag(d), Type::Dag) => {
            let dagen = i32::try_from(d.dagnummer()).map_err(|_| te_groot())?;
            uit.extend(dagen.to_le_bytes());
        }
        (w, ty) => return Err(Fout::nieuw(format!("{}: {w:?} past niet in een kolom {ty:?}", k.naam))),
    }
    Ok(())
}

fn te_groot() -> Fout {
    Fout::nieuw("te groot voor een Parquet-bestand")
}

fn lengte(n: usize) -> Result<u32, Fout> {
    u32::try_from(n).map_err(|_| te_groot())
}

fn getal(n: usize) -> Result<i64, Fout> {
    i64::try_from(n).map_err(|_| te_groot())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kolom(naam: &str, ty: Type, leeg: bool) -> Kolom {
        Kolom { naam: naam.to_owned(), ty, leeg }
    }

    #[test]
    fn niveaus_staan_in_reeksen() {
        assert_eq!(niveaus([true, true, true, false, true].into_iter()), [6, 1, 2, 0, 2, 1]);
        assert_eq!(
            niveaus((0..300).map(|_| true)),
            [0xD8, 0x04, 1],
            "600 as a number of seven bits per byte"
        );
        assert_eq!(niveaus([].into_iter()), Vec::<u8>::new());
    }

    #[test]
    fn een_bestand_begint_en_eindigt_met_zijn_merk_en_wijst_zijn_voet_aan() {
        let mut s = Schrijver::nieuw(vec![kolom("n", Type::Getal, true), kolom("t", Type::Tekst, false)]);
        s.schrijf(3, |r, k| match (r, k) {
            (1, 0) => Waarde::Leeg,
            (r, 0) => Waarde::Getal(i64::try_from(r).expect("small")),
            _ => Waarde::Tekst("x"),
        })
        .expect("fits");
        let b = s.sluit(&[("bron", "toets".to_owned())]).expect("closes");
        assert!(b.starts_with(MAGIE) && b.ends_with(MAGIE));
        let voet = u32::from_le_bytes(b[b.len() - 8..b.len() - 4].try_into().expect("four")) as usize;
        assert_eq!(b[b.len() - 8 - voet], 0x15, "the footer starts with field 1, a number of 32 bits");
    }

    #[test]
    fn een_waarde_die_niet_past_wordt_geweigerd() {
        for (w, ty) in
            [(Waarde::Leeg, Type::Getal), (Waarde::Tekst("x"), Type::Dag), (Waarde::Getal(1), Type::Tekst)]
        {
            let mut s = Schrijver::nieuw(vec![kolom("k", ty, false)]);
            assert!(s.schrijf(1, |_, _| w).is_err(), "{w:?} {ty:?}");
        }
    }
}
