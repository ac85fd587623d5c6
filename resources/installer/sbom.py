"""The bill of materials (SBOM) of a built program: CycloneDX 1.6, ECMA-424. The same program gives the same bytes."""

from __future__ import annotations

import platform
import subprocess
import sys
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import Distribution
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.dependency import Dependency
from cyclonedx.model.license import License, LicenseAcknowledgement
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from resources.installer.contents import INSIDE, SBOM
from resources.installer.needed import needed
from resources.licences.parts import ICONS, OURS, licence_of

_NATIVE = {b"\x7fELF", b"MZ\x90\x00"}
_ABOUT_SQLCIPHER = (
    "from sqlcipher3 import dbapi2 as d; c = d.connect(':memory:'); c.execute(\"PRAGMA key = 'k'\"); "
    "print(c.execute('PRAGMA cipher_version').fetchone()[0]); print(d.sqlite_version)"
)
_ABOUT_OPENSSL = (
    "from cryptography.hazmat.backends.openssl.backend import backend; print(backend.openssl_version_text())"
)


def write_sbom(program: Path, root: Path, version: str, epoch: int) -> Path:
    """Into the program's folder: every package, what they carry compiled in, and each native file with its SHA-256."""
    target = program / INSIDE / SBOM
    target.write_text(sbom(program, root, version, epoch), "utf-8")
    return target


def sbom(program: Path, root: Path, version: str, epoch: int) -> str:
    """As JSON. `epoch`: the moment it is of, in seconds since 1970."""
    packages = needed(root)
    of_package = {name: _of_package(name, package) for name, package in packages.items()}
    ours = Component(
        name=OURS, version=version, type=ComponentType.APPLICATION, bom_ref=OURS, licenses=[_licence("Apache-2.0")]
    )
    carried = [*_compiled_in(packages), *_files(program)]
    bom = Bom(
        components=[*of_package.values(), *carried],
        metadata=BomMetaData(component=ours, timestamp=datetime.fromtimestamp(epoch, UTC)),
        dependencies=_dependencies(ours, of_package, packages, carried),
    )
    bom.serial_number = uuid5(NAMESPACE_URL, "\n".join([f"{OURS} {version} {epoch}", *map(_key, bom.components)]))
    return JsonV1Dot6(bom).output_as_string(indent=1) + "\n"


def _of_package(name: str, package: Distribution) -> Component:
    version = package.version
    said = _licence(licence_of(package))
    return Component(
        name=name,
        version=version,
        bom_ref=f"pypi:{name}",
        purl=PackageURL("pypi", None, name, version),
        licenses=[said],
    )


def _compiled_in(packages: dict[str, Distribution]) -> list[Component]:
    """What lies inside of others' files and has its own flaws to hear of."""
    cipher, sqlite = _ask(_ABOUT_SQLCIPHER)
    openssl = _ask(_ABOUT_OPENSSL)[0].split()[1]
    qt = packages["pyside6-essentials"].version
    told = (
        ("CPython", platform.python_version(), "PSF-2.0"),
        ("Qt", qt, "LGPL-3.0-only"),
        ("OpenCV", packages["opencv-python-headless"].version.rpartition(".")[0], "Apache-2.0"),
        ("SQLCipher", cipher.split()[0], "BSD-3-Clause"),
        ("SQLite", sqlite, "blessing"),
        ("OpenSSL", openssl, "Apache-2.0"),
        ICONS,
    )
    return [
        Component(name=name, version=version, bom_ref=f"carried:{name}", licenses=[_licence(licence)])
        for name, version, licence in told
    ]


def _ask(script: str) -> list[str]:
    """What a library says of itself; asked in a process of its own, so that nothing here opens a database."""
    command = [sys.executable, "-c", script]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603


def _files(program: Path) -> list[Component]:
    """Every library and program that the system loads."""
    found = []
    for file in sorted(path for path in program.rglob("*") if path.is_file() and not path.is_symlink()):
        data = file.read_bytes()
        if data[:4] in _NATIVE:
            name = file.relative_to(program).as_posix()
            proof = HashType(alg=HashAlgorithm.SHA_256, content=sha256(data).hexdigest())
            found.append(Component(name=name, type=ComponentType.FILE, bom_ref=f"file:{name}", hashes=[proof]))
    return found


def _dependencies(
    ours: Component, of_package: dict[str, Component], packages: dict[str, Distribution], carried: list[Component]
) -> list[Dependency]:
    def on(names: set[str]) -> list[Dependency]:
        return [Dependency(of_package[name].bom_ref) for name in sorted(names & of_package.keys())]

    asked = {name: _asked_by(package) for name, package in packages.items()}
    direct = of_package.keys() - set().union(*asked.values())
    all_else = [Dependency(each.bom_ref) for each in carried]
    return [
        Dependency(ours.bom_ref, on(direct) + all_else),
        *(Dependency(of_package[name].bom_ref, on(names)) for name, names in asked.items()),
    ]


def _asked_by(package: Distribution) -> set[str]:
    wanted = [Requirement(line) for line in package.requires or ()]
    return {canonicalize_name(one.name) for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""})}


def _licence(said: str) -> License:
    return LicenseFactory().make_from_string(said, license_acknowledgement=LicenseAcknowledgement.DECLARED)


def _key(component: Component) -> str:
    return f"{component.bom_ref.value} {component.version} {','.join(each.content for each in component.hashes)}"
