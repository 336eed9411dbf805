"""Pictures of diagrams as a browser draws them: `python -m tools.picture FILE.bpmn OUT.png [scale]`.

bpmn-js in headless Chromium with our fonts and our Thai line breaks; nothing is fetched from elsewhere.
"""

import json
import mimetypes
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

STATIC = Path(__file__).resolve().parents[1] / "app" / "web" / "static"
CHROMIUM = "/usr/bin/chromium"
ADDRESS = "http://diagram.invalid/"
PAGE = """<!doctype html><meta charset="utf-8">
<link rel="stylesheet" href="vendor/bpmn-js/dist/assets/diagram-js.css">
<link rel="stylesheet" href="vendor/bpmn-js/dist/assets/bpmn-js.css">
<style>@font-face{font-family:Sarabun;src:url(fonts/sarabun-400.woff2)}body{margin:0}#canvas{height:100vh}</style>
<div id="canvas"></div>
<script src="vendor/bpmn-js/dist/bpmn-navigated-viewer.production.min.js"></script>
<script type="module">
import { textRenderer, thaiText } from "./js/thai-text.js";
const habits = await (await fetch("thai-words.json")).json();
await document.fonts.load("14px Sarabun", "ก");
const viewer = new BpmnJS({ container: "#canvas", textRenderer, additionalModules: [thaiText(habits)] });
window.show = async (xml) => {
  const { warnings } = await viewer.importXML(xml);
  const { inner } = viewer.get("canvas").viewbox();
  return { warnings: warnings.map((w) => w.message), inner };
};
window.fit = () => { viewer.get("canvas").resized(); viewer.get("canvas").zoom("fit-viewport"); };
window.ready = true;
</script>"""


def answer(route) -> None:
    """Serve the page and our static files from disk."""
    path = route.request.url.removeprefix(ADDRESS)
    if not path:
        return route.fulfill(body=PAGE, content_type="text/html")
    file = (STATIC / path).resolve()
    if not file.is_file() or STATIC not in file.parents:
        return route.fulfill(status=404, body="")
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return route.fulfill(body=file.read_bytes(), content_type=kind)


def take(source: Path, target: Path, scale: float = 1.0) -> list[str]:
    """Draw a BPMN file into a PNG; returns the warnings of the import."""
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(device_scale_factor=scale)
        page.route(ADDRESS + "**", answer)
        page.goto(ADDRESS)
        while not page.evaluate("window.ready === true"):
            page.wait_for_timeout(50)
        shown = page.evaluate(f"window.show({json.dumps(source.read_text(encoding='utf-8'))})")
        inner = shown["inner"]
        size = {"width": int(inner["width"]) + 60, "height": int(inner["height"]) + 60}
        page.set_viewport_size(size)
        page.evaluate("window.fit()")
        page.screenshot(path=str(target))
        browser.close()
    return shown["warnings"]


def main(arguments: list[str]) -> int:
    """Command line; returns the exit code."""
    if len(arguments) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    warnings = take(Path(arguments[0]), Path(arguments[1]), float(arguments[2]) if arguments[2:] else 1.0)
    print("\n".join(warnings) or f"drawn into {arguments[1]}")
    return 1 if warnings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
