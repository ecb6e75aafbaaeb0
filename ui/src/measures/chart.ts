import type { Glance, Pip, ScaleView, Scored } from '../backend';

/** The chart of one measure over one course, in the units of its view box. */
export interface Chart {
  width: number;
  height: number;
  plot: Box;
  bands: (Box & { words: string; label: { x: number; y: number } })[];
  phases: (Box & { phase: Pip['phase'] })[];
  ticks: { y: number; value: number }[];
  weeks: { x: number; number: number }[];
  /** Lines between neighbouring scores. A week without a score, or a total of another form, interrupts them. */
  lines: string[];
  gaps: { x: number; slot: string }[];
  points: ChartPoint[];
  /** The cut-off: from here on a score counts as a case. */
  caseness: number | null;
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface ChartPoint {
  x: number;
  y: number;
  score: Scored;
  /** The height of its number, which stands above the line or below it. */
  figure: number;
}

export interface ChartSize {
  width: number;
  height: number;
}

const inset = { left: 30, right: 112, top: 12, bottom: 26 };
const day = 86_400_000;
const daysOf = (date: string) => Date.parse(date) / day;

/** The slots in the series of weeks, without those replaced or entered in error. */
const inSeries = (pip: Pip) => pip.status !== 'void' && pip.status !== 'rescheduled';

export function chart(scale: ScaleView, scored: readonly Scored[], glance: Glance, size: ChartSize): Chart {
  const plot = plotOf(size);
  const series = glance.pips.filter(inSeries);
  const shown = scored.filter((score) => score.total !== null);
  const days = [...series.map((pip) => pip.date), ...shown.map((score) => score.date)].map(daysOf);
  const first = Math.min(...days);
  const last = Math.max(...days, first + 1);
  const x = linear([first, last], [plot.x + 10, plot.x + plot.width - 10]);
  const y = linear([scale.min, scale.max], [plot.y + plot.height, plot.y]);
  const at = (date: string) => round(x(daysOf(date)));

  const points = shown
    .toSorted((one, other) => one.date.localeCompare(other.date))
    .map((score) => ({ x: at(score.date), y: round(y(score.total ?? 0)), score, figure: 0 }))
    .map((point, index, all) => ({ ...point, figure: round(figureOf(point.y, all[index - 1]?.y, plot)) }));
  const gaps = gapsOf(series, points).map((pip) => ({ x: at(pip.date), slot: pip.slot }));

  return {
    ...size,
    plot,
    bands: scale.bands.map((band, index) => {
      // A band reaches up to where the next one begins, so that no stripe is left between them.
      const top = round(y(scale.bands[index + 1]?.from ?? band.to));
      const foot = round(y(band.from));
      const box = { x: plot.x, width: plot.width, y: top, height: round(foot - top) };
      return { ...box, words: band.words, label: { x: plot.x + plot.width + 8, y: round((top + foot) / 2) } };
    }),
    phases: phasesOf(series, at, plot),
    ticks: [scale.min, ...scale.bands.slice(1).map((band) => band.from), scale.max]
      .concat(scale.bands.length === 0 ? [(scale.min + scale.max) / 2] : [])
      .map((value) => ({ value, y: round(y(value)) })),
    weeks: weeksOf(series).map((pip) => ({ x: at(pip.date), number: pip.number ?? pip.would_be ?? 0 })),
    lines: linesOf(points, gaps),
    gaps,
    points,
    caseness: scale.cut_off === null ? null : round(y(scale.cut_off)),
  };
}

const plotOf = (size: ChartSize): Box => ({
  x: inset.left,
  y: inset.top,
  width: size.width - inset.left - inset.right,
  height: size.height - inset.top - inset.bottom,
});

/** The number stands on the side from which the line does not come. */
function figureOf(y: number, before: number | undefined, plot: Box): number {
  const below = before !== undefined && before < y && y < plot.y + plot.height - 16;
  return below ? y + 16 : y - 8;
}

/** The slots between two scores that have no score. */
function gapsOf(series: readonly Pip[], points: readonly ChartPoint[]): Pip[] {
  const dates = new Set(points.map((point) => point.score.date));
  const slots = new Set(points.map((point) => point.score.slot));
  const from = points[0]?.score.date;
  const to = points.at(-1)?.score.date;
  if (from === undefined || to === undefined) return [];
  return series.filter(
    (pip) => pip.date > from && pip.date < to && !slots.has(pip.slot) && !dates.has(pip.date),
  );
}

function linesOf(points: readonly ChartPoint[], gaps: readonly { x: number }[]): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  points.forEach((point, index) => {
    const before = points[index - 1];
    const gap = before !== undefined && gaps.some(({ x }) => x > before.x && x < point.x);
    if (gap || point.score.unlike_before) {
      lines.push(line.join(' '));
      line = [];
    }
    line.push(`${point.x},${point.y}`);
  });
  lines.push(line.join(' '));
  return lines.filter((one) => one.includes(' '));
}

function phasesOf(series: readonly Pip[], at: (date: string) => number, plot: Box): Chart['phases'] {
  const runs: { phase: Pip['phase']; from: number; to: number }[] = [];
  for (const pip of series) {
    const run = runs.at(-1);
    const x = at(pip.date);
    if (run?.phase === pip.phase) run.to = x;
    else runs.push({ phase: pip.phase, from: x, to: x });
  }
  return runs.map((run, index) => {
    const before = runs[index - 1];
    const after = runs[index + 1];
    const left = before ? (before.to + run.from) / 2 : plot.x;
    const right = after ? (run.to + after.from) / 2 : plot.x + plot.width;
    return {
      phase: run.phase,
      x: round(left),
      width: round(right - left),
      y: plot.y + plot.height,
      height: 4,
    };
  });
}

/** Every numbered week, or every few if they would stand too close. */
function weeksOf(series: readonly Pip[]): Pip[] {
  const numbered = series.filter((pip) => (pip.number ?? pip.would_be) !== null);
  const step = Math.max(1, Math.ceil(numbered.length / 20));
  return numbered.filter((_, index) => index % step === 0);
}

const round = (value: number) => Math.round(value * 10) / 10;

/** Maps a range of values to a range of the drawing. */
function linear([least, most]: [number, number], [from, to]: [number, number]): (value: number) => number {
  return (value) => from + ((value - least) / (most - least)) * (to - from);
}
