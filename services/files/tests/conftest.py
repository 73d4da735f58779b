import pytest

from files_testing.world import FileMaker, World, world_on
from fixline_testing.clock import SteppingClock


@pytest.fixture
def clock() -> SteppingClock:
    return SteppingClock()


@pytest.fixture
def world(clock: SteppingClock) -> World:
    return world_on(clock)


@pytest.fixture
def a_file(clock: SteppingClock) -> FileMaker:
    return FileMaker(clock)
