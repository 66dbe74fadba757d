use procedure::template::{Folder, Library};
fn walk(dir: &std::path::Path, root: &std::path::Path, folder: &mut Folder) {
    for e in std::fs::read_dir(dir).unwrap() {
        let p = e.unwrap().path();
        if p.is_dir() { walk(&p, root, folder) } else if let Ok(t) = std::fs::read_to_string(&p) {
            folder.insert(p.strip_prefix(root).unwrap().to_string_lossy().into_owned(), t);
        }
    }
}
fn main() {
    let mut folder = Folder::new();
    let root = std::path::Path::new("templates");
    walk(root, root, &mut folder);
    let library = match Library::load(&folder) { Ok(l) => l, Err(ms) => { for m in &ms { println!("{m}"); } println!("{} mistakes", ms.len()); return; } };
    for m in document::check(&library) { println!("{m}"); }
    let which: Vec<String> = std::env::args().skip(1).collect();
    for p in library.procedures() {
        for ex in p.examples.values() {
            let answers = match procedure::answer::Answers::read(p, &ex.answers) { Ok(a) => a, Err(ps) => { for q in ps { println!("{}: {q}", ex.name); } continue } };
            let case = procedure::assessment::Case { answers, overrides: ex.overrides.clone() };
            let a = procedure::assessment::assess(&library, p, &case, ex.today);
            let mut violated: Vec<_> = a.findings.iter().filter(|f| f.outcome == procedure::assessment::Outcome::Violated).map(|f| f.rule.split('/').nth(1).unwrap().to_owned()).collect();
            violated.sort();
            let mut want = ex.expect.findings.clone(); want.sort();
            println!("{} {}: got {violated:?} want {want:?}", if violated == want {"ok "} else {"BAD"}, ex.name);
            if which.contains(&ex.name) {
                for f in &a.findings { println!("  {:?} {} {} missing {:?} {}", f.outcome, f.rule, f.message, f.missing, f.trace.expression); }
                for d in &a.deadlines { println!("  {} {} {:?} {:?} {:?} {:?}", d.id, d.label, d.due, d.state, d.missing, d.steps.iter().map(|s| &s.text).collect::<Vec<_>>()); }
                for d in &a.documents { println!("  {} {:?} {:?} {:?}", d.id, d.state, d.missing, d.blocked_by); }
                for s in &a.stages { println!("  {} {:?} {}/{} {:?}", s.id, s.state, s.done, s.total, s.opens_with); }
                for (k,v) in &a.values { if v.state == procedure::assessment::ValueState::Derived || v.state == procedure::assessment::ValueState::Missing { println!("  {k} {:?} {}", v.state, v.text); } }
            }
        }
    }
}
