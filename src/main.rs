//! Arguments and streams in, exit code out; nothing else.

fn main() {
    let context = ibp_peil::command::Context::new(&Default::default()).unwrap();
    for path in std::env::args().skip(1) {
        match context.read(path.as_ref()) {
            Ok(file) => {
                let a =
                    ibp_peil::analysis::analyse(&context.catalogue, &file.assessment, None, context.today);
                println!("{path}: {:?} {:?} {}", a.whole, a.verdict, file.warnings);
            }
            Err(findings) => print!("{}", ibp_peil::finding::print::long(&findings, true)),
        }
    }
}
