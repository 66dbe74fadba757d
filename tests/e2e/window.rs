//! The program's window: started in a place of its own, driven, photographed, ended.
//!
//! Only the modules below this one hold the WebDriver client: a scenario can look and use the hand, and nothing else.

pub mod aim;
mod hand;
pub mod step;
mod way;

use std::cell::{Cell, OnceCell};
use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use serde_json::{Value as Json, json};

use self::hand::Hand;
pub use self::hand::Tally;

/// How long one waits before calling it broken. A loaded machine is slow, not wrong.
const PATIENCE: Duration = Duration::from_secs(30);

/// The day on which every scenario plays.
pub const TODAY: &str = "2026-11-23";

/// Where a scenario's program keeps its data and writes its papers.
pub struct Place {
    folder: tempfile::TempDir,
    display: String,
    offered: OnceCell<String>,
    /// Whether the README's picture is to be renewed.
    pub bless: bool,
}

impl Place {
    pub fn new(display: &str, bless: bool) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        for name in ["data", "papers", "home/fonts"] {
            std::fs::create_dir_all(folder.path().join(name))?;
        }
        // The page is drawn with the program's own fonts, whatever this machine has besides.
        let fonts = xtask::place::fonts();
        for font in std::fs::read_dir(&fonts).with_context(|| format!("{}", fonts.display()))? {
            let font = font?;
            std::os::unix::fs::symlink(font.path(), folder.path().join("home/fonts").join(font.file_name()))?;
        }
        Ok(Self { folder, display: display.to_owned(), offered: OnceCell::new(), bless })
    }

    /// Where the program keeps its data.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// What stands in for the user's own folders: the web view's storage, settings, caches.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// Where papers are written.
    pub fn papers(&self) -> PathBuf {
        self.folder.path().join("papers")
    }

    /// Every file that was written there, in its folders too.
    pub fn written(&self) -> Result<Vec<PathBuf>> {
        files(&self.papers())
    }

    /// The spreadsheet that stands in for the dialog when importing: what was offered, under that name.
    pub fn spreadsheet(&self) -> PathBuf {
        self.folder.path().join(self.offered.get().map_or("", String::as_str))
    }

    /// Puts a spreadsheet of that name there; before the window opens.
    pub fn offer(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let name = self.offered.get_or_init(|| name.to_owned());
        Ok(std::fs::write(self.folder.path().join(name), bytes)?)
    }

    /// What strace saw of all sessions.
    pub fn trace(&self) -> PathBuf {
        self.folder.path().join("trace")
    }

    /// The lock beside the store.
    pub fn lock(&self) -> PathBuf {
        self.folder.path().join("data/choujian.db.lock")
    }

    /// The database of the store.
    pub fn database(&self) -> PathBuf {
        self.data().join("choujian.db")
    }

    /// The display on which the windows are.
    pub fn display(&self) -> &str {
        &self.display
    }

    /// Starts the program by itself, without a driver, as a person does.
    pub fn start(&self) -> Result<Child> {
        let home = self.folder.path().join("home");
        let log = File::create(self.folder.path().join("program.log"))?;
        let mut program = Command::new(self.watched()?);
        program
            .env("DISPLAY", &self.display)
            .env("CHOUJIAN_DATA", self.folder.path().join("data"))
            .env("CHOUJIAN_OUTPUT", self.papers())
            .env("CHOUJIAN_TODAY", TODAY)
            .env("XDG_DATA_HOME", &home)
            .env("XDG_CONFIG_HOME", &home)
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("LANG", "C.UTF-8")
            .env_remove("WAYLAND_DISPLAY")
            .stdout(Stdio::from(log.try_clone()?))
            .stderr(Stdio::from(log));
        Ok(program.spawn()?)
    }

    /// A program that starts ours under strace, which stands aside (-D): the driver starts and ends ours itself.
    fn watched(&self) -> Result<PathBuf> {
        let program = xtask::place::built("choujian");
        if !program.is_file() {
            bail!("no {}; `cargo xtask e2e` builds it", program.display());
        }
        let starter = self.folder.path().join("watched.sh");
        let trace = self.trace();
        let text = format!(
            "#!/bin/sh\nexec strace -D -f -qq -A -e trace=connect -o '{}' '{}' \"$@\"\n",
            trace.display(),
            program.display()
        );
        std::fs::write(&starter, text)?;
        std::fs::set_permissions(&starter, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
        Ok(starter)
    }
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            found.extend(files(&entry.path())?);
        } else {
            found.push(entry.path());
        }
    }
    Ok(found)
}

/// An open window. Ended with [`Window::close`], or at the latest when dropped.
pub struct Window {
    client: Client,
    hand: Hand,
    /// Width of the window in pixels of the screen; a zoomed page counts fewer.
    width: Cell<u32>,
    driver: Child,
    data: PathBuf,
}

