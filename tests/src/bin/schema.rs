//! Writes `templates/schema`; started by `cargo xtask schema`.

use anyhow::{Context, Result};

fn main() -> Result<()> {
    let folder = xtask::place::root().join("templates/schema");
    std::fs::create_dir_all(&folder).with_context(|| format!("{}", folder.display()))?;
    for (name, text) in tests::schema::files()? {
        std::fs::write(folder.join(&name), text).with_context(|| name.clone())?;
        println!("templates/schema/{name}");
    }
    Ok(())
}
