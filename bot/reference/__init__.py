"""Kubernetes itself: the API's fields, manifests with parameters, and the review of a manifest."""
