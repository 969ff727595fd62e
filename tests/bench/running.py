"""The bots as processes of their own: started, watched from outside, stopped."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from tests.bench.telegram import Telegram

ROOT = Path(__file__).parents[2]
TOKEN = "42:CONTOH"
TICKS = os.sysconf("SC_CLK_TCK")
STOP_S = 15


class Bot:
    """One bot process, talking to a Telegram of its own."""

    def __init__(
        self, name: str, module: list[str], folder: Path, settings: dict[str, str]
    ) -> None:
        self.name = name
        self.telegram = Telegram()
        self._module = module
        self._folder = folder
        self._settings = settings
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        settings = {
            k: v.replace("{telegram}", self.telegram.base) for k, v in self._settings.items()
        }
        with (self._folder / f"{self.name}.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", *self._module),
                cwd=self._folder,
                env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings},
                stdout=log,
                stderr=log,
            )

    async def stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), STOP_S)
        except TimeoutError:
            process.kill()
            await process.wait()

    def said_last(self) -> str:
        """The end of the bot's log."""
        log = self._folder / f"{self.name}.log"
        return log.read_text()[-2_000:] if log.exists() else ""

    def cpu_s(self) -> float:
        """Processor time used so far."""
        fields = self._proc("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident_mb(self) -> float:
        lines = dict(line.split(":", 1) for line in self._proc("status").splitlines())
        return int(lines["VmRSS"].split()[0]) / 1024

    def _proc(self, name: str) -> str:
        assert self._process is not None, f"{self.name} does not run"
        return Path(f"/proc/{self._process.pid}/{name}").read_text()


def plain(folder: Path, script: Path) -> Bot:
    settings = {"PLAIN_API": "{telegram}", "PLAIN_TOKEN": TOKEN, "PLAIN_SCRIPT": str(script)}
    return Bot("plain aiogram", ["tests.bench.plain"], folder, settings)


def ours(name: str, folder: Path, database_url: str, *, paced: bool = False) -> Bot:
    """The program itself, as `klinik run` starts it; sending is held to limits when `paced`."""
    settings = {
        "KLINIK_TELEGRAM_TOKEN": TOKEN,
        "KLINIK_TELEGRAM_API": "{telegram}",
        "KLINIK_DATABASE_URL": database_url,
        "KLINIK_DATA_DIR": str(folder / name),
        "KLINIK_HTTP_PORT": "0",
    }
    if not paced:
        settings |= {"KLINIK_SEND_PER_SECOND": "0", "KLINIK_SEND_PER_CHAT": "0"}
    return Bot(name, ["bot", "run"], folder, settings)
