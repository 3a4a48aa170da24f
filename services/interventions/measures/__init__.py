"""What the purchaser asks this service to count, with the events behind every figure."""
