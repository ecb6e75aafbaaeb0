import type { Component } from 'svelte';
import type { IconProps } from '@lucide/svelte';

/** Any icon of the one set in use. */
export type Icon = Component<IconProps>;
