export { default as RelationshipMap } from './Map.svelte';
export { prepared } from './prepared';
