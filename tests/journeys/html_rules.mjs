// The HTML standard, accessibility, and what belongs to a whole document. What is left out, and why:
export default {
  root: true,
  elements: ["html5"],
  extends: ["html-validate:standard", "html-validate:a11y", "html-validate:document"],
  rules: {
    // Advice, not the standard: a button without a type sends its form, which is what ours are for.
    "no-implicit-button-type": "off",
    // Nothing is fetched from elsewhere, and the content policy refuses it: a hash of our own file proves nothing.
    "require-sri": "off",
    // Advice as well: a table that scrolls is a named region of its own inside the section that heads it.
    "prefer-native-element": "off",
  },
};
