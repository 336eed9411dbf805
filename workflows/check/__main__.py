"""``python -m workflows.check FOLDER``: the check without the application around it."""

import sys

from workflows.check.report import main

sys.exit(main())
