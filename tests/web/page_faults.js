// What is wrong with a page that axe does not look for. An object with one function for each way
// of meeting the page; each answers with sentences.
({
  // With scripts: one heading, no dead ends within the page, the keyboard.
  withScripts() {
    const said = [...(window.refused || [])];
    const heads = [...document.querySelectorAll("h1")].filter(this.isSeen);
    if (heads.length !== 1) said.push(`${heads.length} headings of the first rank`);
    const ids = new Set();
    for (const one of document.querySelectorAll("[id]")) {
      if (ids.has(one.id)) said.push(`two elements are called ${one.id}`);
      ids.add(one.id);
    }
    for (const one of document.querySelectorAll("a[href^='#']")) {
      const wanted = decodeURIComponent(one.hash.slice(1));
      if (wanted && !ids.has(wanted)) said.push(`nothing on the page is called #${wanted}`);
    }
    for (const one of document.querySelectorAll(this.controls)) said.push(...this.byKeyboard(one));
    return said;
  },

  // Without scripts: all that is shown can be used.
  plainly() {
    const said = [];
    if (![...document.querySelectorAll("h1")].some(this.isSeen)) said.push("no heading");
    for (const form of document.forms) {
      const seen = [...form.elements].filter(this.isSeen);
      const typed = seen.some((one) => one.matches("input, select, textarea"));
      const sends = seen.some((one) => one.matches("button:not([type=button]), [type=submit]"));
      const name = this.name(form);
      const action = new URL(form.getAttribute("action") || "", location);
      if (typed && !sends) said.push(`a form that nothing sends: ${name}`);
      if (action.origin !== location.origin) said.push(`a form that goes elsewhere: ${name}`);
      if (form.method === "post" && !form.elements.csrfmiddlewaretoken) {
        said.push(`a form without its mark: ${name}`);
      }
    }
    for (const one of document.querySelectorAll("button[type=button]")) {
      if (this.isSeen(one)) said.push(`a button that does nothing: ${this.name(one)}`);
    }
    return said;
  },

  controls:
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']",

  byKeyboard(control) {
    if (!this.isSeen(control) || control.disabled || control.closest("[aria-hidden=true]")) return [];
    if (control.tabIndex < 0) return [`no way by keyboard to ${this.name(control)}`];
    const before = this.looks(control);
    control.focus({ focusVisible: true, preventScroll: true });
    const focused = document.activeElement === control;
    const after = this.looks(control);
    control.blur();
    if (!focused) return [`cannot be focused: ${this.name(control)}`];
    return before === after ? [`does not show that it is focused: ${this.name(control)}`] : [];
  },

  looks(control) {
    const label = control.nextElementSibling;
    const isBox = control.matches("[type=radio], [type=checkbox]") && label;
    return this.drawn(control) + (isBox ? this.drawn(label, "::before") : "");
  },

  drawn(element, part) {
    const style = getComputedStyle(element, part);
    return [
      style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow,
      style.backgroundColor, style.borderBottomWidth, style.borderColor,
    ].join();
  },

  isSeen: (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }),

  name: (element) => element.outerHTML.slice(0, 140).replace(/\s+/g, " "),
});
