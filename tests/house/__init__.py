"""What tests stand on: a real cluster, databases built by the real migrations, real tokens, running services."""
