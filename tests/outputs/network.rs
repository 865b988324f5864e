//! No data leaves the machine: nothing that this program is made of can open a connection. `.ci/run` also watches it with
//! strace.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Crates that are there for the network, or that bring one along; also for tests they have no place here.
const NETWORK_CRATES: &[&str] = &[
    "actix-http",
    "actix-web",
    "async-io",
    "async-net",
    "async-std",
    "attohttpc",
    "aws-config",
    "awc",
    "axum",
    "boring",
    "boring-sys",
    "c-ares",
    "curl",
    "curl-sys",
    "dns-lookup",
    "eventsource-client",
    "fast-socks5",
    "ftp",
    "git2",
    "gix-transport",
    "grpcio",
    "h2",
    "h3",
    "hickory-proto",
    "hickory-resolver",
    "http-client",
    "hyper",
    "hyper-rustls",
    "hyper-tls",
    "hyper-util",
    "isahc",
    "jsonrpsee",
    "lettre",
    "libgit2-sys",
    "libp2p",
    "libssh2-sys",
    "mdns",
    "minreq",
    "mio",
    "mongodb",
    "mysql",
    "nanomsg",
    "native-tls",
    "net2",
    "nng",
    "oauth2",
    "octocrab",
    "openssl",
    "openssl-sys",
    "opentelemetry-otlp",
    "polling",
    "postgres",
    "quiche",
    "quinn",
    "quinn-proto",
    "redis",
    "reqwest",
    "rocket",
    "rouille",
    "rumqttc",
    "russh",
    "rustls",
    "s2n-quic",
    "self_update",
    "sentry",
    "smol",
    "snmp",
    "socket2",
    "soketto",
    "ssh2",
    "suppaftp",
    "surf",
    "tide",
    "tiny_http",
    "tokio",
    "tokio-native-tls",
    "tokio-rustls",
    "tonic",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
    "ureq-proto",
    "warp",
    "webbrowser",
    "webpki-roots",
    "websocket",
    "ws",
    "zmq",
];

/// What code that opens a connection or asks for an address cannot do without.
const CALLS: &[&str] = &[
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "UnixStream",
    "UnixListener",
    "UnixDatagram",
    "ToSocketAddrs",
    "socket(",
    "socketpair(",
    "WSAStartup",
    "WSASocket",
    "getaddrinfo(",
    "InternetOpen",
    "WinHttpOpen",
];

/// Crates in which such a word stands all the same, and why it does no harm: every one of these features must be off.
const HARMLESS: &[(&str, &[&str])] = &[
    // Only declares what the system has; whoever calls it would be found by its own words.
    ("libc", &[]),
    // The same for Windows.
    ("windows-sys", &[]),
    // Its calls for the network are behind a feature; here it asks for the name of the computer.
    ("rustix", &["net", "all-apis"]),
    // Pairs of sockets in its own tests, and in a part behind features; here signals only set flags.
    ("signal-hook", &["iterator", "channel"]),
];

#[test]
fn no_crate_with_network_code_is_in_the_lock_file() {
    let lock = fs::read_to_string("Cargo.lock").unwrap();
    let names: BTreeSet<&str> =
        lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"')).collect();
    assert!(names.contains("toml_edit"), "the names can be read");
    let found: Vec<&&str> = NETWORK_CRATES.iter().filter(|name| names.contains(**name)).collect();
    assert_eq!(found, Vec::<&&str>::new());
}

/// A crate that ends up in the program: where its sources are, and which of its features are on.
struct Part {
    folder: PathBuf,
    features: BTreeSet<String>,
}

/// Everything that ends up in the program on a system; `None` where its crates are not on this computer.
fn parts(system: &str) -> Option<BTreeMap<String, Part>> {
    let arguments =
        ["metadata", "--offline", "--locked", "--format-version", "1", "--filter-platform", system];
    let output = Command::new(env!("CARGO")).args(arguments).output().unwrap();
    if !output.status.success() {
        return None;
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let by_id = |list: &'_ Value| -> BTreeMap<String, Value> {
        let items = list.as_array().unwrap().iter();
        items.map(|item| (item["id"].as_str().unwrap().to_owned(), item.clone())).collect()
    };
    let (packages, nodes) = (by_id(&metadata["packages"]), by_id(&metadata["resolve"]["nodes"]));
    let mut wanted = vec![metadata["resolve"]["root"].as_str().unwrap().to_owned()];
    let mut parts = BTreeMap::new();
    while let Some(id) = wanted.pop() {
        let (package, node) = (&packages[&id], &nodes[&id]);
        let name = format!("{} {}", package["name"].as_str().unwrap(), package["version"].as_str().unwrap());
        let features = node["features"].as_array().unwrap().iter();
        let part = Part {
            folder: Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap().to_owned(),
            features: features.map(|feature| feature.as_str().unwrap().to_owned()).collect(),
        };
        if parts.insert(name, part).is_some() {
            continue;
        }
        for dependency in node["deps"].as_array().unwrap() {
            // A kind of its own is for building or for tests.
            if dependency["dep_kinds"].as_array().unwrap().iter().any(|kind| kind["kind"].is_null()) {
                wanted.push(dependency["pkg"].as_str().unwrap().to_owned());
            }
        }
    }
    Some(parts)
}

/// Words of [`CALLS`] in the sources below a folder, outside comments of a whole line.
fn calls(folder: &Path, found: &mut Vec<String>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            calls(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&text);
            for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
                if CALLS.iter().any(|call| line.contains(call)) {
                    found.push(format!("{}: {}", path.display(), line.trim()));
                }
            }
        }
    }
}

#[test]
fn nothing_that_ends_up_in_the_program_opens_a_connection() {
    let mut systems = 0;
    for system in ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-gnu"] {
        let Some(parts) = parts(system) else { continue };
        systems += 1;
        assert!(parts.len() > 40, "{system}: {}", parts.len());
        let mut with_words = BTreeSet::new();
        for (name, part) in &parts {
            let mut found = Vec::new();
            calls(&part.folder.join("src"), &mut found);
            let bare = name.split(' ').next().unwrap();
            match HARMLESS.iter().find(|(harmless, _)| *harmless == bare) {
                None => assert_eq!(found, Vec::<String>::new(), "{system}: {name}"),
                Some((_, off)) => {
                    let on: Vec<_> = off.iter().filter(|feature| part.features.contains(**feature)).collect();
                    assert!(on.is_empty(), "{system}: {name} with {on:?}");
                    with_words.extend((!found.is_empty()).then_some(bare));
                }
            }
        }
        assert!(with_words.contains("libc"), "{system}: the words are found where they stand");
    }
    assert!(systems > 0, "cargo metadata does not work here");
}
