"""The WSGI application that granian serves."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jianzheng.config.settings")
application = get_wsgi_application()
# What is loaded now stays as long as the process: the collector need not walk it again and again.
gc.freeze()
