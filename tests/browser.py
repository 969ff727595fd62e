"""Where the tests' Chromium is, and how it gets there: `python -m tests.browser`."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

UNPACKED = Path(__file__).parents[1] / ".venv" / "chromium"
PACKAGES = ("chromium", "libatomic1")  # the second one is for the driver that Playwright brings
FONTS = UNPACKED / "fonts.conf"
FONT_FOLDERS = f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{UNPACKED}/usr/share/fonts</dir>
</fontconfig>
"""
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NOWHERE = (
    "No Chromium for the tests: neither Debian's packages nor Playwright's download can be had. "
    "Install the package `chromium` (as root: apt-get install chromium) and try again."
)


def executable() -> Path | None:
    """The Chromium of this machine; None leaves the choice to Playwright."""
    here = [Path("/usr/bin/chromium"), UNPACKED / "usr/lib/chromium/chromium"]
    return next((path for path in here if path.exists()), None)


def environment() -> dict[str, str]:
    """What Playwright needs around it when packages were only unpacked."""
    folders = [*UNPACKED.glob("lib/*-linux-gnu"), *UNPACKED.glob("usr/lib/*-linux-gnu")]
    folders += [folder / "pulseaudio" for folder in folders]
    if not folders:
        return {}
    return {"LD_LIBRARY_PATH": ":".join(map(str, folders)), "FONTCONFIG_FILE": str(FONTS)}


def install() -> None:
    """Bring a Chromium in the first way that this machine allows."""
    for bring in (_install_packages, _unpack_packages, _download):
        if executable() and _playwright("--version", stdout=subprocess.DEVNULL):
            return
        bring()


def _playwright(*command: str, **options: Any) -> bool:
    run = (sys.executable, "-m", "playwright", *command)
    return subprocess.run(run, env=os.environ | environment(), **options).returncode == 0


def _install_packages() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        apt = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300")
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run((*apt, "update"), env=quiet, check=False)
        install = (*apt, "install", "--yes", "--no-install-recommends", *PACKAGES)
        subprocess.run(install, env=quiet, stdout=subprocess.DEVNULL, check=False)


def _unpack_packages() -> None:
    """Fetch Debian's packages as an ordinary user, and unpack them into .venv."""
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        return
    with tempfile.TemporaryDirectory() as folder:
        lists, cache = Path(folder, "lists"), Path(folder, "cache")
        for needed in (lists / "partial", cache / "archives/partial"):
            needed.mkdir(parents=True)
        places = (f"Dir::State::Lists={lists}", f"Dir::Cache={cache}", "Debug::NoLocking=1")
        apt = ("apt-get", "-qq", *(word for place in places for word in ("-o", place)))
        fetch = ("install", "--download-only", "--yes", "--no-install-recommends", *PACKAGES)
        if any(subprocess.run((*apt, *step)).returncode for step in (("update",), fetch)):
            return
        for package in (cache / "archives").glob("*.deb"):
            subprocess.run(("dpkg", "-x", package, Path(folder, "root")), check=True)
        shutil.rmtree(UNPACKED, ignore_errors=True)
        shutil.move(Path(folder, "root"), UNPACKED)
        FONTS.write_text(FONT_FOLDERS)


def _download() -> None:
    """Playwright's own build, which a machine without Debian's packages can run."""
    if not _playwright("install", "chromium"):
        sys.exit(NOWHERE)


if __name__ == "__main__":
    install()
