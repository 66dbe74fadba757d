"""What is felt at the window: how long after a cell is committed its finding is painted, and how a long table scrolls.

Arguments: the shell's program, the folder of its fonts, how often each thing is done, and the numbers of flats.
Opens the program under a screen of its own, types with keys and turns the wheel as X does it (XTEST); only the preparing of
the case and the reading of clocks is done by script. Prints one line a measurement: name, median in microseconds, bytes
of the reply to the edit. A plain page of as many lines in the same window is the peer for scrolling.
"""

import ctypes
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

TODAY = "2026-11-23"
ENTER = "\ue007"
WHEEL_DOWN = 5
# Notches of the wheel and the pause between them: a quick turn.
NOTCHES = 80
PAUSE = 0.025

# The key event's own time is when it was made; the frame after the change is when it is seen.
CLOCK = """
window.bench = { from: 0, to: 0, expect: null };
addEventListener('keydown', (event) => { if (event.key === 'Enter') bench.from = performance.now(); }, true);
new MutationObserver(() => {
  const told = [...document.querySelectorAll('.section .cj-message')].some((one) => one.textContent.includes(bench.expect));
  if (bench.expect === null || !told) return;
  bench.expect = null;
  requestAnimationFrame(() => requestAnimationFrame(() => { bench.to = performance.now(); }));
}).observe(document.body, { subtree: true, childList: true, characterData: true });
"""

# Every frame of two seconds: how long it took, and whether rows stand at the top and the bottom of what is seen.
FRAMES = """
const [css] = arguments;
const box = document.querySelector(css), frames = [];
let before = performance.now(), lacking = 0, from = box.scrollTop;
window.frames_of = null;
const step = (now) => {
  frames.push(performance.now() - before);
  before = performance.now();
  const place = box.getBoundingClientRect();
  const bottom = Math.min(place.bottom, innerHeight);
  for (const y of [place.top + 110, (place.top + bottom) / 2, bottom - 50]) {
    const hit = document.elementFromPoint(place.left + 200, y);
    if (!hit || !hit.closest('.cj-row, .plain-line')) lacking += 1;
  }
  if (frames.length < 1200 && performance.now() < end) requestAnimationFrame(step);
  else window.frames_of = { frames, lacking, way: box.scrollTop - from };
};
const end = performance.now() + arguments[1];
requestAnimationFrame(step);
"""

SEED = """
const [count, done] = arguments;
const invoke = window.__TAURI_INTERNALS__.invoke;
(async () => {
  const view = await invoke('create_case', { slug: 'leasing', sample: true });
  const known = view.answers.units;
  const rows = Array.from({ length: count }, (_, index) => ({
    ...known[index % known.length],
    unit_no: `${Math.floor(index / 1000) + 1}栋${String(index % 1000).padStart(4, '0')}`,
  }));
  const change = { key: 'units', value: rows };
  await invoke('save', { id: view.id, revision: view.revision, changes: [change], base: null });
  const cents = rows.reduce((sum, row) => sum + Math.round(Number(row.area) * 100), 0);
  done({ id: view.id, cents, areas: rows.map((row) => Math.round(Number(row.area) * 100)) });
})().catch((error) => done({ error: JSON.stringify(error) }));
"""

BYTES = """
const [id, done] = arguments;
const invoke = window.__TAURI_INTERNALS__.invoke;
(async () => {
  const view = await invoke('open_case', { id });
  const row = { ...view.answers.units[40], area: '77.77' };
  const change = { key: 'units', value: [row], rows: { at: 40, count: 1 } };
  const saved = await invoke('save', { id, revision: view.revision, changes: [change], base: view.version ?? null });
  done(new TextEncoder().encode(JSON.stringify(saved)).length);
})().catch((error) => done({ error: JSON.stringify(error) }));
"""

