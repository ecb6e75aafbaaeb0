import type { CommandError, ErrorCode } from '../../backend/backend';

interface Said {
  happened: string;
  doNext: string;
}

/** Every refusal the program can give: what happened, and what can be done now. */
export const errors: Partial<Record<ErrorCode, Said | ((error: CommandError) => Said)>> & {
  unexpected: Said;
} = {
  unexpected: {
    happened: 'Something went wrong inside Kith.',
    doNext: 'Nothing you saved is lost. Try again; if it happens once more, restart Kith.',
  },
};
