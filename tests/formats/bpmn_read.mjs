// Reads a BPMN file from standard input with bpmn-moddle, the reader of bpmn-js; prints warnings and counts as JSON.
import { BpmnModdle } from "bpmn-moddle";

let xml = "";
for await (const chunk of process.stdin.setEncoding("utf8")) xml += chunk;
const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
const types = {};
const flow = rootElement.rootElements.find((element) => element.$type === "bpmn:Process");
for (const element of flow.flowElements) types[element.$type] = (types[element.$type] ?? 0) + 1;
const drawn = rootElement.diagrams[0].plane.planeElement;
console.log(
  JSON.stringify({
    warnings: warnings.map((warning) => warning.message),
    types,
    lanes: flow.laneSets[0].lanes.map((lane) => [lane.name, lane.flowNodeRef.map((node) => node.id)]),
    unconnected: flow.flowElements.filter((e) => e.$type === "bpmn:SequenceFlow" && !(e.sourceRef && e.targetRef)).length,
    undrawn: drawn.filter((element) => !element.bpmnElement).length,
    drawn: drawn.length,
    conditions: flow.flowElements.flatMap((e) => (e.conditionExpression ? [e.conditionExpression.body] : [])),
    names: flow.flowElements.filter((e) => e.$type === "bpmn:UserTask").map((e) => e.name),
  }),
);
