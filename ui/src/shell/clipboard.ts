type Field = HTMLInputElement | HTMLTextAreaElement;

/** Whether something can be copied: a text is selected. Nobody copies a passphrase out of its field. */
export function canCopy(field: Field): boolean {
  if (field.type === 'password') return false;
  // Fields of numbers and dates do not say whether something is selected in them.
  return field.selectionStart === null || field.selectionStart !== field.selectionEnd;
}

export const canWrite = (field: Field): boolean => !field.readOnly && !field.disabled;

/** Pastes as if it were typed, so that it is saved and can be undone. False where the system lets no page read. */
export async function paste(field: Field): Promise<boolean> {
  if (document.execCommand('paste')) return true;
  const text = await navigator.clipboard?.readText().catch(() => null);
  if (text == null) return false;
  field.focus();
  return document.execCommand('insertText', false, text);
}
