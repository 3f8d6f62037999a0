"""An independent BPMN engine (SpiffWorkflow) that says which steps a BPMN file lets one do, and when it is finished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState


def parsed(xml: bytes) -> BpmnProcessSpec:
    """The engine's own reading of the file's process."""
    parser = BpmnParser()
    parser.add_bpmn_str(xml)
    return parser.get_spec("process")


class Run:
    """One case in the engine; `given` are the values of the file's variables."""

    def __init__(self, spec: BpmnProcessSpec, given: dict[str, object]) -> None:
        self.workflow = BpmnWorkflow(spec)
        self.workflow.set_data(**given)
        self.workflow.task_tree.data.update(given)
        self.workflow.do_engine_steps()

    def offers(self) -> set[str]:
        """The ids of the user tasks that can be done now."""
        return {task.task_spec.bpmn_id for task in self._waiting()}

    def do(self, task_id: str) -> None:
        """Complete one user task and let the engine go on as far as it can."""
        (task,) = [task for task in self._waiting() if task.task_spec.bpmn_id == task_id]
        task.run()
        self.workflow.do_engine_steps()

    def is_finished(self) -> bool:
        """Whether the engine holds the case as completed."""
        return self.workflow.is_completed()

    def times_ended(self) -> int:
        """How often the end event was reached."""
        return len(list(self.workflow.get_tasks(spec_name="end", state=TaskState.COMPLETED)))

    def _waiting(self) -> list[object]:
        return list(self.workflow.get_tasks(state=TaskState.READY, manual=True))


def sequences(
    spec: BpmnProcessSpec, given: dict[str, object], done: Sequence[str] = ()
) -> Iterator[tuple[str, ...]]:
    """Every complete sequence of user tasks the engine allows after `done`, each prefix replayed from the start."""
    run = Run(spec, given)
    for task_id in done:
        run.do(task_id)
    if run.is_finished():
        yield tuple(done)
    for task_id in sorted(run.offers()):
        yield from sequences(spec, given, [*done, task_id])
