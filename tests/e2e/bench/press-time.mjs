// The time a person waits after a press: from the click event to the first frame with the wanted content.

// Starts at the next click. Once the expression `shown` is true and the layout is done, the page is ready; the frame
// after that has painted it.
const measureNextClick = (shown) => `
  window.kithWait = new Promise((done) => {
    const begin = ({ timeStamp: begun }) => {
      const look = () => requestAnimationFrame(() => {
        if (!(${shown})) return look();
        document.body.getBoundingClientRect();
        const ready = performance.now() - begun;
        requestAnimationFrame(() => done({ ready, painted: performance.now() - begun }));
      });
      look();
    };
    addEventListener('click', begin, { capture: true, once: true });
  });`;

// Presses a button with the pointer; returns the milliseconds until the page is ready and painted.
export async function measurePress(kith, name, shown) {
  const button = await kith.find('button', name, { exact: true });
  await kith.run(measureNextClick(shown));
  await kith.click(button);
  return kith.run('return window.kithWait');
}

export const p95 = (values) =>
  values.toSorted((one, other) => one - other)[Math.ceil(values.length * 0.95) - 1];
