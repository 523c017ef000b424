"""A browser without a window, driven by the WebDriver protocol over the loopback: for pages that the program makes."""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

CHROMIUM, DRIVER = (shutil.which(name) for name in ("chromium", "chromedriver"))
ENTER = "\ue007"


class Browser:
    """A window of some size in pixels; with `script` off no page runs any."""

    def __init__(self, width: int, height: int = 900, *, script: bool = True) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._url = f"http://127.0.0.1:{port}"
        quiet: Any = subprocess.DEVNULL
        self._process = subprocess.Popen([str(DRIVER), f"--port={port}"], stdout=quiet, stderr=quiet)
        options = {
            "binary": CHROMIUM,
            "args": ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
            "mobileEmulation": {"deviceMetrics": {"width": width, "height": height, "pixelRatio": 1.0}},
        }
        logged = {"browser": "ALL", "performance": "ALL"}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": logged}
        for _try in range(300):
            try:
                self._call("GET", "/status")
                break
            except urllib.error.URLError:
                time.sleep(0.1)
        made = self._call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._session = f"/session/{made['sessionId']}"
        self.do("timeouts", script=300_000)
        if not script:
            self.cdp("Emulation.setScriptExecutionDisabled", value=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        try:
            self._call("DELETE", self._session)
        finally:
            self._process.terminate()
            self._process.wait()

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._url + path, data, {"Content-Type": "application/json"}, method=method)  # noqa: S310
        with urllib.request.urlopen(request, timeout=300) as answer:  # noqa: S310
            return json.load(answer)["value"]

    def do(self, what: str, **body: Any) -> Any:
        """Give a command of the protocol."""
        return self._call("POST", f"{self._session}/{what}", body)

    def open(self, path: Path, anchor: str = "") -> None:
        """Open a file at an anchor."""
        self.do("url", url=path.as_uri() + anchor)

    def ask(self, script: str, *arguments: Any) -> Any:
        """Return what a script in the page returns: the browser's own, which a page that may run none runs too."""
        return self.do("execute/sync", script=script, args=arguments)

    def cdp(self, command: str, **parameters: Any) -> Any:
        """Give a command of the browser's own protocol."""
        return self.do("goog/cdp/execute", cmd=command, params=parameters)

    def find(self, selector: str) -> str:
        """Return the first element that a selector means."""
        found: dict[str, str] = self.do("element", using="css selector", value=selector)
        return next(iter(found.values()))

    def click(self, selector: str) -> None:
        """Click on an element."""
        self.ask("document.querySelector(arguments[0]).click()", selector)

    def type(self, selector: str, text: str) -> None:
        """Type into an element."""
        self.do(f"element/{self.find(selector)}/value", text=text)

    def shown(self, selector: str) -> list[str]:
        """Return the texts of the elements that are seen."""
        found: list[str] = self.ask(
            "return [...document.querySelectorAll(arguments[0])].filter(e => e.getClientRects().length)"
            ".map(e => e.innerText)",
            selector,
        )
        return found

    def complaints(self) -> list[str]:
        """Return what the console says."""
        return [entry["message"] for entry in self.do("se/log", type="browser")]

    def fetched(self) -> list[str]:
        """Return the addresses that were asked for."""
        messages = [json.loads(entry["message"])["message"] for entry in self.do("se/log", type="performance")]
        sent = [each for each in messages if each["method"] == "Network.requestWillBeSent"]
        return [each["params"]["request"]["url"].partition("#")[0] for each in sent]

    def keep(self, name: str, folder: Path, *, pdf: bool = False) -> Path:
        """Keep a picture of the page, or the page as it is printed, in the folder that EGOVTRACK_TEST_PICTURES names,
        else in `folder`.
        """
        kept = Path(os.environ.get("EGOVTRACK_TEST_PICTURES", folder))
        kept.mkdir(parents=True, exist_ok=True)
        if pdf:
            data = self.cdp("Page.printToPDF", preferCSSPageSize=True)["data"]
        else:
            high = self.ask("return Math.min(6000, document.documentElement.scrollHeight)")
            clip = {"x": 0, "y": 0, "width": self.ask("return innerWidth"), "height": high, "scale": 1}
            data = self.cdp("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)["data"]
        path = kept / f"{name}.{'pdf' if pdf else 'png'}"
        path.write_bytes(base64.b64decode(data))
        return path
