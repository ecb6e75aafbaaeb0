export { default as RelationshipMap } from './ReadyMap.svelte';
