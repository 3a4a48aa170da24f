"""The wire of interventions: one module per room, named like the room."""
