"""What turns labelled HTML pages into the forest that tells main text from the page around it."""
