// Shows the BPMN file named by data-jz-diagram with bpmn-js.
(async () => {
  const place = document.querySelector("[data-jz-diagram]");
  const status = document.getElementById("diagram-status");
  try {
    const answer = await fetch(place.dataset.jzDiagram);
    if (!answer.ok) throw new Error(String(answer.status));
    const viewer = new window.BpmnJS({ container: place });
    const { warnings } = await viewer.importXML(await answer.text());
    const canvas = viewer.get("canvas");
    canvas.zoom("fit-viewport", "auto");
    if (canvas.zoom() < 0.5) canvas.zoom(0.5, { x: 0, y: 0 });
    place.dataset.jzReady = String(warnings.length);
  } catch (error) {
    status.textContent = document.documentElement.lang === "en"
      ? "The diagram cannot be shown; download the file instead." : "无法显示此图，请下载文件。";
    place.dataset.jzReady = "failed";
  }
})();
