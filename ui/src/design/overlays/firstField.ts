const fields = 'input:not([type=hidden], [readonly]), textarea:not([readonly]), select';

/** Puts the focus on the first field that can be filled in; without one on the dialog, where no key presses a button. */
export function focusFirstField(dialog: HTMLElement) {
  const open = [...dialog.querySelectorAll<HTMLInputElement>(fields)].filter(
    (one) => !one.matches(':disabled'),
  );
  const [first] = open;
  // A choice takes the focus at what is chosen.
  const chosen = open.find(({ type, name, checked }) => type === 'radio' && name === first?.name && checked);
  (chosen ?? first ?? dialog).focus();
}
