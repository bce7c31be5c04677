"""The look: one frame for every page, the parts pages are made of, styles and scripts. No word of what is governed."""
