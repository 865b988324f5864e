//! The gap analysis as a workbook.
