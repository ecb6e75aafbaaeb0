interface Named {
  code: string;
  display_name?: string | null;
}

/** What a client is called on the screen: the name, else the code. */
export const called = (client: Named): string => client.display_name ?? client.code;