impl Window {
    /// Starts the program and waits until its page answers.
    pub async fn open(place: &Place) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let home = place.folder.path().join("home");
        let log = File::create(place.folder.path().join("driver.log"))?;
        let mut driver = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("DISPLAY", &place.display)
            .env("CHOUJIAN_DATA", place.folder.path().join("data"))
            .env("CHOUJIAN_OUTPUT", place.papers())
            .env("CHOUJIAN_IMPORT", place.spreadsheet())
            .env("CHOUJIAN_TODAY", TODAY)
            .env("XDG_DATA_HOME", &home)
            .env("XDG_CONFIG_HOME", &home)
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("LANG", "C.UTF-8")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            // The usual way of drawing also without a graphics processor: with the other one the driver's pictures wait
            // until something on the page changes, be it for ever.
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "0")
            .env_remove("WAYLAND_DISPLAY")
            .stdout(Stdio::from(log.try_clone()?))
            .stderr(Stdio::from(log))
            .spawn()
            .context("WebKitWebDriver (package webkit2gtk-driver)")?;
        match hold(port, place).await {
            Ok((client, hand, width)) => {
                let data = place.folder.path().join("data");
                Ok(Self { client, hand, width: Cell::new(width), driver, data })
            }
            Err(error) => {
                driver.kill()?;
                driver.wait()?;
                Err(error)
            }
        }
    }

    /// The program at its first start, at 1366×768, with the sample of the donation opened from its card.
    pub async fn with_sample(place: &Place) -> Result<Self> {
        let window = Self::open(place).await?;
        window.resize(1366, 768).await?;
        window.see("从一个程序开始").await?;
        window.open_sample("donation").await?;
        window.see("示例小学改扩建工程").await?;
        Ok(window)
    }

    /// Kills the program (SIGKILL) before the driver can say anything to it.
    pub async fn kill(self) -> Result<()> {
        for process in running_with(&self.data)? {
            Command::new("kill").args(["-KILL", &process]).status()?;
        }
        // The driver finds its program gone: that is no failure of its own.
        let _ = self.client.clone().close().await;
        Ok(())
    }

    /// Ends the program as a power cut would: nothing that was shown as saved may be lost.
    pub async fn close(mut self) -> Result<()> {
        self.client.clone().close().await?;
        self.driver.kill()?;
        self.driver.wait()?;
        // Two programs on one store are refused; the next one may start when this one is really gone.
        for _ in 0..100 {
            let running = running_with(&self.data)?;
            if running.is_empty() {
                return Ok(());
            }
            for process in running {
                Command::new("kill").args(["-KILL", &process]).status()?;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        bail!("the program still runs ten seconds after it was killed")
    }

    /// Makes the window as large as a common screen.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.client.set_window_rect(0, 0, width, height).await?;
        self.width.set(width);
        // GTK resizes when it gets round to it. A zoomed page counts fewer pixels: it has to keep still instead.
        let mut before = Json::Null;
        let mut still = 0;
        for _ in 0..100 {
            let size = self.read("return [innerWidth, innerHeight, outerWidth, outerHeight]", vec![]).await?;
            still = if size == before { still + 1 } else { 0 };
            if size == json!([width, height, width, height])
                || (still > 4 && size[2] == width && size[3] == height)
            {
                return Ok(());
            }
            before = size;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("the window did not become {width}×{height}")
    }

    /// Runs a script that only reads, and returns what it tells.
    pub async fn read(&self, script: &str, given: Vec<Json>) -> Result<Json> {
        Ok(self.client.execute(script, given).await?)
    }

    /// As [`Window::read`], for what tells it later: the script's last argument is called with it.
    pub async fn read_later(&self, script: &str, given: Vec<Json>) -> Result<Json> {
        Ok(self.client.execute_async(script, given).await?)
    }

    /// Tries to lead the page elsewhere, as a script that got into it would; no person can do this.
    pub async fn lead_away(&self, address: &str) -> Result<()> {
        self.client.execute("location.href = arguments[0]", vec![json!(address)]).await?;
        Ok(())
    }

    /// Clicks, entries and waiting since the window opened.
    pub fn tally(&self) -> Tally {
        self.hand.tally()
    }

    /// Photographs the page into target/e2e.
    pub async fn photograph(&self, name: &str) -> Result<Vec<u8>> {
        let folder = xtask::place::target().join("e2e");
        std::fs::create_dir_all(&folder)?;
        let shot = tokio::time::timeout(Duration::from_secs(30), self.client.screenshot());
        let png = shot.await.context("no picture of the window within half a minute")?;
        let png = png.with_context(|| format!("photographing {name}"))?;
        std::fs::write(folder.join(format!("{name}.png")), &png)?;
        Ok(png)
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // After close() it is gone already; after a failure it takes the program with it.
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// Ids of our program's processes that have this data folder.
fn running_with(data: &Path) -> Result<Vec<String>> {
    let mark = format!("CHOUJIAN_DATA={}", data.display());
    let mut running = Vec::new();
    for entry in std::fs::read_dir("/proc")? {
        let entry = entry?;
        // Processes come and go while one looks, and those of others can't be read.
        let Ok(program) = std::fs::read_link(entry.path().join("exe")) else { continue };
        let Ok(environment) = std::fs::read(entry.path().join("environ")) else { continue };
        let ours = program.file_name().is_some_and(|name| name.to_string_lossy().starts_with("choujian"));
        if ours && environment.split(|byte| *byte == 0).any(|variable| variable == mark.as_bytes()) {
            running.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(running)
}

/// The client, the hand and the width of the window that opened.
async fn hold(port: u16, place: &Place) -> Result<(Client, Hand, u32)> {
    let hand = Hand::at(&place.display)?;
    let client = connect(port, &place.watched()?).await?;
    let (.., width, _) = client.get_window_rect().await?;
    Ok((client, hand, u32::try_from(width)?))
}

async fn connect(port: u16, program: &Path) -> Result<Client> {
    let mut capabilities = Capabilities::new();
    capabilities.insert("webkitgtk:browserOptions".to_owned(), json!({ "binary": program, "args": [] }));
    let address = format!("http://127.0.0.1:{port}");
    // The driver needs a moment until it listens.
    for _ in 0..100 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let connector = hyper_util::client::legacy::connect::HttpConnector::new();
    let mut builder = ClientBuilder::new(connector);
    let opening = builder.capabilities(capabilities).connect(&address);
    tokio::time::timeout(Duration::from_secs(60), opening)
        .await
        .context("the window did not open within a minute")?
        .context("the driver did not open the window")
}
