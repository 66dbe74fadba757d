//! What an installer must say of the work of others: every part with its licence, the texts of those licences, and the
//! same list for programs (CycloneDX 1.5, a software bill of materials, 软件物料清单).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::{call, place};

/// Packages of ours that are shipped; whatever they are built from is a part.
const SHIPPED: [&str; 2] = ["choujian", "cli"];

/// A part of the program that somebody else wrote.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    name: String,
    version: String,
    /// Where it comes from: `cargo` or `npm`.
    registry: &'static str,
    /// SPDX expression.
    licence: String,
    /// Where its makers keep it.
    address: String,
    /// Its source on this machine.
    folder: PathBuf,
}

/// Writes `THIRD-PARTY.txt` and `sbom.cdx.json` to target/legal.
///
/// # Errors
/// cargo cannot tell what is used, a file cannot be read or written.
pub fn lay() -> Result<()> {
    let mut parts: Vec<Part> = crates()?.into_iter().chain(modules(&place::ui())?).collect();
    parts.extend(fonts());
    parts.sort();
    // npm lays one version down in several places.
    parts.dedup_by(|one, other| {
        (one.registry, &one.name, &one.version) == (other.registry, &other.name, &other.version)
    });
    let folder = place::target().join("legal");
    std::fs::create_dir_all(&folder).with_context(|| format!("建不了文件夹 {}", folder.display()))?;
    write(&folder.join("THIRD-PARTY.txt"), &list(&parts))?;
    write(&folder.join("sbom.cdx.json"), &format!("{:#}\n", bill(&parts)))
}

fn write(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, text).with_context(|| format!("写不了 {}", file.display()))
}

/// The crates that the shipped packages are built from on this system, without what only builds or tests them.
fn crates() -> Result<BTreeSet<Part>> {
    let told = call::output(call::command("rustc").arg("-vV"))?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc 没有说明平台")?;
    let arguments = ["metadata", "--format-version", "1", "--locked", "--filter-platform", host];
    let metadata: Value = serde_json::from_str(&call::output(call::cargo().args(arguments))?)?;
    used(&metadata).context("cargo metadata 的输出不是预期的样子")
}

/// Follows the dependencies that end up in a shipped program.
fn used(metadata: &Value) -> Option<BTreeSet<Part>> {
    let by_id = |list: &Value| -> Option<BTreeMap<String, Value>> {
        let entry = |entry: &Value| Some((entry["id"].as_str()?.to_owned(), entry.clone()));
        list.as_array()?.iter().map(entry).collect()
    };
    let (packages, nodes) = (by_id(&metadata["packages"])?, by_id(&metadata["resolve"]["nodes"])?);
    let shipped = |package: &&Value| package["name"].as_str().is_some_and(|name| SHIPPED.contains(&name));
    let mut waiting: Vec<&str> =
        packages.values().filter(shipped).filter_map(|package| package["id"].as_str()).collect();
    // A macro is a normal dependency to cargo, but works only while others are compiled.
    let macros = |id: &str| {
        let targets = packages.get(id).and_then(|package| package["targets"].as_array());
        targets.is_some_and(|targets| targets.iter().any(|target| target["kind"][0] == "proc-macro"))
    };
    let mut met = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if !macros(id) && met.insert(id) {
            // A dependency of no kind is a normal one; the others only build or test.
            let normal = |dep: &&Value| {
                dep["dep_kinds"]
                    .as_array()
                    .is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null()))
            };
            let deps = nodes.get(id)?["deps"].as_array()?;
            waiting.extend(deps.iter().filter(normal).filter_map(|dep| dep["pkg"].as_str()));
        }
    }
    // What comes from no registry is ours.
    let theirs =
        met.into_iter().filter_map(|id| packages.get(id)).filter(|package| package["source"].is_string());
    theirs
        .map(|package| {
            let text = |key: &str| package[key].as_str().map(str::to_owned);
            let manifest = PathBuf::from(text("manifest_path")?);
            Some(Part {
                name: text("name")?,
                version: text("version")?,
                registry: "cargo",
                // The slash is how it was written before SPDX expressions.
                licence: text("license").unwrap_or_default().replace(" / ", " OR ").replace('/', " OR "),
                address: text("repository").or_else(|| text("homepage")).unwrap_or_default(),
                folder: manifest.parent()?.to_owned(),
            })
        })
        .collect()
}

