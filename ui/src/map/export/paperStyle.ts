import type { Shape } from '../drawing/shapes';

/** The style of each shape on paper: the values of `map.css` on screen, in the light colours, on white. */
export interface PaperStyle {
  readonly fill?: string;
  readonly stroke?: string;
  readonly width?: number;
  readonly dash?: string;
  readonly opacity?: number;
  readonly bold?: boolean;
  readonly evenodd?: boolean;
  /** The margin of a text, so that a line beneath does not cross it. */
  readonly halo?: number;
}

const ink = '#24221e';
const quiet = '#5f5a51';
const line = '#d6cfc0';
const tie = '#8b8780';
const accent = '#1d625e';
const good = '#2c7a57';
const red = '#a93b2b';
export const paper = '#ffffff';

const styles: Readonly<Record<string, PaperStyle>> = {
  ring: { fill: paper, stroke: line, width: 1 },
  'ring ring-1': { fill: '#fbf1e2' },
  'ring ring-2': { fill: '#fbf5e9' },
  'ring ring-3': { fill: '#fdfaf4' },
  sector: { stroke: line, width: 1, dash: '1 5' },
  'place-name': { fill: quiet },
  household: { fill: accent, opacity: 0.12 },
  'household-edge': { stroke: accent, width: 1, dash: '6 4', opacity: 0.7 },
  together: { stroke: accent, width: 1.2, dash: '8 3 1.5 3' },
  tie: { stroke: tie, width: 1.5 },
  'tie supportive': { stroke: good, width: 3.4 },
  'tie distant': { dash: '5 6' },
  'tie strained': { stroke: red, width: 1.6 },
  'tie conflict': { stroke: red, width: 3 },
  'tie lost': { dash: '0 5.5', width: 2.2 },
  'tie unsaid': { dash: '0 3.5', width: 1.2 },
  head: { fill: tie },
  'head supportive': { fill: good },
  'head strained': { fill: red },
  'head conflict': { fill: red },
  ghost: { stroke: tie, width: 1, dash: '2 3', opacity: 0.75 },
  was: { stroke: quiet, width: 1.2, dash: '2 2.5' },
  way: { stroke: accent, width: 1.4 },
  'way-head': { fill: accent },
  clearing: { fill: paper },
  node: { fill: paper, stroke: quiet, width: 1.5 },
  'node supportive': { stroke: good },
  'node strained': { stroke: red },
  'node conflict': { stroke: red },
  focus: { stroke: '#b5843f', width: 1.75 },
  cross: { stroke: quiet, width: 1 },
  initial: { fill: ink, bold: true },
  halo: {},
  name: { fill: ink, bold: true, halo: 4 },
  relation: { fill: quiet, halo: 4 },
  client: { fill: accent },
  'client-name': { fill: paper, bold: true },
  slip: { fill: '#fffcf2', stroke: '#b5843f', width: 1 },
  'slip-text': { fill: ink },
  title: { fill: ink, bold: true },
  text: { fill: ink },
  small: { fill: quiet },
  rule: { stroke: line, width: 1 },
};

/** Every style that has an entry of its own. */
export const styleNames: readonly string[] = Object.keys(styles);

/** The paper style of a compound style such as `tie supportive`: that of `tie`, overridden by its own. */
export function styleOf({ style }: Pick<Shape, 'style'>): PaperStyle {
  const [base = ''] = style.split(' ');
  return { ...styles[base], ...styles[style] };
}
