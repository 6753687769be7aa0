# SPDX-License-Identifier: Apache-2.0
"""Drives a headless Chromium over two pipes (the DevTools protocol), with Python's standard library alone.

A page notes everything that a report must not do: requests, dialogs, errors and messages in the console, navigation.
"""

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]

# Seconds after which an answer is not waited for any more: for a machine with much else to do.
LIMIT = 180


def executable():
    """The path of a Chromium, or None."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class BrowserError(Exception):
    """The browser answered with an error, or not in time."""


class Browser:
    """A browser with a profile of its own, closed and removed at the end of a `with`."""

    # Nothing is to leave the machine, not even where a report tried to.
    OPTIONS = [
        "--headless=new",
        "--remote-debugging-pipe",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-extensions",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--hide-scrollbars",
        "--mute-audio",
        "--force-color-profile=srgb",
        "--font-render-hinting=none",
        "--host-resolver-rules=MAP * ~NOTFOUND",
    ]

    def __init__(self):
        path = executable()
        if path is None:
            raise BrowserError("no Chromium found: " + ", ".join(NAMES))
        self.folder = tempfile.mkdtemp(prefix="moderate-browser-")
        options = self.OPTIONS + ["--user-data-dir=" + self.folder]
        if os.geteuid() == 0:
            options.append("--no-sandbox")  # Chromium refuses to run as root with it.
        to_browser, self.output = os.pipe()
        self.input, from_browser = os.pipe()
        # Out of the way of 3 and 4, where the browser expects its ends.
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 20) for end in (to_browser, from_browser)]

        def place():
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        self.process = subprocess.Popen(
            [path, *options, "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=False,
            preexec_fn=place,
        )
        for end in (to_browser, from_browser, *ends):
            os.close(end)
        self.pending = b""
        self.number = 0
        self.answers = {}
        self.pages = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call("Browser.close", limit=5)
            self.process.wait(10)
        except (BrowserError, OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        for end in (self.input, self.output):
            os.close(end)
        shutil.rmtree(self.folder, ignore_errors=True)

    def version(self):
        """The browser's name and version."""
        return self.call("Browser.getVersion")["product"]

    def call(self, method, parameters=None, session=None, limit=LIMIT):
        """Calls a method of the protocol and returns its result."""
        self.number += 1
        number = self.number
        message = {"id": number, "method": method, "params": parameters or {}}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.output, data) :]
        end = time.monotonic() + limit
        while number not in self.answers:
            self.receive(end, method)
        answer = self.answers.pop(number)
        if "error" in answer:
            raise BrowserError(f"{method}: {answer['error'].get('message')}")
        return answer["result"]

    def receive(self, end, what):
        """Takes in at least one message, or fails at `end`."""
        while b"\0" not in self.pending:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.input], [], [], left)[0]:
                raise BrowserError(f"{what}: no answer in time")
            part = os.read(self.input, 1 << 20)
            if not part:
                raise BrowserError(f"{what}: the browser has ended")
            self.pending += part
        *messages, self.pending = self.pending.split(b"\0")
        for message in map(json.loads, messages):
            if "id" in message:
                self.answers[message["id"]] = message
            elif message.get("sessionId") in self.pages:
                self.pages[message["sessionId"]].note(message["method"], message["params"])

    def page(self, **options):
        """Opens an empty page in a context of its own."""
        return Page(self, **options)


