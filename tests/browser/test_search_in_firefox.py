"""The search in Firefox, driven by nothing: a script of the site tells the test what a reader would see."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from gazette import read_policy, write_gazette
from host import REPORT, Host

PROGRAMS = ("firefox-esr", "firefox")
PATIENCE = 60
"""Seconds in which Firefox starts and tells, on a slow and busy machine."""

PREFERENCES = {
    "security.fileuri.strict_origin_policy": "true",
    "browser.shell.checkDefaultBrowser": "false",
    "browser.aboutwelcome.enabled": "false",
    "browser.startup.page": "0",
    "app.update.auto": "false",
    "datareporting.policy.dataSubmissionEnabled": "false",
    "network.captive-portal-service.enabled": "false",
    "network.connectivity-service.enabled": "false",
    "toolkit.telemetry.enabled": "false",
}
REPORTER = """
// Tell where the test listens what a reader sees, once there is an answer. To go there is what no policy forbids.
const forbidden = [];
addEventListener("securitypolicyviolation", ({ violatedDirective }) => forbidden.push(violatedDirective));
addEventListener("error", ({ message }) => forbidden.push(message || "error"));
setInterval(() => {
  const list = document.getElementById("list");
  const failed = document.querySelector("#failure:not([hidden])");
  if (!failed && (!list?.children.length || list.getAttribute("aria-busy") === "true")) return;
  const heading = document.getElementById("found").textContent;
  const told = new URLSearchParams({ heading, failed: failed?.innerText ?? "" });
  for (const link of list.querySelectorAll("a")) told.append("hit", link.getAttribute("href"));
  for (const what of forbidden) told.append("forbidden", what);
  location.href = `PLACE?${told}`;
}, 100);
"""

pytestmark = pytest.mark.skipif(
    not any(map(shutil.which, PROGRAMS)), reason="NOT RUN: there is no Firefox on this machine"
)


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """The archive with the reporter in the script of its pages, served under their policy."""
    gazette = write_gazette(tmp_path_factory.mktemp("firefox") / "site")
    host = Host(gazette.site.public)
    theme = Path(__file__).resolve().parent.parent.parent / "templates" / "assets" / "page.js"
    reporter = REPORTER.replace("PLACE", f"{host.url.rstrip('/')}{REPORT}")
    gazette.site.write("templates/assets/page.js", theme.read_text(encoding="utf-8") + reporter)
    gazette.site.build()
    host.policy = read_policy(gazette.site.public)
    yield host
    host.stop()


@contextmanager
def firefox(address: str) -> Iterator[None]:
    """Firefox at an address, with a profile of its own; it ends with the block, and all that it started."""
    program = next(filter(None, map(shutil.which, PROGRAMS)))
    with tempfile.TemporaryDirectory(prefix="fonds-firefox-", ignore_cleanup_errors=True) as profile:
        lines = "".join(f'user_pref("{name}", {value});\n' for name, value in PREFERENCES.items())
        Path(profile, "user.js").write_text(lines, encoding="utf-8")
        process = subprocess.Popen(
            [program, "--headless", "--no-remote", "--profile", profile, address],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": profile, "MOZ_CRASHREPORTER_DISABLE": "1"},
            start_new_session=True,
        )
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def ask_firefox(host: Host, address: str) -> dict[str, list[str]]:
    """What Firefox shows at an address."""
    host.reports.clear()
    with firefox(address):
        deadline = time.monotonic() + PATIENCE
        while not host.reports and time.monotonic() < deadline:
            time.sleep(0.05)
    assert host.reports, f"Firefox told nothing of {address} in {PATIENCE} seconds"
    told = [report for report in host.reports if report.startswith(f"{REPORT}?")]
    assert len(told) == len(host.reports), host.reports
    return parse_qs(urlsplit(told[0]).query)


def test_firefox_answers_alike_from_a_host_and_from_a_disk(host: Host) -> None:
    from_host = ask_firefox(host, f"{host.url}search/index.html?q=lighthouse&sort=oldest")
    from_disk = ask_firefox(host, f"{host.folder.as_uri()}/search/index.html?q=lighthouse&sort=oldest")

    assert from_host["heading"] == ["12 results for “lighthouse”, oldest first"]
    assert len(from_host["hit"]) == 10
    assert from_disk == from_host
    assert {*from_host} == {"heading", "hit"}
