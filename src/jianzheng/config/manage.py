"""Django's own commands (migrate, check …) with this house's settings; a refusal ends without a traceback."""

from __future__ import annotations

import os
import sys

from jianzheng.core.refusal import Refused


def main(argv: list[str] | None = None) -> int:
    """Run one Django command; answers the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jianzheng.config.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv if argv is None else ["manage", *argv])
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
