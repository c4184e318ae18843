//! The compact protocol of Apache Thrift, as far as Parquet needs it: writing only.

pub(super) const I32: u8 = 5;
const I64: u8 = 6;
pub(super) const BINARY: u8 = 8;
const LIST: u8 = 9;
pub(super) const STRUCT: u8 = 12;

/// A struct in the making. Fields come in rising order of their numbers.
#[derive(Default)]
pub(super) struct Thrift {
    uit: Vec<u8>,
    vorig: u8,
}

impl Thrift {
    fn veld(&mut self, id: u8, ty: u8) {
        debug_assert!(self.vorig < id && id - self.vorig < 16, "fields rise");
        self.uit.push(((id - self.vorig) << 4) | ty);
        self.vorig = id;
    }
    pub(super) fn i32(&mut self, id: u8, n: i32) {
        self.veld(id, I32);
        self.los_i32(n);
    }
    pub(super) fn i64(&mut self, id: u8, n: i64) {
        self.veld(id, I64);
        varint(&mut self.uit, zigzag(n));
    }
    pub(super) fn tekst(&mut self, id: u8, t: &str) {
        self.veld(id, BINARY);
        self.los_tekst(t);
    }
    /// The head of a list; its elements follow with the functions that start with `los`.
    pub(super) fn lijst(&mut self, id: u8, ty: u8, lengte: usize) {
        self.veld(id, LIST);
        match u8::try_from(lengte) {
            Ok(n) if n < 15 => self.uit.push((n << 4) | ty),
            _ => {
                self.uit.push(0xF0 | ty);
                varint(&mut self.uit, lengte as u64);
            }
        }
    }
    /// A struct as field.
    pub(super) fn binnen(&mut self, id: u8, vul: impl FnOnce(&mut Thrift)) {
        self.veld(id, STRUCT);
        self.los(vul);
    }
    /// A struct as element of a list.
    pub(super) fn los(&mut self, vul: impl FnOnce(&mut Thrift)) {
        let buiten = std::mem::take(&mut self.vorig);
        vul(self);
        self.uit.push(0);
        self.vorig = buiten;
    }
    pub(super) fn los_i32(&mut self, n: i32) {
        varint(&mut self.uit, zigzag(i64::from(n)));
    }
    pub(super) fn los_tekst(&mut self, t: &str) {
        varint(&mut self.uit, t.len() as u64);
        self.uit.extend(t.as_bytes());
    }
    /// The bytes of the outer struct.
    pub(super) fn einde(mut self) -> Vec<u8> {
        self.uit.push(0);
        self.uit
    }
}

/// Small numbers, also below zero, become small numbers without a sign.
fn zigzag(n: i64) -> u64 {
    ((n << 1) ^ (n >> 63)).cast_unsigned()
}

/// Seven bits per byte, the lowest first.
pub(super) fn varint(uit: &mut Vec<u8>, mut n: u64) {
    loop {
        let laag = n.to_le_bytes()[0] & 0x7F;
        n >>= 7;
        if n == 0 {
            uit.push(laag);
            return;
        }
        uit.push(laag | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn getallen_worden_zo_klein_mogelijk() {
        assert_eq!([0, -1, 1, -2, i64::MIN].map(zigzag), [0, 1, 2, 3, u64::MAX]);
        let mut uit = Vec::new();
        varint(&mut uit, 300);
        assert_eq!(uit, [0xAC, 0x02]);
    }

    #[test]
    fn een_lijst_van_vijftien_krijgt_een_lange_kop() {
        let kop = |n| {
            let mut t = Thrift::default();
            t.lijst(2, I32, n);
            t.uit
        };
        assert_eq!((kop(14), kop(15)), (vec![0x29, 0xE5], vec![0x29, 0xF5, 15]));
    }
}
