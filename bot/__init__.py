"""k8s-explainer-bot: explains Kubernetes from a reviewed knowledge base, in Slack and in the terminal."""

__all__ = ["__version__"]

__version__: str


def __getattr__(name: str) -> str:
    """Look the version up when somebody asks: parsing the metadata would cost each `ask` a tenth of its time."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - see above

    try:
        return version("k8s-explainer-bot")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0.0.0"
