// What a frame costs while somebody is dragged over the map.

const MOVES = 150;

// Around every movement of the pointer: before the page hears of it, and after it has drawn itself anew.
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

// Takes somebody by the node, goes round with them, and lets go where nothing is, so that they stay where they were.
export async function dragging(kith, person) {
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
  if (work.length < MOVES / 10) throw new Error(`nobody was dragged: ${work.length} frames`);
  return { work, rate: ((times.length - 1) * 1000) / (times.at(-1) - times[0]) };
}
