"""The wire of offender_mgmt: one module per room, named like the room."""