class Page:
    """A page, and what it did that a report must not do."""

    def __init__(self, browser, width=1440, height=900, dark=False, mobile=False, scale=1):
        self.browser = browser
        self.context = browser.call("Target.createBrowserContext")["browserContextId"]
        self.target = browser.call(
            "Target.createTarget", {"url": "about:blank", "browserContextId": self.context}
        )["targetId"]
        self.session = browser.call(
            "Target.attachToTarget", {"targetId": self.target, "flatten": True}
        )["sessionId"]
        browser.pages[self.session] = self
        self.address = None
        self.requests = []
        self.dialogs = []
        self.messages = []
        self.loads = 0
        for domain in ("Page", "Runtime", "Network", "Log", "DOM", "Accessibility"):
            self.call(domain + ".enable")
        self.resize(width, height, mobile=mobile, scale=scale)
        self.prefer(dark=dark)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.browser.pages.pop(self.session, None) is None:
            return
        self.browser.call("Target.disposeBrowserContext", {"browserContextId": self.context})

    def call(self, method, parameters=None, limit=LIMIT):
        return self.browser.call(method, parameters, self.session, limit)

    def note(self, method, parameters):
        """Keeps what happened."""
        if method == "Network.requestWillBeSent":
            address = parameters["request"]["url"]
            if address.split("#")[0] != self.address and not address.startswith("blob:"):
                self.requests.append(address[:200])
        elif method == "Page.javascriptDialogOpening":
            self.dialogs.append(parameters["message"][:200])
            self.browser.number += 1  # Nobody waits for this answer.
            answer = {
                "id": self.browser.number,
                "method": "Page.handleJavaScriptDialog",
                "params": {"accept": False},
                "sessionId": self.session,
            }
            os.write(self.browser.output, json.dumps(answer).encode() + b"\0")
        elif method == "Runtime.exceptionThrown":
            details = parameters["exceptionDetails"]
            self.messages.append(
                details.get("exception", {}).get("description") or details["text"]
            )
        elif method == "Runtime.consoleAPICalled":
            self.messages.append(
                parameters["type"]
                + ": "
                + " ".join(str(value.get("value")) for value in parameters["args"])
            )
        elif method == "Log.entryAdded":
            self.messages.append(parameters["entry"]["text"][:300])
        elif method == "Page.loadEventFired":
            self.loads += 1

    @property
    def misdeeds(self):
        """Everything that a report must not do."""
        return (
            [f"request: {text}" for text in self.requests]
            + [f"dialog: {text}" for text in self.dialogs]
            + [f"console: {text}" for text in self.messages]
        )

    def resize(self, width, height, mobile=False, scale=1):
        self.call(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": mobile},
        )

    def prefer(self, dark=False, media=""):
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", {"media": media, "features": [scheme]})

    def open(self, path, fragment="", limit=LIMIT, settles=True):
        """Opens a file and waits until it is there; and drawn, which takes scripts."""
        self.address = "file://" + os.path.abspath(path)
        self.loads = 0
        self.call("Page.navigate", {"url": self.address + fragment}, limit)
        end = time.monotonic() + limit
        while self.loads == 0:
            self.browser.receive(end, "open " + path)
        if settles:
            self.settle()

    def settle(self):
        """Waits until what was asked for has been drawn."""
        self.value(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
            ".then(() => true)"
        )

    def value(self, expression, limit=LIMIT):
        """The value of an expression in the page."""
        answer = self.call(
            "Runtime.evaluate",
            {
                "expression": expression,
                "awaitPromise": True,
                "returnByValue": True,
                "userGesture": True,
            },
            limit,
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise BrowserError(details.get("exception", {}).get("description", details["text"]))
        return answer["result"].get("value")

    def key(self, name, shift=False):
        """Presses a key: Tab, Enter, Escape, Space."""
        code, text = {
            "Tab": (9, ""),
            "Enter": (13, "\r"),
            "Escape": (27, ""),
            "Space": (32, " "),
        }[name]
        parameters = {
            "key": " " if name == "Space" else name,
            "code": name,
            "windowsVirtualKeyCode": code,
            "modifiers": 8 if shift else 0,
        }
        down = dict(parameters, type="keyDown" if text else "rawKeyDown")
        if text:
            down["text"] = text
        self.call("Input.dispatchKeyEvent", down)
        self.call("Input.dispatchKeyEvent", dict(parameters, type="keyUp"))

    def screenshot(self, path, whole=False, clip=None):
        """Saves what is seen, or the whole page, as a PNG."""
        parameters = {"format": "png", "captureBeyondViewport": whole or clip is not None}
        if whole:
            size = self.call("Page.getLayoutMetrics")["cssContentSize"]
            clip = (0, 0, size["width"], size["height"])
        if clip:
            x, y, width, height = clip
            parameters["clip"] = {
                "x": x, "y": y, "width": width, "height": height, "scale": 1,
            }  # fmt: skip
        data = self.call("Page.captureScreenshot", parameters)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def pdf(self):
        """The page as it prints, as PDF."""
        parameters = {"printBackground": False, "paperWidth": 8.27, "paperHeight": 11.69}
        return base64.b64decode(self.call("Page.printToPDF", parameters, 120)["data"])

    def tree(self):
        """The accessibility tree: what a screen reader gets."""
        return self.call("Accessibility.getFullAXTree")["nodes"]
