export { ask, events } from './backend';
export type * from './backend';
export { Attempt } from './attempt.svelte';
export { Draft, type DraftState } from './draft.svelte';
export { drafts } from './drafts';
export { Fault, faultOf, type ErrorCode } from './fault';
export { Live } from './live.svelte';
export { Parked } from './parked.svelte';
export { saves } from './saves.svelte';
