"""The import contracts of `importlinter.toml`, checked on a graph that tests may plant imports in."""

from copy import deepcopy
from functools import cache
from pathlib import Path

import grimp
from importlinter.api import read_configuration
from importlinter.application import use_cases
from importlinter.application.user_options import UserOptions
from importlinter.domain.contract import Contract, registry

ROOT = Path(__file__).parents[2]
CONFIGURATION = ROOT / "importlinter.toml"


@cache
def graph() -> grimp.ImportGraph:
    """Every import of the product as it stands; copy it before planting anything."""
    return grimp.build_graph("noms", "services", include_external_packages=True, cache_dir=None)


@cache
def contracts() -> dict[str, Contract]:
    """Each contract by its id. None of them changes the imports that it checks, so all may look at the same."""
    options = UserOptions(**read_configuration(str(CONFIGURATION)))
    use_cases._register_contract_types(options)
    return {
        told["id"]: registry.get_contract_class(told["type"])(told["name"], options.session_options, told)
        for told in options.contracts_options
    }


def broken(imports: grimp.ImportGraph) -> set[str]:
    """The ids of the contracts that do not hold over these imports."""
    return {name for name, contract in contracts().items() if not contract.check(imports, verbose=False).kept}


def planted(*imports: tuple[str, str]) -> grimp.ImportGraph:
    """The product with imports, and if need be modules, that are not there. `x` alone plants a module without imports."""
    changed = deepcopy(graph())
    for importer, imported in imports:
        for module in (importer, imported):
            if module and module not in changed.modules:
                changed.add_module(module)
        if imported:
            changed.add_import(importer=importer, imported=imported, line_number=1, line_contents="planted")
    return changed
