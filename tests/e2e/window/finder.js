// Runs inside the page: finds controls as a screen reader would, by role and accessible name.
// Called with { role, name, exact, all }; gives { element, name } or null, or every visible name of that role. Unless
// `exact` is set, a part of the name is enough where no whole name matches.

const SELECTORS = {
  alert: '[role=alert]',
  button: 'button, [role=button], input[type=submit], summary',
  cell: 'td, [role=cell], [role=gridcell]',
  checkbox: 'input[type=checkbox], [role=checkbox]',
  combobox: 'select, [role=combobox]',
  dialog: 'dialog[open], [role=dialog], [role=alertdialog]',
  field:
    'input:not([type=checkbox]):not([type=radio]):not([type=submit]), textarea, select, [role=textbox], [role=combobox], [contenteditable=true]',
  group: 'fieldset, [role=group], [role=radiogroup]',
  heading: 'h1, h2, h3, h4, h5, h6, [role=heading]',
  image: 'img, [role=img], [role=graphics-symbol]',
  link: 'a[href], [role=link]',
  listitem: 'li, [role=listitem]',
  menuitem: '[role=menuitem], [role=menuitemradio]',
  option: 'option, [role=option]',
  radio: 'input[type=radio], [role=radio]',
  region: 'section, [role=region], main, nav, aside',
  row: 'tr, [role=row]',
  status: '[role=status], output',
  switch: '[role=switch]',
  tab: '[role=tab]',
};

const tidy = (text) => text.replace(/\s+/g, ' ').trim();

function visible(element) {
  const shown = element.matches('input[type=radio], input[type=checkbox]')
    ? (element.closest('label') ?? element)
    : element;
  return (
    shown.checkVisibility() &&
    shown.getClientRects().length > 0 &&
    !element.closest('[aria-hidden=true], [inert]')
  );
}

function textOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute('aria-hidden') === 'true') return '';
  if (node.hasAttribute('aria-label')) return node.getAttribute('aria-label');
  if (node.tagName === 'IMG') return node.alt;
  return Array.from(node.childNodes, textOf).join(' ');
}

function nameOf(element) {
  const pointed = element.getAttribute('aria-labelledby');
  if (pointed) {
    const parts = pointed.split(/\s+/).map((id) => document.getElementById(id));
    return tidy(parts.map((part) => (part ? textOf(part) : '')).join(' '));
  }
  if (element.hasAttribute('aria-label')) return tidy(element.getAttribute('aria-label'));
  if (element.labels?.length) return tidy(Array.from(element.labels, textOf).join(' '));
  if (element.matches('fieldset'))
    return tidy(textOf(element.querySelector('legend') ?? document.createElement('i')));
  const content = element.matches('input, textarea, select') ? '' : tidy(textOf(element));
  return content || element.getAttribute('title') || '';
}

const { role, name, exact, all } = arguments[0];
const found = Array.from(document.querySelectorAll(SELECTORS[role])).filter(visible);
// A dialog is in front: nothing behind it can be reached.
const front = found.filter((element) => element.closest('dialog:modal'));
const reachable = document.querySelector('dialog:modal') ? front : found;
if (all) return reachable.map(nameOf);
const same = (element) => nameOf(element) === name;
const alike = (element) => nameOf(element).toLowerCase().includes(name.toLowerCase());
const element = reachable.find(same) ?? (exact ? undefined : reachable.find(alike));
return element ? { element, name: nameOf(element) } : null;
