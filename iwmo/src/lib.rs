//! iwmo
