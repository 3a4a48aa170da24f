"""The wire of commissioning: one module per room, named like the room."""
