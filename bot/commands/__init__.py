"""What the commands of `klinik` do, one file for each thing; `bot/__main__.py` reads arguments."""
