/** The next button in the section: it gets the focus when the item of this button is removed. */
export function nextButton(button: Element): HTMLElement | undefined {
  const buttons = [...(button.closest('section')?.querySelectorAll('button') ?? [])];
  return buttons[buttons.findIndex((it) => it === button) + 1];
}
