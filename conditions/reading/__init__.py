"""How a guide is shown, for every room that readers enter: names, drawings, texts as HTML, the frame of a page."""
