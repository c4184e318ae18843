//! Everything that chance ever found remarkable is read again: no panic, and what can be written comes back the same.

use crate::vijandig;

#[test]
fn wat_bewaard_is_wordt_zonder_val_gelezen() {
    let map = format!("{}/tests/corpus", env!("CARGO_MANIFEST_DIR"));
    let mut aantal = 0;
    for bestand in std::fs::read_dir(map).unwrap() {
        let pad = bestand.unwrap().path();
        let bytes = std::fs::read(&pad).unwrap();
        vijandig::lees(&bytes);
        aantal += 1;
        let Ok(gelezen) = iwmo::lees(&bytes) else { continue };
        let Ok(bericht) = gelezen.bericht() else { continue };
        let terug = bericht.schrijf();
        assert_eq!(
            iwmo::lees(terug.as_bytes()).unwrap().bericht().as_ref(),
            Ok(&bericht),
            "{}",
            pad.display()
        );
    }
    assert!(aantal > 20, "the corpus is there");
}
