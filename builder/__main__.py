"""`python -m builder` is `fonds`."""

from builder.cli import main

main(prog_name="fonds")
