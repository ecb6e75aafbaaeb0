/** The button after this one in its section: where the keyboard goes on when what this one belongs to is gone. */
export function nextButton(button: Element): HTMLElement | undefined {
  const buttons = [...(button.closest('section')?.querySelectorAll('button') ?? [])];
  return buttons[buttons.findIndex((it) => it === button) + 1];
}
