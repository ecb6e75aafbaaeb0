// What a person feels: from the press, as the window got it, to the first frame that shows what was asked for.

// Begins at the next click. Once `there` (an expression) holds, the page is ready when its layout is done too, and
// has been painted when the frame after comes.
const awaiting = (there) => `
  window.kithFelt = new Promise((done) => {
    const begin = ({ timeStamp: begun }) => {
      const look = () => requestAnimationFrame(() => {
        if (!(${there})) return look();
        document.body.getBoundingClientRect();
        const ready = performance.now() - begun;
        requestAnimationFrame(() => done({ ready, felt: performance.now() - begun }));
      });
      look();
    };
    addEventListener('click', begin, { capture: true, once: true });
  });`;

// Presses a button, with the pointer, and gives how long it took in milliseconds.
export async function pressed(kith, name, there) {
  const button = await kith.find('button', name, { exact: true });
  await kith.run(awaiting(there));
  await kith.click(button);
  return kith.run('return window.kithFelt');
}

export const p95 = (values) =>
  values.toSorted((one, other) => one - other)[Math.ceil(values.length * 0.95) - 1];
