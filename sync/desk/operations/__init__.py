"""What staff do, one verb a file. Each is one transaction; none of them touches the network."""
