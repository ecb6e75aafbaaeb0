export { default as RelationshipMap } from './PreloadedMap.svelte';
