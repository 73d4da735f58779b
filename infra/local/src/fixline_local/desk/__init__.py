"""The whole desk on one machine: which processes there are, where they listen, and who keeps them alive."""
