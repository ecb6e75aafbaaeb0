interface Named {
  code: string;
  display_name?: string | null;
}

/** The name of a client as the screen shows it; the code where there is none. */
export const clientName = (client: Named): string => client.display_name ?? client.code;
