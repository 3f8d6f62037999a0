"""What the studio's tests share: an engineer's client, and addresses of the shipped flows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

FILING = "/studio/process/kaifaqu-filing/filing/"
NANJING = "/studio/process/nanjing-2018/government-investment/"
LIMITS = "flow,seq,matter,department,promised_wd\n小店流程,1,登记,市监局,3\n小店流程,2,许可,卫健局,5\n"


@pytest.fixture
def engineer(signed_in: Callable[[str], Client]) -> Client:
    """The engineer of the cast, signed in."""
    return signed_in("engineer")


@pytest.fixture
def bring(engineer: Client) -> Callable[..., HttpResponse]:
    """`bring(("list.csv", "text"), …)`: upload files as the engineer."""

    def upload(*files: tuple[str, str | bytes]) -> HttpResponse:
        made = [SimpleUploadedFile(n, c.encode() if isinstance(c, str) else c) for n, c in files]
        return engineer.post("/studio/upload", {"files": made})

    return upload