PLAIN = """
const [count, width, height] = arguments;
const page = document.createElement('div');
page.id = 'plain';
page.style = `position:fixed;z-index:99;left:0;top:0;width:${width}px;height:${height}px;overflow:auto;background:#fff`;
for (let line = 0; line < count; line += 1) {
  const text = document.createElement('div');
  text.className = 'plain-line';
  text.style = 'height:34px;line-height:34px';
  text.textContent = `第${line + 1}行　示例公寓房源　建筑面积28.46㎡　单位租金51元`;
  page.append(text);
}
document.body.append(page);
"""


class Window:
    """The program under WebKitWebDriver, with the pointer of its screen."""

    def __init__(self, program, fonts, folder):
        read, write = os.pipe()
        self.screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        self.display = ":" + os.fdopen(read).readline().strip()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        home = os.path.join(folder, "home")
        os.makedirs(home)
        os.symlink(fonts, os.path.join(home, "fonts"))
        environment = {
            **{name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"},
            "DISPLAY": self.display,
            "CHOUJIAN_DATA": os.path.join(folder, "data"),
            "CHOUJIAN_OUTPUT": os.path.join(folder, "papers"),
            "CHOUJIAN_TODAY": TODAY,
            "XDG_DATA_HOME": home,
            "XDG_CONFIG_HOME": home,
            "XDG_CACHE_HOME": os.path.join(home, "cache"),
            "LANG": "C.UTF-8",
            "TAURI_WEBVIEW_AUTOMATION": "true",
        }
        self.driver = subprocess.Popen(
            ["WebKitWebDriver", f"--port={self.port}"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wanted = {"webkitgtk:browserOptions": {"binary": program, "args": []}}
        session = self.open({"capabilities": {"alwaysMatch": wanted}})
        self.session = session["sessionId"]
        self.call("timeouts", {"script": 300_000})
        self.call("window/rect", {"x": 0, "y": 0, "width": 1366, "height": 768})
        self.x = ctypes.CDLL("libX11.so.6")
        self.xtst = ctypes.CDLL("libXtst.so.6")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.server = ctypes.c_void_p(self.x.XOpenDisplay(self.display.encode()))

    def open(self, wanted):
        for _ in range(100):
            try:
                return self.request("POST", "/session", wanted)
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.2)
        raise RuntimeError("the driver does not answer")

    def request(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        address = f"http://127.0.0.1:{self.port}{path}"
        request = urllib.request.Request(address, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=600) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode()[:500]) from error

    def call(self, command, body):
        return self.request("POST", f"/session/{self.session}/{command}", body)

    def run(self, script, *arguments):
        return self.call("execute/sync", {"script": script, "args": list(arguments)})

    def ask(self, script, *arguments):
        told = self.call("execute/async", {"script": script, "args": list(arguments)})
        if isinstance(told, dict) and "error" in told:
            raise RuntimeError(told["error"])
        return told

    def until(self, script, *arguments):
        for _ in range(600):
            told = self.run(script, *arguments)
            if told:
                return told
            time.sleep(0.05)
        raise RuntimeError(f"waited in vain: {script}")

    def keys(self, text):
        keys = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self.call("actions", {"actions": [{"type": "key", "id": "keys", "actions": keys}]})

    def point(self, x, y):
        self.xtst.XTestFakeMotionEvent(self.server, 0, int(x), int(y), 0)
        self.x.XFlush(self.server)

    def wheel(self):
        for down in (1, 0):
            self.xtst.XTestFakeButtonEvent(self.server, WHEEL_DOWN, down, 0)
        self.x.XFlush(self.server)

    def worked(self):
        """Milliseconds that the processors gave to the program and its page so far; a loaded machine does not change it."""
        ticks = 0
        for process in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:
                    name, rest = file.read().rsplit(")", 1)
            except OSError:
                continue  # it has ended
            parts = rest.split()
            if int(parts[3]) == self.driver.pid and "WebDriver" not in name:
                ticks += int(parts[11]) + int(parts[12])
        return ticks * 1000 / os.sysconf("SC_CLK_TCK")

    def close(self):
        try:
            self.request("DELETE", f"/session/{self.session}")
        except (RuntimeError, urllib.error.URLError, ConnectionError):
            pass  # it is ended below in any case
        os.killpg(self.driver.pid, signal.SIGKILL)
        self.driver.wait()
        self.screen.kill()
        self.screen.wait()


def picture(window, name):
    import base64

    png = window.request("GET", f"/session/{window.session}/screenshot")
    with open(os.path.join(tempfile.gettempdir(), f"bench-{name}.png"), "wb") as file:
        file.write(base64.b64decode(png))


def grouped(cents):
    return f"{cents // 100:,}.{cents % 100:02}"


def commits(window, seeded, count, times):
    """Types an area into one cell after another; milliseconds from Enter to the new total in the finding."""
    taken, worked = [], []
    cents = seeded["cents"]
    first = count // 2
    window.run("location.hash = arguments[0]", f"#/case/{seeded['id']}/section/units?field=units.{first}.area")
    at = "return document.activeElement?.dataset.path === arguments[0]"
    window.until(at, f"units.{first}.area")
    window.run(CLOCK)
    for turn in range(times + 2):
        row = first + turn
        window.until(at, f"units.{row}.area")
        time.sleep(0.7)  # everything before has come to rest
        area = 10_000 + 37 * turn
        cents += area - seeded["areas"][row]
        window.keys(f"{area // 100}.{area % 100:02}")
        window.run("bench.to = 0; bench.expect = arguments[0]", f"合计{grouped(cents)}㎡")
        before = window.worked()
        window.keys(ENTER)
        window.until("return bench.to")
        worked.append(window.worked() - before)
        taken.append(window.run("return bench.to - bench.from"))
    print(f"  {count}: {statistics.median(worked[2:]):.0f} ms of processor for a commit", file=sys.stderr)
    return taken[2:]


def scrolling(window, css):
    """Milliseconds of each frame while the wheel turns, and the places where no row stood."""
    place = window.run("const r = document.querySelector(arguments[0]).getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]", css)
    window.point(*place)
    time.sleep(0.5)
    before = window.worked()
    window.run(FRAMES, css, NOTCHES * PAUSE * 1000)
    for _ in range(NOTCHES):
        window.wheel()
        time.sleep(PAUSE)
    told = window.until("return window.frames_of")
    told["worked"] = window.worked() - before
    if told["way"] < 1000:
        raise RuntimeError(f"the wheel moved {css} by {told['way']} only")
    return told


def main():
    program, fonts, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
    for count in map(int, sys.argv[4:]):
        with tempfile.TemporaryDirectory() as folder:
            window = Window(program, fonts, folder)
            try:
                window.until("return document.querySelector('[data-procedure]') !== null")
                seeded = window.ask(SEED, count)
                taken = commits(window, seeded, count, times)
                if "--picture" in os.environ.get("BENCH", ""):
                    picture(window, str(count))
                grid = scrolling(window, ".cj-grid")
                size = window.run("const r = document.querySelector('.cj-grid').getBoundingClientRect(); return [r.width, r.height]")
                window.run(PLAIN, count, *size)
                plain = scrolling(window, "#plain")
                reply = window.ask(BYTES, seeded["id"])
            finally:
                window.close()
        median = statistics.median(taken)
        print(f"finding-{count}\t{int(median * 1000)}\t{reply}")
        for name, told in ((f"scroll-{count}", grid), (f"scroll-{count} plain", plain)):
            frames = told["frames"][1:]
            print(f"{name}\t{int(statistics.mean(frames) * 1000)}\t0")
            worst = sorted(frames)[int(len(frames) * 0.95)]
            told = f"{len(frames)} frames, 95 % within {worst:.1f} ms, {told['way']:.0f} px, {told['lacking']} places without a row, {told['worked']:.0f} ms of processor"
            print(f"  {name}: {told}", file=sys.stderr)
        print(f"  commits {[round(one, 1) for one in taken]}", file=sys.stderr)


if __name__ == "__main__":
    main()
