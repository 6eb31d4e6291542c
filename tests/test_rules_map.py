"""The map of the rules in docs/rules.md names what is there, in the order that imports keep."""

import re
import tomllib

from tests.conftest import ROOT

RULES = ROOT / "pipeline/rules"
MODULES = {
    path.relative_to(RULES).with_suffix("").as_posix().removesuffix("/__init__")
    for path in RULES.rglob("*.py")
} - {"__init__"}


def stages() -> dict[str, int]:
    """By module the stage under which the map has it."""
    text = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    section = text.partition("\n## Where what is read\n")[2].partition("\n## ")[0]
    found: dict[str, int] = {}
    stage = 0
    for line in section.splitlines():
        if heading := re.match(r"\*\*(\d+)\. ", line):
            stage = int(heading[1])
        if module := re.match(r"- `([\w/]+)`: \S", line):
            assert module[1] not in found, f"{module[1]} stands twice"
            found[module[1]] = stage
    return found


def test_the_map_of_the_rules_names_each_module_once() -> None:
    assert sorted(stages()) == sorted(MODULES)


def test_the_stages_of_the_map_are_those_of_the_import_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = next(
        one["layers"]
        for one in contracts["contracts"]
        if one.get("containers") == ["pipeline.rules"]
    )
    stage = stages()
    assert layers[0] == "draft"  # it calls all stages
    below = [{stage[module] for module in layer.split(" | ")} for layer in layers[1:]]
    assert all(len(layer) == 1 for layer in below)
    order = [layer.pop() for layer in below]
    assert order == sorted(order, reverse=True)


def test_each_module_of_the_rules_has_tests_under_its_name() -> None:
    """`meetings/calls` in test_rules_meetings_calls.py, or in a file whose head says "Also: …"."""
    found: set[str] = set()
    for path in sorted((ROOT / "tests").glob("test_rules_*.py")):
        text = path.read_text(encoding="utf-8")
        heads = re.findall(r'^"""`([\w/]+)`: ', text)
        if heads:
            assert path.stem == f"test_rules_{heads[0].replace('/', '_')}"
        also = re.search(r"^Also: (.*)\.$", text, re.MULTILINE)
        found.update(heads, re.findall(r"`([\w/]+)`", also[1] if also else ""))
    assert found == MODULES
