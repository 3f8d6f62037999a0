"""Routes of the studio: one word, one page."""

from django.urls import include, path

from jianzheng.web.studio.bpmn import bpmn
from jianzheng.web.studio.condition import condition
from jianzheng.web.studio.decide import decide
from jianzheng.web.studio.edition import edition
from jianzheng.web.studio.export import export
from jianzheng.web.studio.frozen import freeze, frozen, frozen_file, frozen_log, recompute
from jianzheng.web.studio.matters import matters
from jianzheng.web.studio.process import process
from jianzheng.web.studio.processes import processes
from jianzheng.web.studio.proof import proof, proof_pdf
from jianzheng.web.studio.remove import remove
from jianzheng.web.studio.save import save
from jianzheng.web.studio.succession import proof_cases
from jianzheng.web.studio.template import template
from jianzheng.web.studio.upload import upload

app_name = "studio"
urlpatterns = [
    path("", processes, name="processes"),
    path("logs/", include("jianzheng.web.studio.logs.urls")),
    path("improve/", include("jianzheng.web.studio.improve.urls")),
    path("upload", upload, name="upload"),
    path("template.xlsx", template, name="template"),
    path("uploads/<int:upload_id>/remove", remove, name="remove"),
    path("editions/<int:edition_id>", edition, name="edition"),
    path("editions/<int:edition_id>/cases", proof_cases, name="proof_cases"),
    path("matters/<str:source>", matters, name="matters"),
    path("process/<str:source>/<str:process_id>/", process, name="process"),
    path("process/<str:source>/<str:process_id>/decide", decide, name="decide"),
    path("process/<str:source>/<str:process_id>/condition", condition, name="condition"),
    path("process/<str:source>/<str:process_id>/save", save, name="save"),
    path("process/<str:source>/<str:process_id>/proof", proof, name="proof"),
    path("process/<str:source>/<str:process_id>/proof.pdf", proof_pdf, name="proof_pdf"),
    path("process/<str:source>/<str:process_id>/freeze", freeze, name="freeze"),
    path("proofs/<int:proof_id>/", frozen, name="frozen"),
    path("proofs/<int:proof_id>/recompute", recompute, name="recompute"),
    path("proofs/<int:proof_id>/log-<int:log_id>.parquet", frozen_log, name="frozen_log"),
    path("proofs/<int:proof_id>/proof.<str:ending>", frozen_file, name="frozen_file"),
    path("process/<str:source>/<str:process_id>/bpmn", bpmn, name="bpmn"),
    path("process/<str:source>/<str:process_id>/export/<str:side>.<str:ending>", export, name="export"),
]
