"""The look: one frame for every page, the parts pages are made of, styles, scripts. It names no page."""
