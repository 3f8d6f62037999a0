"""`python -m jianzheng.cli` is the `jianzheng` command."""

import sys

from jianzheng.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
