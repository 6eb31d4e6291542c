"""What the wheel carries, and that the locks fit it.

`make wheel-check` installs the wheel into an empty environment; here nothing is installed.
"""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NOTES = {"seeds/README.md"}
"""Files that stand beside bundled ones and stay in the tree."""
BUNDLED = {
    "prompts": "pipeline/_data/prompts",
    "seeds": "pipeline/_data/seeds",
    "cassettes/seeds": "pipeline/_data/cassettes/seeds",
}


def _files(folder: str) -> set[str]:
    """Paths of the files below a folder of the tree, relative to it, caches left out."""
    top = ROOT / folder
    return {
        path.relative_to(top).as_posix()
        for path in top.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def _pins(lock: str) -> dict[str, str]:
    """Name and version of every package of a lock."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", text, re.MULTILINE))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as it lies in an environment."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_wheel_carries_packages_and_demo_material_and_nothing_else(wheel: Path) -> None:
    expected = {
        f"{package}/{name}" for package in ("pipeline", "schemas") for name in _files(package)
    }
    for source, target in BUNDLED.items():
        bundled = {name for name in _files(source) if f"{source}/{name}" not in NOTES}
        expected |= {f"{target}/{name}" for name in bundled}
    with zipfile.ZipFile(wheel) as archive:
        carried = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert carried == expected


def test_wheel_carries_the_five_seeds_and_no_gold(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    seeds = [name for name in names if name.startswith("pipeline/_data/seeds/")]
    assert len(seeds) == 5
    assert all(name.endswith(".txt") for name in seeds)
    assert not [name for name in names if {"tests", "gold", "devset"} & set(Path(name).parts)]


def test_wheel_has_the_command_and_the_notes_on_licences(unpacked: Path) -> None:
    (info,) = unpacked.glob("summitry-*.dist-info")
    assert "summitry = pipeline.cli:main" in (info / "entry_points.txt").read_text(encoding="utf-8")
    for note in ("LICENSE", "seeds/README.md"):
        assert (info / "licenses" / note).read_bytes() == (ROOT / note).read_bytes()


def test_resources_of_the_wheel_are_found_without_the_tree(unpacked: Path, tmp_path: Path) -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(unpacked)!r})\n"
        "from pipeline.resources import resource\n"
        "print(resource('seeds', '000_757f6d78a35e0e24.txt'))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    found = Path(answer.stdout.strip())
    assert found.is_relative_to(unpacked / "pipeline" / "_data")
    assert found.read_bytes() == (ROOT / "seeds" / found.name).read_bytes()


def test_missing_resource_is_told_with_what_there_is() -> None:
    from pipeline.errors import ConfigurationError
    from pipeline.resources import resource

    with pytest.raises(
        ConfigurationError, match=r"no resource 'seeds/999\.txt'.*000_757f6d78a35e0e24"
    ):
        resource("seeds", "999.txt")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-core.lock"])
def test_lock_names_no_address_and_hashes_every_package(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index" not in text
    requirements = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    # One package may stand twice, for two versions of Python.
    assert {one.partition("==")[0] for one in requirements} == _pins(lock).keys()
    assert all("--hash=sha256:" in requirement for requirement in requirements)


def test_core_lock_is_part_of_the_full_lock() -> None:
    full, core = _pins("requirements.lock"), _pins("requirements-core.lock")
    assert core.items() <= full.items()
    assert "pytest" not in core
    assert {"instructor", "duckdb", "vcrpy"} <= core.keys()
