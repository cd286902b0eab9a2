"""Pages for people, over the Python interface: the brief on two parties."""
