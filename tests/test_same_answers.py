"""The same seed gives the same chances on any machine: other processors are played by switching parts off."""

import os
import subprocess
import sys

import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

SAYS = """
import hashlib, json
from dataclasses import asdict
from decimal import Decimal
from forecasts.chances import chances
from forecasts.draws import whole
from forecasts.shipped import load_shipped_catalogue

catalogue = load_shipped_catalogue()
for update in filter(whole, catalogue.updates):
    law = catalogue.law(catalogue.election(update.election).law)
    for mass in (80, 100):
        said = chances(update.ranges, law, mass=Decimal(mass), draws=20_000, seed=5, unnamed=2)
        parties = {key: asdict(each) for key, each in said.parties.items()}
        rest = [asdict(said.rest), said.unnamed_enters, [asdict(each) for each in said.majorities]]
        print(update.forecaster, mass, hashlib.sha256(json.dumps([parties, rest]).encode()).hexdigest())
"""


@pytest.mark.parametrize(
    "machine",
    [
        {"NPY_DISABLE_CPU_FEATURES": " ".join(name for name in __cpu_dispatch__ if __cpu_features__[name])},
        {"OPENBLAS_CORETYPE": "Prescott", "OPENBLAS_NUM_THREADS": "1"},
        {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX,-AVX2,-FMA,-FMA4,-AVX512F"},
    ],
    ids=[
        "NumPy without the newer instructions",
        "another BLAS",
        "a C library without the newer instructions",
    ],
)
def test_the_same_seed_gives_the_same_answer_on_a_machine_of_another_kind(machine: dict[str, str]) -> None:
    def answers(more: dict[str, str]) -> list[str]:
        environment = os.environ | more
        command = [sys.executable, "-W", "ignore", "-c", SAYS]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        return done.stdout.splitlines()

    here = answers({})
    assert len(here) > 20
    assert answers(machine) == here
