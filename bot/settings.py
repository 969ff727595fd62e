"""Every environment variable, with a sentence and a default."""

import re
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class SettingsFault(Exception):
    """A setting is wrong; the message names the variable, its fault and the cure."""


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
        if url and not url.startswith(("sqlite:///", "postgresql://")):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return url

    @field_validator("telegram_api", "webhook_url", "public_url")
    @classmethod
    def _web_address(cls, url: str | None) -> str | None:
        if url and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc):
            raise ValueError("must be a web address such as https://klinik.example.go.id")
        return url.rstrip("/") if url else url

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as unknown:
            raise ValueError("must be a zone such as Asia/Jayapura") from unknown
        return name

    @field_validator("telegram_token")
    @classmethod
    def _token_shape(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not token.get_secret_value().partition(":")[0].isdigit():
            raise ValueError("must look like 123456:ABC..., as BotFather gives it")
        return token

    @field_validator("webhook_secret")
    @classmethod
    def _secret_shape(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
            raise ValueError("must be 1-256 of A-Z a-z 0-9 _ -, as Telegram takes no other")
        return secret

    @model_validator(mode="after")
    def _webhook_whole(self) -> "Settings":
        if (self.webhook_url is None) != (self.webhook_secret is None):
            raise ValueError("KLINIK_WEBHOOK_URL and KLINIK_WEBHOOK_SECRET must be set together")
        return self

    def database(self) -> str:
        """Where the tables are."""
        return self.database_url or f"sqlite:///{self.data_dir.absolute() / 'klinik.db'}"

    def address(self) -> str:
        """How people reach the pages."""
        return self.public_url or f"http://{self.http_host}:{self.http_port}"


def read_settings() -> Settings:
    """The settings, or one sentence about the first that is wrong."""
    try:
        return Settings()
    except ValidationError as wrong:
        fault = wrong.errors()[0]
        name = "KLINIK_" + str(fault["loc"][0]).upper() if fault["loc"] else ""
        reason = fault["msg"].removeprefix("Value error, ")
        cure = "set it in the environment or in .env (see the README's table of settings)"
        raise SettingsFault(f"{name} {reason}; {cure}".strip()) from wrong
