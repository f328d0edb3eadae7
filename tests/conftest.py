"""What holds for all tests: how long an example takes is measured by the benchmarks, not by hypothesis."""

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
