"""``python -m samspil``."""

import sys

from samspil.cli import main

if __name__ == "__main__":
    sys.exit(main())