/// The npm packages that the page is made of.
fn modules(ui: &Path) -> Result<BTreeSet<Part>> {
    let file = ui.join("package-lock.json");
    let text = std::fs::read_to_string(&file).with_context(|| format!("读不到 {}", file.display()))?;
    let lock: Value = serde_json::from_str(&text)?;
    let packages = lock["packages"].as_object().context("package-lock.json 里没有 packages")?;
    let part = |(path, package): (&String, &Value)| {
        let (_, name) = path.rsplit_once("node_modules/")?;
        let shipped = !["dev", "devOptional", "optional"].iter().any(|mark| package[*mark] == true);
        shipped.then(|| Part {
            name: name.to_owned(),
            version: package["version"].as_str().unwrap_or_default().to_owned(),
            registry: "npm",
            licence: package["license"].as_str().unwrap_or_default().to_owned(),
            address: format!("https://www.npmjs.com/package/{name}"),
            folder: ui.join(path),
        })
    };
    Ok(packages.iter().filter_map(part).collect())
}

/// The fonts that are shipped; their licences lie beside them.
fn fonts() -> Vec<Part> {
    let font = |name: &str, address: &str| Part {
        name: name.to_owned(),
        version: String::new(),
        registry: "font",
        licence: "OFL-1.1".to_owned(),
        address: address.to_owned(),
        folder: PathBuf::new(),
    };
    vec![
        font("HanaMinB", "https://fonts.jp/hanazono/"),
        font("LXGW WenKai", "https://github.com/lxgw/LxgwWenKai"),
        font("Noto Sans SC", "https://github.com/notofonts/noto-cjk"),
        font("Noto Serif SC", "https://github.com/notofonts/noto-cjk"),
    ]
}

/// The list for people, and below it each text once with the parts that it is for.
fn list(parts: &[Part]) -> String {
    let mut out = String::from("筹建通使用了下列他人的作品，各依其许可分发。\n\n");
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for part in parts {
        let name = format!("{} {}", part.name, part.version);
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{}（{}）：{}", name.trim_end(), part.registry, part.licence);
        let found = licences(&part.folder);
        if found.is_empty() && part.registry != "font" {
            let _ = writeln!(out, "    （包里没有许可全文，见 {}）", part.address);
        }
        for text in found {
            texts.entry(text).or_default().push(name.clone());
        }
    }
    for (text, names) in &texts {
        let _ = write!(out, "\n{}\n适用于：{}\n\n{text}\n", "=".repeat(78), names.join("、"));
    }
    out
}

/// Texts of licences and notices in a folder.
fn licences(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let told = entries.filter(|entry| {
        let name = entry.file_name().to_string_lossy().to_uppercase();
        ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"].iter().any(|begin| name.starts_with(begin))
    });
    let text = |path: PathBuf| std::fs::read_to_string(path).ok();
    told.filter_map(|entry| text(entry.path()))
        .map(|text| text.replace("\r\n", "\n").trim().to_owned())
        .collect()
}

/// The list for programs.
fn bill(parts: &[Part]) -> Value {
    let component = |part: &Part| {
        let licences = json!([{ "expression": part.licence }]);
        if part.registry == "font" {
            return json!({ "type": "file", "name": part.name, "licenses": licences });
        }
        let (name, version) = (part.name.replace('@', "%40"), part.version.replace('+', "%2B"));
        json!({
            "type": "library",
            "name": part.name,
            "version": part.version,
            "purl": format!("pkg:{}/{name}@{version}", part.registry),
            "licenses": licences,
        })
    };
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": { "type": "application", "name": "choujian", "version": env!("CARGO_PKG_VERSION") },
        },
        "components": parts.iter().map(component).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
                package("zip", Some("registry")), package("tempfile", Some("registry")), package("cc", Some("registry")),
                package("serde_derive", Some("registry")),
            ],
            "resolve": { "nodes": [
                { "id": "choujian", "deps": [dep("store", None), dep("tempfile", Some("dev"))] },
                { "id": "cli", "deps": [] },
                { "id": "store", "deps": [
                    dep("zip", None), dep("cc", Some("build")), dep("serde_derive", None),
                ] },
                { "id": "zip", "deps": [] }, { "id": "tempfile", "deps": [] }, { "id": "cc", "deps": [] },
            ] },
        })
    }

    #[test]
    fn parts_are_what_is_built_in_and_not_what_builds_or_tests() {
        let parts = used(&metadata()).unwrap_or_default();
        let told: Vec<_> = parts.iter().map(|part| (part.name.as_str(), part.licence.as_str())).collect();
        assert_eq!(told, [("zip", "MIT OR Apache-2.0")]);
    }

    #[test]
    fn the_bill_names_each_part_by_its_address() {
        let part = Part {
            name: "@scope/part".to_owned(),
            version: "1.0.0+build".to_owned(),
            registry: "npm",
            licence: "MIT".to_owned(),
            address: String::new(),
            folder: PathBuf::new(),
        };
        let bill = bill(&[part]);
        assert_eq!(bill["components"][0]["purl"], "pkg:npm/%40scope/part@1.0.0%2Bbuild");
        assert_eq!(bill["components"][0]["licenses"][0]["expression"], "MIT");
    }
}
