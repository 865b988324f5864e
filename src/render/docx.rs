//! The IBP paragraph as a Word file.
