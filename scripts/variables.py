"""The environment variables that the project's code understands, found in the code itself."""

import re
from pathlib import Path

from noms.chassis.settings import Settings
from scripts.deploying.reading import SERVICES

NAME = re.compile(r"\bNOMS_[A-Z][A-Z_]*[A-Z]\b|\bNOMS_[A-Z_]*_(?=[<{*])")
_READ = re.compile(r"""["'](NOMS_[A-Z_]+?)["']""")
_MADE = re.compile(r"\b(NOMS_[A-Z_]+_)\{")
_WHERE = ("shared/noms", "scripts", "tests/house", "bench")
_PROCESSES = (*SERVICES, "issuer")


def understood(root: Path) -> frozenset[str]:
    """Every variable that some code reads: settings, names written out, and names made for each service or process."""
    sources = [file.read_text(encoding="utf-8") for folder in _WHERE for file in sorted((root / folder).rglob("*.py"))]
    written = {name for source in sources for name in _READ.findall(source)}
    stems = {stem for source in sources for stem in _MADE.findall(source)}
    settings = {f"{Settings.model_config['env_prefix']}{field.upper()}" for field in Settings.model_fields}
    return frozenset(written | stems | settings | {f"{stem}{process.upper()}" for stem in stems for process in _PROCESSES})
