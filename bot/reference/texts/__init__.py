"""The rules behind `formats.FORMATS`, each module with its checks and, beside them, what people likely meant."""
