"""The Slack edge: the only place that knows Bolt, Slack's clients and Slack's events."""
