"""The peers doing our process: SpiffWorkflow (a row a case, the instance as JSON) and viewflow (its own tables, Django's ORM).

Both know only who may do what next; no clocks, no permissions, no chain of hashes. This file is read by Python of another
environment too (viewflow is AGPL: measured here, never shipped), so it imports nothing of ours.
"""

from __future__ import annotations

import sys
import types
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

PRAGMAS = "pragma journal_mode=wal; pragma synchronous=normal; pragma wal_autocheckpoint=32000; pragma cache_size=-65536"
"""As ours: see config/environment.py."""
FOUR = ("d1", "d2", "d3", "d4")


def tasks(extra: int) -> tuple[str, ...]:
    """The tasks of a case in the order they are done; `extra` more stand in a row before the decision."""
    return ("accept", "check", *FOUR, *(f"x{n}" for n in range(extra)), "decide", "issue", "deliver")


class Spiff:
    """As a stateless web server would: read the instance, complete a task, write the instance."""

    def __init__(self, url: str, extra: int, fresh: bool) -> None:
        from SpiffWorkflow.bpmn import BpmnWorkflow
        from SpiffWorkflow.bpmn.parser import BpmnParser
        from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
        from SpiffWorkflow.util.task import TaskState

        self.made, self.ready, self.serializer = BpmnWorkflow, TaskState.READY, BpmnWorkflowSerializer()
        parser = BpmnParser()
        parser.add_bpmn_str(_bpmn(extra).encode())
        self.spec, self.names = parser.get_spec("p"), tasks(extra)
        self.mark, self.body = ("%s", "body::text") if url.startswith("postgres") else ("?", "body")
        self.line = _line(url)
        if fresh:
            id, body = ("bigserial", "jsonb") if self.mark == "%s" else ("integer", "text")
            self.line.execute(f"create table wf(id {id} primary key, done bool, body {body})")

    def start(self) -> int:
        flow = self.made(self.spec)
        flow.do_engine_steps()
        query = f"insert into wf(done, body) values({self.mark}, {self.mark}) returning id"
        return int(self.line.execute(query, (False, self.serializer.serialize_json(flow))).fetchone()[0])

    def step(self, case: int, place: int) -> None:
        query = f"select {self.body} from wf where id={self.mark}"
        flow = self.serializer.deserialize_json(self.line.execute(query, (case,)).fetchone()[0])
        name = self.names[place]
        next(t for t in flow.get_tasks(state=self.ready, manual=True) if t.task_spec.name == name).run()
        flow.do_engine_steps()
        query = f"update wf set done={self.mark}, body={self.mark} where id={self.mark}"
        self.line.execute(query, (flow.completed, self.serializer.serialize_json(flow), case))

    def finished(self) -> int:
        return int(self.line.execute("select count(*) from wf where done").fetchone()[0])


def _line(url: str) -> Any:
    if url.startswith("postgres"):
        import psycopg

        return psycopg.connect(url, autocommit=True, options="-c jit=off")
    import sqlite3

    line = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=20)
    line.executescript(PRAGMAS)
    return line


def _bpmn(extra: int) -> str:
    """accept, check, four in parallel, `extra` in a row, decide, issue, deliver."""
    tail = [name for name in tasks(extra) if name not in ("accept", "check", *FOUR)]
    pairs = [("start", "accept"), ("accept", "check"), ("check", "split")]
    pairs += [pair for name in FOUR for pair in (("split", name), (name, "join"))]
    pairs += list(zip(["join", *tail], [*tail, "end"], strict=True))
    nodes = ['<startEvent id="start"/>', '<endEvent id="end"/>']
    nodes += ['<parallelGateway id="split"/>', '<parallelGateway id="join"/>']
    nodes += [f'<manualTask id="{name}" name="{name}"/>' for name in tasks(extra)]
    nodes += [f'<sequenceFlow id="f{n}" sourceRef="{a}" targetRef="{b}"/>' for n, (a, b) in enumerate(pairs)]
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">'
        f'<process id="p" isExecutable="true">{"".join(nodes)}</process></definitions>'
    )


class Viewflow:
    """Handle nodes with Split and Join; the process locked as its documents say for PostgreSQL."""

    def __init__(self, url: str, extra: int, fresh: bool) -> None:
        _django(url, fresh)
        from viewflow import this
        from viewflow.workflow import flow, lock

        home = sys.modules["viewflow.bench"] = types.ModuleType("viewflow.bench")
        body: dict[str, Any] = {"__module__": home.__name__, "start": flow.StartHandle().Next(this.accept)}
        body["lock_impl"] = lock.SelectForUpdateLock() if url.startswith("postgres") else lock.NoLock()
        chain = [name for name in tasks(extra) if name not in FOUR]
        after = {name: following for name, following in zip(chain, [*chain[1:], "end"], strict=True)}
        join = after["check"]
        after |= {"check": "split"} | dict.fromkeys(FOUR, "join")
        for name, following in after.items():
            body[name] = flow.Handle().Next(getattr(this, following))
        split = flow.Split()
        for name in FOUR:
            split = split.Next(getattr(this, name))
        body |= {"split": split, "join": flow.Join().Next(getattr(this, join)), "end": flow.End()}
        self.flow = home.Bench = type("Bench", (flow.Flow,), body)  # type: ignore[attr-defined]
        self.names = tasks(extra)

    def start(self) -> int:
        return int(self.flow.start.run().pk)

    def step(self, case: int, place: int) -> None:
        node = getattr(self.flow, self.names[place])
        node.run(self.flow.task_class.objects.get(process_id=case, flow_task=node))

    def finished(self) -> int:
        return int(self.flow.process_class.objects.filter(status="DONE").count())


def _django(url: str, fresh: bool) -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    if url.startswith("postgres"):
        parts = urlsplit(url)
        base: dict[str, Any] = {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "HOST": parse_qs(parts.query)["host"][0],
            "USER": parts.username,
            "CONN_MAX_AGE": None,
            "OPTIONS": {"options": "-c jit=off"},
        }
    else:
        options = {"init_command": PRAGMAS, "transaction_mode": "IMMEDIATE", "timeout": 20}
        name = url.removeprefix("sqlite:///")
        base = {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": options}
    apps = ["django.contrib.auth", "django.contrib.contenttypes", "viewflow", "viewflow.workflow"]
    settings.configure(
        SECRET_KEY="bench",
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DATABASES={"default": base},
        INSTALLED_APPS=apps,
    )
    django.setup()
    if fresh:
        call_command("migrate", verbosity=0)
