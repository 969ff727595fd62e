from hypothesis import settings

# A busy machine is no failure, and a red test is to be red again.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
