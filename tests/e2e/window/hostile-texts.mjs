// Texts that would run a script, leave the page or fetch something if they were taken for HTML or script. Every element
// that one of them would make has `data-hostile`, and every script sets `hostileRan`.

const RUN = 'window.hostileRan=1';

const HANDLERS = [
  `<img src=x data-hostile onerror="${RUN}">`,
  `<svg data-hostile onload="${RUN}"></svg>`,
  `<body data-hostile onload="${RUN}">`,
  `<input data-hostile autofocus onfocus="${RUN}">`,
  `<select data-hostile autofocus onfocus="${RUN}"></select>`,
  `<textarea data-hostile autofocus onfocus="${RUN}"></textarea>`,
  `<details data-hostile open ontoggle="${RUN}"><summary>x</summary></details>`,
  `<video data-hostile src=x onerror="${RUN}"></video>`,
  `<audio data-hostile src=x onerror="${RUN}"></audio>`,
  `<video data-hostile><source onerror="${RUN}"></video>`,
  `<marquee data-hostile onstart="${RUN}">x</marquee>`,
  `<div data-hostile onpointerenter="${RUN}">x</div>`,
  `<button data-hostile popovertarget=x onclick="${RUN}">x</button>`,
  `<object data-hostile data=x onerror="${RUN}"></object>`,
  `<iframe data-hostile onload="${RUN}"></iframe>`,
  `<style data-hostile onload="${RUN}"></style>`,
  `<link data-hostile rel=stylesheet href=x onerror="${RUN}">`,
  `<p data-hostile style="animation-name:x" onanimationstart="${RUN}">x</p>`,
  `<form data-hostile><button formaction="javascript:${RUN}">x</button></form>`,
  `<svg data-hostile><animate onbegin="${RUN}" attributeName=x dur=1s></svg>`,
  `<svg data-hostile><set onbegin="${RUN}" attributeName=x></svg>`,
  `<svg data-hostile><a href="javascript:${RUN}"><text y=9>x</text></a></svg>`,
  `<svg data-hostile><foreignObject><img src=x onerror="${RUN}"></foreignObject></svg>`,
  `<svg data-hostile><use href="data:image/svg+xml,<svg id=x onload='${RUN}'/>#x"></svg>`,
];

const SCRIPTS = [
  `<script data-hostile>${RUN}</script>`,
  `<script data-hostile src="data:text/javascript,${RUN}"></script>`,
  `<script data-hostile src="https://example.org/x.js"></script>`,
  `<script data-hostile type=module>${RUN}</script>`,
  `</script><script data-hostile>${RUN}</script>`,
  `</textarea><script data-hostile>${RUN}</script>`,
  `</title><script data-hostile>${RUN}</script>`,
  `</style><script data-hostile>${RUN}</script>`,
  `--><script data-hostile>${RUN}</script>`,
  `]]><script data-hostile>${RUN}</script>`,
  `<scr<script>ipt data-hostile>${RUN}</scr</script>ipt>`,
  `<ScRiPt data-hostile>${RUN}</ScRiPt>`,
  `<template data-hostile shadowrootmode=open><script>${RUN}</script></template>`,
  `<noscript><p title="</noscript><img data-hostile src=x onerror=${RUN}>">`,
  `<math><mtext><table><mglyph><style><img data-hostile src=x onerror="${RUN}">`,
];

const LEAVING = [
  `<meta data-hostile http-equiv=refresh content="0;url=https://example.org/">`,
  `<base data-hostile href="https://example.org/">`,
  `<iframe data-hostile src="https://example.org/"></iframe>`,
  `<iframe data-hostile srcdoc="<script>parent.hostileRan=1</script>"></iframe>`,
  `<embed data-hostile src="https://example.org/">`,
  `<object data-hostile data="https://example.org/"></object>`,
  `<img data-hostile src="https://example.org/x.png">`,
  `<link data-hostile rel=prefetch href="https://example.org/">`,
  `<link data-hostile rel=stylesheet href="https://example.org/x.css">`,
  `<a data-hostile href="javascript:${RUN}" autofocus>x</a>`,
  `<a data-hostile ping="https://example.org/" href="https://example.org/">x</a>`,
  `<form data-hostile action="https://example.org/"><input type=image src=x></form>`,
  `<style data-hostile>@import url(https://example.org/x.css);*{background:url(https://example.org/)}</style>`,
  `<video data-hostile poster="https://example.org/x.png"></video>`,
];

const BREAKING_OUT = [
  `" data-hostile onfocus="${RUN}" autofocus x="`,
  `' data-hostile onfocus='${RUN}' autofocus x='`,
  `"><img data-hostile src=x onerror="${RUN}">`,
  `'><img data-hostile src=x onerror='${RUN}'>`,
  `javascript:${RUN}`,
  `data:text/html,<script>parent.${RUN}</script>`,
  `{@html "<img data-hostile src=x onerror='${RUN}'>"}`,
  `{{constructor.constructor('${RUN}')()}}`,
  `\${${RUN}}`,
  `');${RUN};//`,
  `\u2028${RUN}//`,
  `url(javascript:${RUN})`,
  `&lt;img data-hostile src=x onerror=${RUN}&gt;`,
  `\u202E<img data-hostile src=x onerror="${RUN}">`,
];

const ELEMENTS = [...HANDLERS, ...SCRIPTS, ...LEAVING];

// The same out of what they may stand in, and written as filters overlook it.
const BROKEN_OUT = ELEMENTS.map((element, number) => `${[`">`, `'>`, '-->', ']]>'][number % 4]}${element}`);
const OVERLOOKED = ELEMENTS.slice(0, 32).map((element) =>
  element.replace(/<[a-z]+ /i, (tag) => `${tag.trimEnd().toUpperCase()}/`),
);

export const HOSTILE_TEXTS = [...ELEMENTS, ...BROKEN_OUT, ...OVERLOOKED, ...BREAKING_OUT];
