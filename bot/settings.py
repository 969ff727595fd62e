"""Every environment variable, with a sentence and a default."""

import re
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

# What is wrong, and after the semicolon what to write instead; by the kind of pydantic's error.
SENTENCES = {
    "int_parsing": "bukan bilangan bulat; tulis angka, misalnya {default}",
    "greater_than_equal": "terlalu kecil; tulis {ge} atau lebih",
    "less_than_equal": "terlalu besar; tulis paling banyak {le}",
    "literal_error": "tidak dikenal; tulis salah satu: {expected}",
    "value_error": "{error}",
}
UNREADABLE = "tidak bisa dibaca; lihat tabel pengaturan di README"


class SettingsFault(Exception):
    """Settings are wrong; one line for each names the variable, its fault and what to write."""


class Settings(BaseSettings):
    """Read from the environment or from a `.env` file; names begin with KLINIK_."""

    model_config = SettingsConfigDict(
        env_prefix="KLINIK_", env_file=".env", extra="ignore", env_ignore_empty=True
    )

    telegram_token: SecretStr | None = Field(
        None, description="the bot's token; none = local Telegram"
    )
    telegram_api: str = Field(
        "https://api.telegram.org", description="base URL of the Bot API server"
    )
    database_url: str = Field(
        "", description="`sqlite:///...` or `postgresql://...`; default: SQLite in the data folder"
    )
    data_dir: Path = Field(Path("data"), description="database file, received files, backups")
    knowledge_dir: Path | None = Field(
        None, description="the province's own FAQ files instead of the packaged ones"
    )
    webhook_url: str | None = Field(
        None, description="with the secret: webhook at the path of this URL; else long polling"
    )
    webhook_secret: SecretStr | None = Field(None, description="1-256 of A-Z a-z 0-9 _ -")
    http_host: str = Field("127.0.0.1", description="where health, webhook and pages listen")
    http_port: int = Field(8080, ge=0, le=65535, description="port of the same")
    public_url: str = Field("", description="how people reach the pages; default: http://HOST:PORT")
    timezone: str = Field("Asia/Jayapura", description="working hours, deadlines, quarters")
    log_format: Literal["text", "json"] = Field("text", description="`text` or `json`")
    send_per_second: int = Field(
        30, ge=0, description="calls a second over all chats; 0 = no limit"
    )
    send_per_chat: int = Field(1, ge=0, description="calls a second in one chat; 0 = no limit")
    send_per_group: int = Field(20, ge=0, description="calls a minute in one group; 0 = no limit")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        known = re.fullmatch(r"sqlite:///(?!:memory:).+|postgresql://.*", url)
        if url and not known:
            raise ValueError(
                "bukan alamat database; tulis sqlite:///BERKAS atau postgresql://NAMA@SERVER/DATABASE"
            )
        return url

    @field_validator("telegram_api", "webhook_url", "public_url")
    @classmethod
    def _web_address(cls, url: str | None) -> str | None:
        if url and not re.fullmatch(r"https?://[^\s/?#]+\S*", url):
            raise ValueError("bukan alamat web; tulis misalnya https://klinik.example.go.id")
        return url.rstrip("/") if url else url

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:  # OSError: a region alone
            raise ValueError("bukan zona waktu; tulis misalnya Asia/Jayapura") from unknown
        return name

    @field_validator("telegram_token")
    @classmethod
    def _token_shape(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not re.fullmatch(r"[0-9]+:\S+", token.get_secret_value()):
            raise ValueError("bukan token bot; salin dari BotFather, bentuknya 123456:ABC...")
        return token

    @field_validator("webhook_secret")
    @classmethod
    def _secret_shape(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
            raise ValueError("tidak diterima Telegram; tulis 1-256 huruf A-Z a-z, angka, _ atau -")
        return secret

    @model_validator(mode="after")
    def _webhook_whole(self) -> "Settings":
        if (self.webhook_url is None) != (self.webhook_secret is None):
            names = ("KLINIK_WEBHOOK_URL", "KLINIK_WEBHOOK_SECRET")
            filled, empty = names if self.webhook_url else reversed(names)
            raise ValueError(
                f"{filled} terisi tetapi {empty} kosong; isi keduanya atau tidak sama sekali"
            )
        return self

    def database(self) -> str:
        """Where the tables are."""
        return self.database_url or f"sqlite:///{self.data_dir.absolute() / 'klinik.db'}"

    def is_begun(self) -> bool:
        """Whether a clinic may have run with these; a server is asked, the own file must exist."""
        return bool(self.database_url) or (self.data_dir / "klinik.db").exists()

    def address(self) -> str:
        """How people reach the pages."""
        return self.public_url or f"http://{self.http_host}:{self.http_port}"

    def first_page(self) -> str:
        """What there is to open: with the local Telegram its chats."""
        return self.address() if self.telegram_token else f"{self.address()}/telegram/"


def read_settings() -> Settings:
    """The settings, or one sentence about each that is wrong."""
    try:
        return Settings()
    except ValidationError as wrong:
        raise SettingsFault("\n".join(map(_sentence, wrong.errors()))) from wrong
    except (UnicodeDecodeError, OSError) as wrong:
        cure = "simpan sebagai teks UTF-8 yang boleh dibaca akun ini"
        raise SettingsFault(f".env tidak bisa dibaca; {cure}") from wrong


def _sentence(fault: Any) -> str:
    """Say one pydantic error in Indonesian; the value is not repeated, it may be a secret."""
    pattern, facts = SENTENCES.get(fault["type"], UNREADABLE), fault.get("ctx", {})
    if not fault["loc"]:  # about several settings, which the sentence names itself
        return pattern.format(**facts)
    field = str(fault["loc"][0])
    expected = str(facts.get("expected", "")).replace("'", "").replace(" or ", ", ")
    default = Settings.model_fields[field].default
    words = pattern.format(**{**facts, "expected": expected, "default": default})
    return f"KLINIK_{field.upper()} {words}"
