"""Two kinds of import contract that import-linter does not bring along; `importlinter.toml` uses them."""

import sys
from collections.abc import Iterator

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.domain.helpers import module_expressions_to_modules
from importlinter.domain.imports import Module, ModuleExpression


class _DirectImports(Contract):
    """A contract over direct imports: subclasses say which of them are not allowed."""

    def forbidden(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        """Every pair of importer and imported that breaks the contract."""
        raise NotImplementedError

    def modules_of(self, graph: ImportGraph, option: str) -> set[Module]:
        """The modules that an option of the contract names."""
        expressions: set[ModuleExpression] = getattr(self, option)
        return module_expressions_to_modules(graph, expressions)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        breaches = sorted(self.forbidden(graph))
        output.verbose_print(verbose, f"{len(breaches)} imports are not allowed.")
        lines = [
            f"{importer} -> {imported} (l.{detail['line_number']})"
            for importer, imported in breaches
            for detail in graph.get_import_details(importer=importer, imported=imported)
        ]
        return ContractCheck(kept=not breaches, metadata={"lines": lines})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for line in check.metadata["lines"]:
            output.print_error(f"- {line}", bold=False)
        output.new_line()


class Only(_DirectImports):
    """The importers import nothing but themselves, the standard library and what is listed."""

    type_name = "only"
    importers = fields.SetField(subfield=fields.ModuleExpressionField())
    may_import = fields.SetField(subfield=fields.ModuleExpressionField())

    def forbidden(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        allowed = {module.name for module in self.modules_of(graph, "may_import")} | sys.stdlib_module_names
        for home in self.modules_of(graph, "importers"):
            for importer in {home.name, *graph.find_descendants(home.name)}:
                for imported in graph.find_modules_directly_imported_by(importer):
                    if not any(_lies_in(imported, package) for package in {home.name, *allowed}):
                        yield importer, imported


class AtHome(_DirectImports):
    """A module of a package is imported by that package; from elsewhere only by modules with one of the visitors' names."""

    type_name = "at_home"
    modules = fields.SetField(subfield=fields.ModuleExpressionField())
    visitors = fields.SetField(subfield=fields.StringField())

    def forbidden(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        visitors: set[str] = getattr(self, "visitors")  # noqa: B009 - on an instance it holds values, on the class the field
        for module in self.modules_of(graph, "modules"):
            for importer in graph.find_modules_that_directly_import(module.name):
                if not _lies_in(importer, module.parent.name) and importer.rpartition(".")[-1] not in visitors:
                    yield importer, module.name


def _lies_in(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")
