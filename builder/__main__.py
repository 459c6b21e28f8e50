"""`python -m builder` is `fonds`."""

from builder.cli import main

# A process that a command starts reads this file again.
if __name__ == "__main__":
    main(prog_name="fonds")
