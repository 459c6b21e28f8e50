"""What the arguments of several commands are, and how their examples stand in the help."""

from pathlib import Path

import click

ExistingPath = click.Path(exists=True, path_type=Path)
SiteFolder = click.Path(exists=True, file_okay=False, path_type=Path)


def examples(*lines: str) -> str:
    """What stands below the help of a command; the sign keeps click from filling the lines."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])
