"""One sentence served from court to settlement, walked through the running services over HTTP as their users would."""
