/** A symptom measure on screen: its questions, the possible answers and the bands. */
interface Band {
  from: number;
  to: number;
  code: string;
}

export interface Scale {
  code: ScaleCode;
  /** Questions that make up the total; 0 if only a total is entered. */
  items: number;
  /** Lowest and highest answer to one question. */
  answer: readonly [number, number];
  /** Lowest and highest total. */
  range: readonly [number, number];
  bands: readonly Band[];
  /** The most missing answers with which there is still a score. */
  mayMiss: number;
  /** The cut-off: from this total on, NHS Talking Therapies counts a case. */
  caseness: number | null;
  /** The question about death and self-harm, counted from 0. */
  riskItem: number | null;
  /** The question on how difficult the problems made life follows. */
  asksDifficulty: boolean;
  higherIsBetter: boolean;
}

export type ScaleCode = 'PHQ-9' | 'GAD-7' | 'K10' | 'WSAS' | 'MOOD-0-10';

export const scales: Record<ScaleCode, Scale> = {
  'PHQ-9': {
    code: 'PHQ-9',
    items: 9,
    answer: [0, 3],
    range: [0, 27],
    bands: [
      { from: 0, to: 4, code: 'minimal' },
      { from: 5, to: 9, code: 'mild' },
      { from: 10, to: 14, code: 'moderate' },
      { from: 15, to: 19, code: 'moderately_severe' },
      { from: 20, to: 27, code: 'severe' },
    ],
    mayMiss: 2,
    caseness: 10,
    riskItem: 8,
    asksDifficulty: true,
    higherIsBetter: false,
  },
  'GAD-7': {
    code: 'GAD-7',
    items: 7,
    answer: [0, 3],
    range: [0, 21],
    bands: [
      { from: 0, to: 4, code: 'minimal' },
      { from: 5, to: 9, code: 'mild' },
      { from: 10, to: 14, code: 'moderate' },
      { from: 15, to: 21, code: 'severe' },
    ],
    mayMiss: 2,
    caseness: 8,
    riskItem: null,
    asksDifficulty: false,
    higherIsBetter: false,
  },
  K10: {
    code: 'K10',
    items: 10,
    answer: [1, 5],
    range: [10, 50],
    bands: [
      { from: 10, to: 15, code: 'low' },
      { from: 16, to: 21, code: 'moderate' },
      { from: 22, to: 29, code: 'high' },
      { from: 30, to: 50, code: 'very_high' },
    ],
    mayMiss: 1,
    caseness: null,
    riskItem: null,
    asksDifficulty: false,
    higherIsBetter: false,
  },
  WSAS: {
    code: 'WSAS',
    items: 0,
    answer: [0, 8],
    range: [0, 40],
    bands: [],
    mayMiss: 0,
    caseness: null,
    riskItem: null,
    asksDifficulty: false,
    higherIsBetter: false,
  },
  'MOOD-0-10': {
    code: 'MOOD-0-10',
    items: 0,
    answer: [0, 10],
    range: [0, 10],
    bands: [],
    mayMiss: 0,
    caseness: null,
    riskItem: null,
    asksDifficulty: false,
    higherIsBetter: true,
  },
};

/** The scale for a code in a record; undefined for a scale that the therapist added. */
export function scaleOf(code: string): Scale | null {
  return code in scales ? scales[code as ScaleCode] : null;
}

export function bandOf(scale: Scale, total: number): string | null {
  return scale.bands.find((band) => total >= band.from && total <= band.to)?.code ?? null;
}
