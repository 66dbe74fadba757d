//! The list of parts for programs: CycloneDX 1.5, a software bill of materials (软件物料清单), with the digest of each
//! part and who calls whom.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::part::{Part, Registry};

/// How the program itself is referred to.
const PROGRAM: &str = "choujian";

/// The bill of `parts`; `direct` are the references of those that our own code calls.
pub(super) fn bill(parts: &[Part], direct: &BTreeSet<String>) -> Value {
    let fonts = parts.iter().filter(|part| part.registry == Registry::Font).map(Part::reference);
    let direct: BTreeSet<String> = direct.iter().cloned().chain(fonts).collect();
    let calls = |reference: &str, needs: &BTreeSet<String>| json!({ "ref": reference, "dependsOn": needs });
    let graph: Vec<Value> = std::iter::once(calls(PROGRAM, &direct))
        .chain(parts.iter().map(|part| calls(&part.reference(), &part.needs)))
        .collect();
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": PROGRAM,
                "name": PROGRAM,
                "version": env!("CARGO_PKG_VERSION"),
            },
        },
        "components": parts.iter().map(component).collect::<Vec<_>>(),
        "dependencies": graph,
    })
}

fn component(part: &Part) -> Value {
    let reference = part.reference();
    let mut component = json!({
        "type": if part.registry == Registry::Font { "file" } else { "library" },
        "bom-ref": reference,
        "name": part.name,
        "licenses": [{ "expression": part.licence }],
    });
    if part.registry != Registry::Font {
        component["version"] = json!(part.version);
        component["purl"] = json!(reference);
    }
    if let Some(hash) = &part.hash {
        component["hashes"] = json!([{ "alg": hash.algorithm, "content": hash.digits }]);
    }
    component
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::super::part::Hash;
    use super::*;

    fn part(registry: Registry, name: &str, version: &str, needs: &[&str]) -> Part {
        Part {
            registry,
            name: name.to_owned(),
            version: version.to_owned(),
            licence: "MIT".to_owned(),
            address: String::new(),
            folder: PathBuf::new(),
            hash: Some(Hash { algorithm: "SHA-256", digits: "0a".to_owned() }),
            needs: needs.iter().map(|need| (*need).to_owned()).collect(),
        }
    }

    #[test]
    fn the_bill_names_each_part_with_its_digest_and_who_calls_it() {
        let parts = [
            part(Registry::Npm, "@scope/part", "1.0.0+build", &["pkg:npm/inner@2.0.0"]),
            part(Registry::Npm, "inner", "2.0.0", &[]),
            part(Registry::Font, "Song.ttf", "", &[]),
        ];
        let bill = bill(&parts, &BTreeSet::from(["pkg:npm/%40scope/part@1.0.0%2Bbuild".to_owned()]));
        let outer = "pkg:npm/%40scope/part@1.0.0%2Bbuild";
        assert_eq!(bill["components"][0]["purl"], outer);
        assert_eq!(bill["components"][0]["hashes"], json!([{ "alg": "SHA-256", "content": "0a" }]));
        assert_eq!(bill["components"][2]["bom-ref"], "font:Song.ttf");
        assert_eq!(
            bill["dependencies"],
            json!([
                { "ref": "choujian", "dependsOn": ["font:Song.ttf", outer] },
                { "ref": outer, "dependsOn": ["pkg:npm/inner@2.0.0"] },
                { "ref": "pkg:npm/inner@2.0.0", "dependsOn": [] },
                { "ref": "font:Song.ttf", "dependsOn": [] },
            ])
        );
    }
}
