"""Works through jobs: in a pool of processes beside the server, or as workers of a broker on any machine."""
