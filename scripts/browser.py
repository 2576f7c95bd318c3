"""A browser for tests: headless Chromium, driven by chromedriver's protocol over plain HTTP. No test needs another package for it."""

import base64
import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHROMIUMS = ["chromium", "chromium-browser", "google-chrome"]
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
]
# What strangers write into headlines, classes and addresses.
HOSTILE = [
    "<script>window.harmed = 1</script>",
    "<img src=x onerror='window.harmed = 1; alert(1)'>",
    "\"><svg onload=alert(1)>",
    "</bdi></li></ol></details><h1 id=harm>harm</h1>",
    "</script><script>alert(1)</script>",
    "'); window.harmed = 1; ('",
    "&lt;b id=harm&gt;harm&lt;/b&gt;",
    "\u202ehtiw gnorw",
]
# A page of a site that loads, runs, styles and frames whatever it can.
TRAPS = """
<style>body { display: none } @import url(http://127.0.0.1:9/style.css);</style><link rel=stylesheet href=http://127.0.0.1:9/a.css>
<script>window.harmed = 1; alert(1)</script><script src=http://127.0.0.1:9/a.js></script><base href=http://127.0.0.1:9/>
<img src=http://127.0.0.1:9/a.png onerror="window.harmed = 1"><iframe src=http://127.0.0.1:9/></iframe><svg onload="window.harmed = 1"></svg>
<meta http-equiv=refresh content="0;url=http://127.0.0.1:9/"><form action=http://127.0.0.1:9/><input autofocus onfocus="window.harmed = 1"></form>
<object data=http://127.0.0.1:9/></object><video src=http://127.0.0.1:9/ autoplay></video><math><mtext><style><img src=x onerror=alert(1)></style></math>
"""
TEXT = "Sáng sớm, những chiếc ghe chở đầy bưởi và cam đã cập bến để kịp phiên họp đầu tuần của bà con trong vùng, "


def check(is_so, message):
    if not is_so:
        sys.exit(f"{Path(sys.argv[0]).name}: {message}")


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("'", "&#39;")


def hostile_page(n):
    """A page with the nth trap in its text, its headline, its metadata, a class and an id."""
    trap = escaped(HOSTILE[n])
    body = "".join(f"<p class=\"{trap}\" id=\"{trap}\">{TEXT}{trap} {i}.</p>" for i in range(4))
    return (f"<!DOCTYPE html><html lang=\"{trap}\"><head><title>Chợ {trap}</title><meta name=author content=\"{trap}\">"
            f"<meta property=og:title content=\"{trap}\"><link rel=canonical href=\"{trap}\">"
            f"<script type=application/ld+json>{json.dumps({'@type': 'NewsArticle', 'headline': HOSTILE[n]}).replace('</', '<' + chr(92) + '/')}</script></head>"
            f"<body>{TRAPS}<nav class=\"menu {trap}\"><a href=/>Trang {trap}</a></nav><article><h1>Chợ {trap}</h1>{body}</article>{TRAPS}</body></html>")


def program():
    """The program of the tests' build: one by itself would build its crates once more."""
    words = ["cargo", "test", "--profile", "fast", "--quiet", "--test", "cli", "--no-run"]
    subprocess.run(words, cwd=ROOT, check=True)
    return Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "fast" / "tinsach"


def opened(folder):
    """A browser with its profile in a folder; `None`, and a message, where there is none."""
    chromium = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    driver = shutil.which("chromedriver")
    if chromium and driver:
        return Browser(driver, chromium, folder / "profile")
    print(f"{Path(sys.argv[0]).name}: skipped, as there is no Chromium here with its chromedriver")
    return None


class Browser:
    """One session of chromedriver."""

    def __init__(self, driver, chromium, profile):
        self.driver = subprocess.Popen([driver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.driver.stdout:
            if "successfully on port" in line:
                self.base = f"http://127.0.0.1:{line.rstrip().rstrip('.').split()[-1]}"
                break
        else:
            sys.exit("chromedriver did not start")
        options = {"binary": chromium, "args": FLAGS + [f"--user-data-dir={profile}"]}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"},
                  "unhandledPromptBehavior": "ignore"}
        session = self.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.base += f"/session/{session['sessionId']}"

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        # Never through a proxy: the driver is on this machine.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def run(self, script, *words):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(words)})

    def click(self, css):
        return self.element_call(css, "click", {})

    def keys(self, css, text):
        return self.element_call(css, "value", {"text": text})

    def element_call(self, css, what, body):
        element = self.call("POST", "/element", {"using": "css selector", "value": css})
        return self.call("POST", f"/element/{next(iter(element.values()))}/{what}", body)

    def command(self, name, **words):
        return self.call("POST", "/goog/cdp/execute", {"cmd": name, "params": words})

    def picture(self, file, width, is_dark=False, height=None):
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}]
        self.command("Emulation.setEmulatedMedia", features=scheme)
        size = {"width": width, "deviceScaleFactor": 1, "mobile": width < 600}
        self.command("Emulation.setDeviceMetricsOverride", height=height or 900, **size)
        height = height or self.run("return document.documentElement.scrollHeight")
        self.command("Emulation.setDeviceMetricsOverride", height=height, **size)
        file.write_bytes(base64.b64decode(self.call("GET", "/screenshot")))
        return self.run("return document.documentElement.scrollWidth")

    def has_dialog(self):
        try:
            self.call("GET", "/alert/text")
            return True
        except urllib.error.HTTPError:
            return False

    def close(self):
        try:
            self.call("DELETE", "")
        except (OSError, AttributeError):
            pass
        self.driver.terminate()
        self.driver.wait()

    def complaints(self):
        """What the browser calls severe: scripts that fail, requests that a policy refuses."""
        return [entry for entry in self.call("POST", "/se/log", {"type": "browser"}) if entry["level"] == "SEVERE"]

    def requests(self, file):
        """The addresses that the page at `file` has asked for, itself left out."""
        return [name for name in self.run("return performance.getEntriesByType('resource').map(it => it.name)") if name != file]
