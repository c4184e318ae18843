//! What a room keeps in memory between requests: one value per type, made on first use.
//!
//! Only for what can be made again from the database at any moment; another process keeps its own.

use std::{
    any::{Any, TypeId},
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

/// The values, by type.
#[derive(Default)]
pub struct Gedeeld(Mutex<BTreeMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl Gedeeld {
    /// The value of a type.
    pub fn neem<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        // A panic elsewhere cannot leave the map half changed: an entry is there or it is not.
        let mut kast = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waarde = kast.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default()));
        Arc::clone(waarde).downcast::<T>().expect("every value lies under its own type")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[test]
    fn elk_type_heeft_een_eigen_waarde_die_blijft() {
        let g = Gedeeld::default();
        g.neem::<AtomicU32>().fetch_add(7, Ordering::SeqCst);
        assert_eq!(g.neem::<AtomicU32>().load(Ordering::SeqCst), 7);
        assert!(g.neem::<String>().is_empty());
    }
}
