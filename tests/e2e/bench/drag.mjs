// The cost of a frame while a person is dragged over the map.

const MOVES = 150;

// Measures each movement of the pointer, from before the page handles it until after its layout.
const WATCH = `
  const drag = (window.kithDrag = { work: [], times: [] });
  let begun = 0;
  let spent = 0;
  addEventListener('pointermove', () => (begun = performance.now()), { capture: true });
  addEventListener('pointermove', () => {
    document.body.getBoundingClientRect();
    spent += performance.now() - begun;
  });
  const frame = (time) => {
    drag.times.push(time);
    if (spent > 0) drag.work.push(spent);
    spent = 0;
    if (!drag.over) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);`;

// Drags a person in circles and drops them outside the map, so that they stay where they were.
export async function measureDrag(kith, person) {
  const from = await kith.run(
    `const { x, y, width, height } = document.querySelector('[data-person="' + arguments[0] + '"] .node').getBoundingClientRect();
     return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) }`,
    person,
  );
  await kith.run(WATCH);
  const round = Array.from({ length: MOVES }, (_, index) => {
    const turn = (index / MOVES) * 6 * Math.PI;
    const at = {
      x: from.x + Math.round(60 * Math.sin(turn)),
      y: from.y + Math.round(40 * (1 - Math.cos(turn))),
    };
    return { type: 'pointerMove', duration: 16, ...at };
  });
  await kith.pointer([
    { type: 'pointerMove', ...from },
    { type: 'pointerDown', button: 0 },
    ...round,
    { type: 'pointerMove', x: 4, y: 300 },
    { type: 'pointerUp', button: 0 },
  ]);
  const { work, times } = await kith.run('window.kithDrag.over = true; return window.kithDrag');
  if (work.length < MOVES / 10) throw new Error(`the person was not dragged: ${work.length} frames`);
  return { work, rate: ((times.length - 1) * 1000) / (times.at(-1) - times[0]) };
}
