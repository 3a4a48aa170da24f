"""What a service is told from outside: one typed object, read from the environment once."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import AnyHttpUrl, BeforeValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEVELOPMENT_SECRET = "development-only-secret"  # noqa: S105 - refused in production below


class Environment(StrEnum):
    """Where a service runs. Only production refuses development conveniences."""

    DEVELOPMENT = "development"
    TEST = "test"
    PRODUCTION = "production"


def _blank_is_absent(value: object) -> object:
    return None if value == "" else value


OptionalUrl = Annotated[AnyHttpUrl | None, BeforeValidator(_blank_is_absent)]


class Settings(BaseSettings):
    """Settings common to every service; the environment variables carry the prefix `NOMS_`."""

    model_config = SettingsConfigDict(env_prefix="NOMS_", extra="ignore", frozen=True)

    environment: Environment = Environment.DEVELOPMENT
    database_url: SecretStr = Field(description="Runtime role: may read and write rows, owns nothing.")
    pool_size: Annotated[int, Field(ge=1, le=50)] = 10
    pool_timeout_seconds: Annotated[float, Field(gt=0, le=30)] = 3
    statement_timeout_ms: Annotated[int, Field(ge=100, le=600_000)] = 5_000
    idle_in_transaction_timeout_ms: Annotated[int, Field(ge=1_000, le=600_000)] = 10_000

    issuer: str = Field(default="http://127.0.0.1:8000", description="The `iss` that tokens must carry.")
    audience: str = Field(default="noms", description="The `aud` that tokens must carry.")
    jwks: str = Field(description="Where the issuer's public keys are: an http(s) address or the path of a mounted file.")
    token_url: OptionalUrl = Field(default=None, description="Where this service gets its own tokens (client credentials).")
    client_id: str = ""
    client_secret: SecretStr = SecretStr("")

    commissioning_url: OptionalUrl = None
    offender_mgmt_url: OptionalUrl = None
    interventions_url: OptionalUrl = None

    secret: SecretStr = Field(
        default=SecretStr(DEVELOPMENT_SECRET), description="Encrypts paging cursors; one value for all replicas."
    )
    audit_key_file: Path | None = Field(default=None, description="Ed25519 private key (PEM) that signs audit checkpoints.")
    audit_checkpoint_directory: Path | None = Field(
        default=None, description="Where signed checkpoints of the audit chain are kept."
    )
    follow: bool = Field(
        default=True, description="Whether this process follows the feeds of its peers and seals its audit chain."
    )
    max_body_bytes: Annotated[int, Field(ge=1_024, le=100_000_000)] = 1_000_000
    log_level: str = "INFO"
    telemetry: bool = Field(default=False, description="Whether to export OpenTelemetry traces.")

    @model_validator(mode="after")
    def production_is_closed(self) -> Self:
        """Refuse conveniences of development in production."""
        if self.environment is not Environment.PRODUCTION:
            return self
        if self.secret.get_secret_value() == DEVELOPMENT_SECRET:
            raise ValueError("NOMS_SECRET must be set in production: it encrypts paging cursors")
        if self.jwks.startswith("http://"):
            raise ValueError("NOMS_JWKS must be an https address or a mounted file in production")
        return self

    def peer_url(self, service: str) -> str:
        """The address of another service; the empty text when it is not configured."""
        url: AnyHttpUrl | None = getattr(self, f"{service}_url")
        return str(url).rstrip("/") if url else ""


def settings_for(service: str) -> Settings:
    """Read the settings of one service: `NOMS_DATABASE_URL_<SERVICE>` gives way to `NOMS_DATABASE_URL` for a single service."""
    own = os.environ.get(f"NOMS_DATABASE_URL_{service.upper()}")
    return Settings(database_url=SecretStr(own)) if own else Settings()
