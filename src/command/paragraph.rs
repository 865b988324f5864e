//! `paragraaf`
