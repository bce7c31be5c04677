"""Initiatives: what is carried out, alone or together, each member at its own pace."""
