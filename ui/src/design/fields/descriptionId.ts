/** The id of the error, or else of the hint, that `Labelled` shows under a control; undefined without both. */
export function descriptionId(control: string, hint?: string, error?: string | null): string | undefined {
  if (error) return `${control}-error`;
  return hint ? `${control}-hint` : undefined;
}
