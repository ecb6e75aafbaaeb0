// The movements and clicks of a mouse. Points are those of the window.

// The middle of the element with this accessible name; for a radio button or a checkbox, the middle of its label.
export async function middleOf(kith, name, role = 'button') {
  return middleOfElement(kith, await kith.find(role, name));
}

export function middleOfElement(kith, element) {
  return kith.run(
    `const [element] = arguments;
     const drawn = element.matches('input[type=radio], input[type=checkbox]') ? (element.closest('label') ?? element) : element;
     drawn.scrollIntoView({ block: 'nearest' });
     const box = (drawn.querySelector('.node, .grip, .slip') ?? drawn).getBoundingClientRect();
     return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };`,
    element,
  );
}

const press = (button = 0) => [
  { type: 'pointerDown', button },
  { type: 'pointerUp', button },
];

export async function clickAt(kith, at, button = 0) {
  await kith.pointer([{ type: 'pointerMove', ...at }, ...press(button)]);
}

export async function doubleClickAt(kith, at) {
  await kith.pointer([
    { type: 'pointerMove', ...at },
    ...press(),
    { type: 'pause', duration: 60 },
    ...press(),
  ]);
}

export async function drag(kith, from, to, { letGo = true } = {}) {
  await kith.pointer([
    { type: 'pointerMove', ...from },
    { type: 'pointerDown', button: 0 },
    {
      type: 'pointerMove',
      x: Math.round((from.x + to.x) / 2),
      y: Math.round((from.y + to.y) / 2),
    },
    { type: 'pointerMove', ...to },
    ...(letGo ? [{ type: 'pointerUp', button: 0 }] : []),
  ]);
}
