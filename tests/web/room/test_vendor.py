"""Files of others are those that were looked at, each with its licence beside it."""

import hashlib
from importlib import resources

import pytest

VENDOR = resources.files("detente.web").joinpath("static/vendor")
PINNED = {
    "htmx.min.js": "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717",
    "echarts.min.js": "b66b25aeb4df84e33199dc21694014d336d222cbd9deb0e5a7c14bd6aa0d0fd0",
    "source-sans-3-latin-ext-wght-normal.woff2": "a85a7459bdb3cdc1136751e151a506bae653fc29ada3ca86237477df6f1b59e6",
    "source-sans-3-latin-wght-normal.woff2": "7a19a7027e125257d310c6dbd78ae3a30b5ea1e3794d60b12bb28227a003bfda",
    "source-serif-4-latin-ext-wght-normal.woff2": "d10ccbbd0dc4ebae2938958dc1f622a53460fe297e9c958564742dd684309c3f",
    "source-serif-4-latin-wght-italic.woff2": "b4f56ddc9873487f1c9a3ad5bbce31982fe89b951f57e4604f62b4c8a540fb19",
    "source-serif-4-latin-wght-normal.woff2": "382475f38242c52d42a3e5ff8dc69b5d73f10d0d21e4550b5fe232984688779a",
    "../../room/outlines.json": "3e587b48fa1b710936e4010419a644ed471fb15f2798c1465588d22c7ce22e72",
}


@pytest.mark.parametrize("name", PINNED)
def test_a_file_is_the_one_that_is_pinned(name):
    assert hashlib.sha256(VENDOR.joinpath(name).read_bytes()).hexdigest() == PINNED[name]


def test_every_file_is_pinned_and_licensed():
    names = {f.name for f in VENDOR.iterdir()}
    licences = {n for n in names if n.endswith((".LICENSE", ".NOTICE"))}
    assert names - licences - {"README.md"} == {n for n in PINNED if "/" not in n}
    assert {n.split(".")[0] for n in licences} == {"htmx", "echarts", "source-serif-4", "source-sans-3"}
