"""Types and docstrings: the stub says what the native module has, and every public thing is typed and documented."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tinsach
from tinsach import _native

PACKAGE = Path(tinsach.__file__).parent
HERE = Path(__file__).parent
CONFIG = HERE.parent / "pyproject.toml"
STUB = PACKAGE / "_native.pyi"
needs_mypy = pytest.mark.skipif(importlib.util.find_spec("mypy") is None, reason="mypy is not installed")
# What the modules of the package need to be imported, and so to be checked.
ADAPTERS = {
    "tinsach.compat.trafilatura": [],
    "tinsach.datatrove": ["datatrove", "pyarrow"],
    "tinsach.spark": ["pyspark", "pyarrow"],
    "tinsach.ray": ["ray", "pyarrow"],
}


def stub_definitions() -> dict[str, ast.stmt]:
    """Return what the stub declares at the top, by name."""
    found: dict[str, ast.stmt] = {}
    for node in ast.parse(STUB.read_text(encoding="utf-8")).body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            found[node.name] = node
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found[node.target.id] = node
    return found


def is_hidden(name: str) -> bool:
    return name.startswith("_")


def declared(node: ast.FunctionDef) -> list[tuple[str, Any, bool]]:
    """Return name, kind and whether there is a default of each argument that the stub declares, without ``self``."""
    args, kinds = node.args, inspect.Parameter
    positional = [*args.posonlyargs, *args.args]
    first_default = len(positional) - len(args.defaults)
    found = [
        (
            arg.arg,
            kinds.POSITIONAL_ONLY if arg in args.posonlyargs else kinds.POSITIONAL_OR_KEYWORD,
            place >= first_default,
        )
        for place, arg in enumerate(positional)
    ]
    found += [(args.vararg.arg, kinds.VAR_POSITIONAL, False)] if args.vararg else []
    found += [
        (arg.arg, kinds.KEYWORD_ONLY, default is not None)
        for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True)
    ]
    found += [(args.kwarg.arg, kinds.VAR_KEYWORD, False)] if args.kwarg else []
    return [argument for argument in found if argument[0] not in ("self", "cls")]


def actual(function: Any) -> list[tuple[str, Any, bool]]:
    """Return the same of what is there."""
    parameters = inspect.signature(function).parameters.values()
    found = [(p.name, p.kind, p.default is not p.empty) for p in parameters]
    return [argument for argument in found if argument[0] not in ("self", "cls")]


def native_functions() -> Iterator[tuple[str, ast.FunctionDef, Any]]:
    """Yield each function and method of the stub with what it is in the module."""
    for name, node in stub_definitions().items():
        if isinstance(node, ast.FunctionDef):
            yield name, node, getattr(_native, name)
        if isinstance(node, ast.ClassDef):
            for member in node.body:
                if not isinstance(member, ast.FunctionDef) or (is_hidden(member.name) and member.name != "__new__"):
                    continue
                if not any(isinstance(mark, ast.Name) and mark.id == "property" for mark in member.decorator_list):
                    yield f"{name}.{member.name}", member, getattr(getattr(_native, name), member.name)


def test_package_is_marked_as_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()


def test_stub_has_the_names_of_the_module() -> None:
    there = {name for name in vars(_native) if not is_hidden(name)}
    assert there, "an empty module would agree with an empty stub"
    assert {name for name in stub_definitions() if not is_hidden(name)} == there


def test_stub_has_the_members_of_each_class() -> None:
    classes = {name: node for name, node in stub_definitions().items() if isinstance(node, ast.ClassDef)}
    assert classes
    for name, node in classes.items():
        said = {member.name for member in node.body if isinstance(member, ast.FunctionDef)}
        said |= {m.target.id for m in node.body if isinstance(m, ast.AnnAssign) and isinstance(m.target, ast.Name)}
        there = {member for member in vars(getattr(_native, name)) if not is_hidden(member)}
        assert {member for member in said if not is_hidden(member)} == there, name


def test_stub_has_the_signatures_of_the_module() -> None:
    checked = 0
    for name, node, function in native_functions():
        if node.name == "__new__":
            function = getattr(_native, name.partition(".")[0])
        assert declared(node) == actual(function), name
        checked += 1
    assert checked


def test_stub_is_typed() -> None:
    for name, node, _ in native_functions():
        assert node.returns is not None, name
        for arg in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]:
            assert arg.annotation is not None or arg.arg in ("self", "cls"), f"{name}: {arg.arg}"


def mypy(*arguments: str) -> subprocess.CompletedProcess[str]:
    # From a folder without the package's source, so that what is checked is what is imported.
    return subprocess.run([sys.executable, "-m", *arguments], cwd=HERE, capture_output=True, text=True, check=False)


@needs_mypy
def test_stubtest_finds_nothing() -> None:
    done = mypy("mypy.stubtest", "--mypy-config-file", str(CONFIG), "tinsach._native")
    assert done.returncode == 0, done.stdout + done.stderr


@needs_mypy
def test_package_passes_mypy_strict() -> None:
    done = mypy("mypy", "--strict", "--config-file", str(CONFIG), "-p", "tinsach")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Success" in done.stdout


def public_things(module: Any) -> Iterator[tuple[str, Any]]:
    """Yield the public functions, classes and members of classes of a module, as its ``__all__`` lists them."""
    for name in module.__all__:
        thing = getattr(module, name)
        if not callable(thing):
            continue
        yield name, thing
        if inspect.isclass(thing):
            for member, value in vars(thing).items():
                if not is_hidden(member) and (
                    inspect.isroutine(value) or isinstance(value, (property, classmethod, staticmethod))
                ):
                    yield f"{name}.{member}", value


def test_public_things_are_documented_and_typed() -> None:
    seen = 0
    for path, needs in {"tinsach": [], **ADAPTERS}.items():
        # A package that is not there, or that fails when it is imported, leaves nothing to look at.
        if (
            any(importlib.util.find_spec(package) is None for package in needs)
            or importlib.util.find_spec(path) is None
        ):
            continue
        module = importlib.import_module(path)
        assert module.__doc__, path
        for name, thing in public_things(module):
            seen += 1
            assert inspect.getdoc(thing), f"{path}.{name} has no docstring"
            if inspect.isfunction(thing):
                untyped = [
                    p.name
                    for p in inspect.signature(thing).parameters.values()
                    if p.annotation is p.empty and p.name not in ("self", "cls")
                ]
                assert not untyped, f"{path}.{name}: {untyped}"
                assert inspect.signature(thing).return_annotation is not inspect.Signature.empty, f"{path}.{name}"
    assert seen > 20
