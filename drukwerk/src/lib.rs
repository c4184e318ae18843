//! drukwerk
