"""What the three services and their consumers share: the wire, reference data, the calendar, clients and the chassis."""
