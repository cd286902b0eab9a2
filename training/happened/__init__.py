"""What has happened: sentences of our own with their verbs judged, and the fit of ``voices/happening.yaml`` on them."""
