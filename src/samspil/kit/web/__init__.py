"""The look: one frame for every page, the parts pages are made of, styles, scripts. It knows no page by name."""
