//! The npm packages that the page is made of, with the digests of package-lock.json and what each calls.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::crates::Found;
use super::part::{Hash, Part, Registry, hexadecimal, reference};

/// The packages of `ui/package-lock.json` without those that only build or test the page.
///
/// # Errors
/// The file cannot be read or is no lock file of npm.
pub(super) fn modules(ui: &Path) -> Result<Found> {
    let file = ui.join("package-lock.json");
    let text = std::fs::read_to_string(&file).with_context(|| format!("读不到 {}", file.display()))?;
    shipped(&serde_json::from_str(&text)?, ui)
}

fn shipped(lock: &Value, ui: &Path) -> Result<Found> {
    let packages = lock["packages"].as_object().context("package-lock.json 里没有 packages")?;
    let builds_only =
        |package: &Value| ["dev", "devOptional", "optional"].iter().any(|mark| package[*mark] == true);
    // npm may lay one version down in several places; each then has the same archive.
    let mut parts: BTreeMap<String, Part> = BTreeMap::new();
    for (path, package) in packages {
        let Some((_, name)) = path.rsplit_once("node_modules/") else { continue };
        if builds_only(package) {
            continue;
        }
        let version = package["version"].as_str().unwrap_or_default();
        let needs = needed(packages, path, package, &["dependencies", "peerDependencies"])
            .filter(|(_, package)| !builds_only(package))
            .map(|(name, package)| named(&name, package));
        let hash = package["integrity"].as_str().map(digest).transpose()?;
        let part = parts.entry(reference(Registry::Npm, name, version)).or_insert_with(|| Part {
            registry: Registry::Npm,
            name: name.to_owned(),
            version: version.to_owned(),
            licence: package["license"].as_str().unwrap_or_default().to_owned(),
            address: format!("https://www.npmjs.com/package/{name}"),
            folder: ui.join(path),
            hash,
            needs: BTreeSet::new(),
        });
        part.needs.extend(needs);
    }
    let root = packages.get("").context("package-lock.json 里没有项目本身")?;
    let direct =
        needed(packages, "", root, &["dependencies"]).map(|(name, package)| named(&name, package)).collect();
    Ok(Found { parts: parts.into_values().collect(), direct })
}

fn named(name: &str, package: &Value) -> String {
    reference(Registry::Npm, name, package["version"].as_str().unwrap_or_default())
}

/// What a package calls and where Node finds it: in the package's own folder or in one above it.
fn needed<'a>(
    packages: &'a Map<String, Value>,
    path: &'a str,
    package: &'a Value,
    lists: &'a [&str],
) -> impl Iterator<Item = (String, &'a Value)> {
    let names = lists.iter().filter_map(|list| package[*list].as_object()).flat_map(Map::keys);
    names.filter_map(move |name| {
        let mut folder = path;
        loop {
            let separator = if folder.is_empty() { "" } else { "/" };
            if let Some(found) = packages.get(&format!("{folder}{separator}node_modules/{name}")) {
                return Some((name.clone(), found));
            }
            // A peer that is optional may be missing.
            folder = if folder.is_empty() { return None } else { outer(folder) };
        }
    })
}

/// `node_modules/a/node_modules/b` → `node_modules/a` → ``.
fn outer(folder: &str) -> &str {
    folder.rsplit_once("/node_modules/").map_or("", |(outer, _)| outer)
}

/// `sha512-` and base64, as npm writes digests.
fn digest(integrity: &str) -> Result<Hash> {
    let base64 = integrity.strip_prefix("sha512-").context("package-lock.json：只认识 sha512 的摘要")?;
    let bytes = STANDARD.decode(base64).context("package-lock.json：摘要不是 base64")?;
    Ok(Hash { algorithm: "SHA-512", digits: hexadecimal(&bytes) })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_package_calls_the_version_nearest_to_it() -> Result<()> {
        let lock = json!({ "packages": {
            "": { "dependencies": { "react": "^19" }, "devDependencies": { "vite": "^8" } },
            "node_modules/react": { "version": "19.1.0", "license": "MIT", "integrity": "sha512-AP8Q",
                "dependencies": { "scheduler": "*" }, "peerDependencies": { "gone": "*" } },
            "node_modules/react/node_modules/scheduler": { "version": "0.9.0", "license": "MIT" },
            "node_modules/scheduler": { "version": "0.1.0", "license": "MIT", "dev": true },
            "node_modules/vite": { "version": "8.0.0", "license": "MIT", "dev": true },
        }});
        let found = shipped(&lock, Path::new("ui"))?;
        let names: Vec<_> = found.parts.iter().map(Part::reference).collect();
        assert_eq!(names, ["pkg:npm/react@19.1.0", "pkg:npm/scheduler@0.9.0"]);
        assert_eq!(found.parts[0].needs, BTreeSet::from(["pkg:npm/scheduler@0.9.0".to_owned()]));
        assert_eq!(found.parts[0].hash, Some(Hash { algorithm: "SHA-512", digits: "00ff10".to_owned() }));
        assert_eq!(found.direct, BTreeSet::from(["pkg:npm/react@19.1.0".to_owned()]));
        Ok(())
    }
}
