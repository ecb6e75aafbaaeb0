export { default as RelationshipMap } from './Map.svelte';
