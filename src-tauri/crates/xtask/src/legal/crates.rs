//! The crates that end up in a shipped program, with the digests of Cargo.lock and what each calls.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

use super::part::{Hash, Part, Registry, reference};
use crate::{call, place};

/// Packages of ours that are shipped; whatever they are built from is a part.
const SHIPPED: [&str; 2] = ["choujian", "cli"];

/// What was found: the parts, and those of them that our own crates call.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) parts: Vec<Part>,
    pub(super) direct: BTreeSet<String>,
}

/// The crates that the shipped packages are built from on this system, without what only builds or tests them.
///
/// # Errors
/// cargo cannot tell what is used, or Cargo.lock cannot be read.
pub(super) fn crates() -> Result<Found> {
    let told = call::output(call::command("rustc").arg("-vV"))?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc 没有说明平台")?;
    let arguments = ["metadata", "--format-version", "1", "--locked", "--filter-platform", host];
    let metadata: Value = serde_json::from_str(&call::output(call::cargo().args(arguments))?)?;
    let file = place::root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&file).with_context(|| format!("读不到 {}", file.display()))?;
    used(&metadata, &checksums(&lock)?).context("cargo metadata 的输出不是预期的样子")
}

/// Name and version → SHA-256 of the archive, as cargo checked it when it was fetched.
fn checksums(lock: &str) -> Result<BTreeMap<(String, String), String>> {
    let lock: toml::Table = lock.parse().context("Cargo.lock 无法读取")?;
    let packages =
        lock.get("package").and_then(toml::Value::as_array).context("Cargo.lock 里没有 package")?;
    let entry = |package: &toml::Value| {
        let text = |key: &str| package.get(key)?.as_str().map(str::to_owned);
        Some(((text("name")?, text("version")?), text("checksum")?))
    };
    Ok(packages.iter().filter_map(entry).collect())
}

/// Follows the dependencies that end up in a shipped program. None: the metadata has another shape.
fn used(metadata: &Value, checksums: &BTreeMap<(String, String), String>) -> Option<Found> {
    let by_id = |list: &Value| -> Option<BTreeMap<String, Value>> {
        let entry = |entry: &Value| Some((entry["id"].as_str()?.to_owned(), entry.clone()));
        list.as_array()?.iter().map(entry).collect()
    };
    let (packages, nodes) = (by_id(&metadata["packages"])?, by_id(&metadata["resolve"]["nodes"])?);
    // A macro is a normal dependency to cargo, but works only while others are compiled.
    let macros = |id: &str| {
        let targets = packages.get(id).and_then(|package| package["targets"].as_array());
        targets.is_some_and(|targets| targets.iter().any(|target| target["kind"][0] == "proc-macro"))
    };
    // A dependency of no kind is a normal one; the others only build or test.
    let normal = |dep: &&Value| {
        dep["dep_kinds"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null()))
    };
    let called = |id: &str| -> Option<Vec<&str>> {
        let deps = nodes.get(id)?["deps"].as_array()?;
        Some(
            deps.iter()
                .filter(normal)
                .filter_map(|dep| dep["pkg"].as_str())
                .filter(|id| !macros(id))
                .collect(),
        )
    };
    let text = |package: &Value, key: &str| package[key].as_str().map(str::to_owned);
    let named = |id: &str| -> Option<String> {
        let package = packages.get(id)?;
        Some(reference(Registry::Cargo, &text(package, "name")?, &text(package, "version")?))
    };
    // What comes from no registry is ours.
    let ours = |id: &str| packages.get(id).is_some_and(|package| !package["source"].is_string());

    let shipped = |package: &&Value| package["name"].as_str().is_some_and(|name| SHIPPED.contains(&name));
    let mut waiting: Vec<&str> =
        packages.values().filter(shipped).filter_map(|package| package["id"].as_str()).collect();
    let (mut met, mut found) = (BTreeSet::new(), Found::default());
    while let Some(id) = waiting.pop() {
        if !met.insert(id) {
            continue;
        }
        let calls = called(id)?;
        waiting.extend(&calls);
        let needs =
            calls.into_iter().filter(|id| !ours(id)).map(named).collect::<Option<BTreeSet<String>>>()?;
        if ours(id) {
            found.direct.extend(needs);
            continue;
        }
        let package = packages.get(id)?;
        let (name, version) = (text(package, "name")?, text(package, "version")?);
        let digits = checksums.get(&(name.clone(), version.clone())).cloned();
        found.parts.push(Part {
            registry: Registry::Cargo,
            name,
            version,
            // The slash is how it was written before SPDX expressions.
            licence: text(package, "license").unwrap_or_default().replace(" / ", " OR ").replace('/', " OR "),
            address: text(package, "repository").or_else(|| text(package, "homepage")).unwrap_or_default(),
            folder: PathBuf::from(text(package, "manifest_path")?).parent()?.to_owned(),
            hash: digits.map(|digits| Hash { algorithm: "SHA-256", digits }),
            needs,
        });
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const LOCK: &str = "version = 4\n[[package]]\nname = \"store\"\nversion = \"0.1.0\"\n\
        [[package]]\nname = \"zip\"\nversion = \"1.2.3\"\nsource = \"registry\"\nchecksum = \"0a1b\"\n";

    fn metadata() -> Value {
        let package = |name: &str, source: Option<&str>| {
            json!({ "id": name, "name": name, "version": "1.2.3", "license": "MIT/Apache-2.0",
                "manifest_path": format!("/crates/{name}/Cargo.toml"), "source": source,
                "targets": [{ "kind": [if name == "serde_derive" { "proc-macro" } else { "lib" }] }] })
        };
        let dep = |name: &str, kind: Option<&str>| json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] });
        json!({
            "packages": [
                package("choujian", None), package("cli", None), package("store", None),
                package("zip", Some("registry")), package("flate", Some("registry")),
                package("tempfile", Some("registry")), package("cc", Some("registry")),
                package("serde_derive", Some("registry")),
            ],
            "resolve": { "nodes": [
                { "id": "choujian", "deps": [dep("store", None), dep("tempfile", Some("dev"))] },
                { "id": "cli", "deps": [] },
                { "id": "store", "deps": [
                    dep("zip", None), dep("cc", Some("build")), dep("serde_derive", None),
                ] },
                { "id": "zip", "deps": [dep("flate", None)] }, { "id": "flate", "deps": [] },
                { "id": "tempfile", "deps": [] }, { "id": "cc", "deps": [] },
            ] },
        })
    }

    #[test]
    fn parts_are_what_is_built_in_and_not_what_builds_or_tests() -> Result<()> {
        let found = used(&metadata(), &checksums(LOCK)?).context("metadata")?;
        let mut told: Vec<_> =
            found.parts.iter().map(|part| (part.name.as_str(), part.licence.as_str())).collect();
        told.sort_unstable();
        assert_eq!(told, [("flate", "MIT OR Apache-2.0"), ("zip", "MIT OR Apache-2.0")]);
        Ok(())
    }

    #[test]
    fn each_part_has_its_digest_and_what_it_calls() -> Result<()> {
        let found = used(&metadata(), &checksums(LOCK)?).context("metadata")?;
        let zip = found.parts.iter().find(|part| part.name == "zip").context("zip")?;
        assert_eq!(zip.hash, Some(Hash { algorithm: "SHA-256", digits: "0a1b".to_owned() }));
        assert_eq!(zip.needs, BTreeSet::from(["pkg:cargo/flate@1.2.3".to_owned()]));
        assert_eq!(found.direct, BTreeSet::from(["pkg:cargo/zip@1.2.3".to_owned()]));
        Ok(())
    }
}
