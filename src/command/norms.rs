//! `normen`
