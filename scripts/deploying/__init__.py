"""What holds for everything in deploy/: each module answers the faults that it finds, one sentence for each."""
