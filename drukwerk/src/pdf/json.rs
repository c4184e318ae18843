//! Data for a template as JSON, so that text reaches the typesetter as data and never as source.

/// A JSON value. Keys are ours; strings are from outside and are escaped.
pub(super) enum Json {
    Leeg,
    Getal(usize),
    Tekst(String),
    Lijst(Vec<Json>),
    Velden(Vec<(&'static str, Json)>),
}

impl Json {
    pub(super) fn schrijf(&self) -> String {
        let mut uit = String::new();
        self.schrijf_in(&mut uit);
        uit
    }

    fn schrijf_in(&self, uit: &mut String) {
        match self {
            Self::Leeg => uit.push_str("null"),
            Self::Getal(n) => uit.push_str(&n.to_string()),
            Self::Tekst(t) => schrijf_tekst(t, uit),
            Self::Lijst(delen) => {
                uit.push('[');
                for (i, deel) in delen.iter().enumerate() {
                    if i > 0 {
                        uit.push(',');
                    }
                    deel.schrijf_in(uit);
                }
                uit.push(']');
            }
            Self::Velden(velden) => {
                uit.push('{');
                for (i, (naam, waarde)) in velden.iter().enumerate() {
                    if i > 0 {
                        uit.push(',');
                    }
                    schrijf_tekst(naam, uit);
                    uit.push(':');
                    waarde.schrijf_in(uit);
                }
                uit.push('}');
            }
        }
    }
}

fn schrijf_tekst(tekst: &str, uit: &mut String) {
    uit.push('"');
    for c in tekst.chars() {
        match c {
            '"' => uit.push_str("\\\""),
            '\\' => uit.push_str("\\\\"),
            c if u32::from(c) < 0x20 => uit.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => uit.push(c),
        }
    }
    uit.push('"');
}
