"""Settings: what is wrong is named, with its cure, before anything starts."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsFault, read_settings

ROOT = Path(__file__).parents[2]
WRONG = {
    "KLINIK_TELEGRAM_TOKEN": ("rahasia", "BotFather"),
    "KLINIK_TELEGRAM_API": ("telegram", "https://"),
    "KLINIK_DATABASE_URL": ("mysql://x", "sqlite:///"),
    "KLINIK_HTTP_PORT": ("banyak", "angka, misalnya 8080"),
    "KLINIK_PUBLIC_URL": ("klinik", "https://"),
    "KLINIK_TIMEZONE": ("Asia/Atlantis", "Asia/Jayapura"),
    "KLINIK_LOG_FORMAT": ("xml", "tulis salah satu: text, json"),
    "KLINIK_SEND_PER_SECOND": ("-1", "0 atau lebih"),
    "KLINIK_SEND_PER_CHAT": ("-1", "0 atau lebih"),
    "KLINIK_SEND_PER_GROUP": ("-1", "0 atau lebih"),
    "KLINIK_WEBHOOK_URL": ("https://klinik.example.go.id/h", "KLINIK_WEBHOOK_SECRET kosong"),
    "KLINIK_WEBHOOK_SECRET": ("rahasia", "KLINIK_WEBHOOK_URL kosong"),
}
ODD = [
    ("KLINIK_TELEGRAM_TOKEN", "123456"),
    ("KLINIK_TELEGRAM_TOKEN", "123456:ABC DEF"),
    ("KLINIK_TELEGRAM_API", "http://a b"),
    ("KLINIK_PUBLIC_URL", "https:///masuk"),
    ("KLINIK_DATABASE_URL", "sqlite:///"),
    ("KLINIK_DATABASE_URL", "sqlite:///:memory:"),
    ("KLINIK_HTTP_PORT", "70000"),
    ("KLINIK_HTTP_PORT", "8080.5"),
    ("KLINIK_HTTP_PORT", "9" * 5000),
    ("KLINIK_TIMEZONE", "Asia"),
    ("KLINIK_TIMEZONE", "/etc/passwd"),
]
ENGLISH = re.compile(r"\b(should|must|be|valid|input|error|value|than|or|the|a)\b", re.IGNORECASE)


@pytest.fixture(autouse=True)
def _nothing_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith("KLINIK_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_named_with_its_cure_and_not_repeated(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    value, cure = WRONG[name]
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsFault) as fault:
        read_settings()
    words = str(fault.value)
    assert name in words
    assert cure in words
    assert "\n" not in words
    assert "rahasia" not in words  # it may be a secret with a slip of the pen
    assert not ENGLISH.search(words)


@pytest.mark.parametrize(("name", "value"), ODD)
def test_what_would_fail_later_is_a_sentence_in_indonesian_at_the_start(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsFault) as fault:
        read_settings()
    assert re.fullmatch(rf"{name} [^;\n]+; (tulis|salin|lihat) [^;\n]+", str(fault.value))
    assert not ENGLISH.search(str(fault.value))


def test_every_wrong_setting_has_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLINIK_HTTP_PORT", "-1")
    monkeypatch.setenv("KLINIK_TIMEZONE", "WIT")
    with pytest.raises(SettingsFault) as fault:
        read_settings()
    assert str(fault.value).splitlines() == [
        "KLINIK_HTTP_PORT terlalu kecil; tulis 0 atau lebih",
        "KLINIK_TIMEZONE bukan zona waktu; tulis misalnya Asia/Jayapura",
    ]


def test_a_file_named_env_that_is_no_text_is_named() -> None:
    Path(".env").write_bytes(b"KLINIK_HTTP_HOST=\xff\n")
    with pytest.raises(SettingsFault, match=r"^\.env tidak bisa dibaca; simpan"):
        read_settings()


@pytest.mark.parametrize("secret", ["", "x" * 257, "rahasia besar", "rahasiá"])
def test_a_secret_that_telegram_would_refuse_is_refused_at_the_start(
    secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KLINIK_WEBHOOK_URL", "https://klinik.example.go.id/h")
    monkeypatch.setenv("KLINIK_WEBHOOK_SECRET", secret)
    with pytest.raises(SettingsFault, match="KLINIK_WEBHOOK_SECRET"):
        read_settings()


def test_nothing_needs_to_be_set() -> None:
    settings = read_settings()
    assert settings.database() == f"sqlite:///{Path.cwd() / 'data' / 'klinik.db'}"
    assert settings.address() == "http://127.0.0.1:8080"
    assert (settings.telegram_token, settings.webhook_url) == (None, None)
    assert (settings.send_per_second, settings.send_per_chat, settings.send_per_group) == (
        30,
        1,
        20,
    )


def test_the_address_that_is_told_at_the_start_can_be_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert read_settings().first_page() == "http://127.0.0.1:8080/telegram/"
    monkeypatch.setenv("KLINIK_TELEGRAM_TOKEN", "42:TEST")
    assert read_settings().first_page() == "http://127.0.0.1:8080"


def test_an_empty_value_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLINIK_TELEGRAM_TOKEN", "")
    monkeypatch.setenv("KLINIK_WEBHOOK_SECRET", "")
    assert read_settings().telegram_token is None


def test_a_file_named_env_is_read_and_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path(".env").write_text("KLINIK_HTTP_PORT=8081\nKLINIK_LOG_FORMAT=json\n")
    monkeypatch.setenv("KLINIK_HTTP_PORT", "8082")
    settings = read_settings()
    assert (settings.http_port, settings.log_format) == (8082, "json")


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    settings = Settings(
        _env_file=None,
        telegram_token="42:RAHASIA",
        webhook_url="https://klinik.example.go.id/h",
        webhook_secret="RAHASIA",
    )
    assert "RAHASIA" not in f"{settings!r} {settings}"


def test_every_setting_has_a_wrong_value_here_or_takes_any() -> None:
    free = {"KLINIK_DATA_DIR", "KLINIK_KNOWLEDGE_DIR", "KLINIK_HTTP_HOST"}
    known = {f"KLINIK_{name.upper()}" for name in Settings.model_fields}
    assert known - free == set(WRONG)


def test_a_wrong_setting_ends_the_program_with_one_line_and_status_2(tmp_path: Path) -> None:
    ended = run_clinic(tmp_path, KLINIK_HTTP_PORT="70000")
    assert ended.returncode == 2
    assert re.fullmatch(r"KLINIK_HTTP_PORT .+; .+\n", ended.stderr)
    assert list(tmp_path.iterdir()) == []


def run_clinic(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """`klinik run` in a folder, until it ends by itself."""
    command = [sys.executable, "-m", "bot", "run"]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("KLINIK_")}
    wrong = {**plain, "PYTHONPATH": str(ROOT), **settings}
    return subprocess.run(command, cwd=folder, env=wrong, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("host", "fault"),
    [
        ("192.0.2.1", "KLINIK_HTTP_HOST bukan alamat mesin ini"),
        ("127.0.0.1", "KLINIK_HTTP_PORT dipakai program lain"),
    ],
)
def test_a_door_that_cannot_be_opened_is_one_line_and_status_2(
    host: str, fault: str, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port, nobody = str(taken.getsockname()[1]), "http://127.0.0.1:9"
        door = {"KLINIK_HTTP_HOST": host, "KLINIK_HTTP_PORT": port}
        telegram = {"KLINIK_TELEGRAM_TOKEN": "42:TEST", "KLINIK_TELEGRAM_API": nobody}
        ended = run_clinic(tmp_path, **door, **telegram)
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1].startswith(fault)
    assert "Traceback" not in ended.stderr
