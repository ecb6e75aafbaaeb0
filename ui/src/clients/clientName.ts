interface Named {
  code: string;
  display_name?: string | null;
}

/** The name of a client as the screen shows it, or the code of a client without a name. */
export const clientName = (client: Named): string => client.display_name ?? client.code;
