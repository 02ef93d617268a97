"""kill -9 at random moments of the route: nothing lost, nothing twice, the same records, byte for byte."""

import os
import random
from pathlib import Path

import pytest
from acceptance.kills import differences, moments, press_in_its_own_process, replay

TICKS = 5
ROUNDS = int(os.environ.get("WIREDESK_KILL_ROUNDS", "1"))
"""`WIREDESK_KILL_ROUNDS=20` gives over 200 kills."""
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1_800)]


def test_killed_at_random_the_route_comes_to_the_same_hub(tmp_path: Path) -> None:
    at = moments(TICKS)
    kills = 0
    with press_in_its_own_process() as (port, pipe):
        replay(tmp_path / "calm", pipe, port, at=at, chance=None)
        for number in range(ROUNDS):
            seed = random.SystemRandom().randrange(2**32)
            chance = random.Random(seed)
            folder = tmp_path / f"killed-{number}"
            killed = replay(folder, pipe, port, at=at, chance=chance)
            kills += killed
            print(f"seed {seed}: killed {killed} times")
            assert differences(tmp_path / "calm", folder) == (), f"seed {seed}, {killed} kills"
    assert kills >= ROUNDS
