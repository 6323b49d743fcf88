import type { HtmlTagDescriptor, Plugin } from 'vite';
import { DOOR, doorShape } from '../../renderer/components/door/geometry.ts';

const NIGHT = '#14213a';

/** Where the door stands once the screen is there, at the usual size of text (renderer/theme/frame.css). */
const PLACE = 'x="40" y="68" width="calc(40% - 80px)" height="calc(100% - 192px)"';

/**
 * The night with the shut door, as the first thing that a page shows. Drawn with attributes alone: it needs neither the style sheet nor
 * a script, so it is there as soon as the page is. It stays until there is a screen.
 */
export function firstFrame(): string {
  const { leaf, edge } = doorShape(0);
  const { left, right, spring, floor } = DOOR;
  const arch = `M${left} ${floor}V${spring}A120 120 0 0 1 ${right} ${spring}V${floor}Z`;
  return [
    '<svg id="first" width="100%" height="100%" aria-hidden="true" focusable="false">',
    `<rect width="100%" height="100%" fill="${NIGHT}"/>`,
    `<svg ${PLACE} viewBox="0 -40 392 580" preserveAspectRatio="xMidYMax meet">`,
    `<path d="${arch}" fill="#ffc46b"/><path d="${leaf}" fill="#2b457a"/>`,
    `<path d="M${edge.x} ${edge.top}V${edge.bottom}" stroke="#ffe3ad" stroke-width="2"/>`,
    `<path d="M0 ${floor}H392" stroke="#6b7894" stroke-width="1.5"/>`,
    '</svg></svg>',
  ].join('');
}

/** Every word of the first screen is written in it; without this it is asked for only once the style sheet was read. */
const FIRST_FONT = /next-latin-wght-normal-[\w-]+\.woff2$/;

/**
 * Puts the first frame into the page, the style sheet behind it, because a style sheet holds up whatever comes after it, and asks for
 * the font at once.
 */
export function firstFramePlugin(): Plugin {
  return {
    name: 'latchkey-first-frame',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const styles = html.match(/ *<link rel="stylesheet"[^>]*>\n/g) ?? [];
        const moved = styles.reduce((page, style) => page.replace(style, ''), html);
        const font = Object.keys(bundle ?? {}).find((name) => FIRST_FONT.test(name));
        const preload: HtmlTagDescriptor[] = font
          ? [
              {
                tag: 'link',
                attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${font}`, crossorigin: '' },
                injectTo: 'head',
              },
            ]
          : [];
        const body = '<div id="root"></div>\n';
        return {
          html: moved.replace(body, `${body}    ${firstFrame()}\n${styles.join('')}`),
          tags: preload,
        };
      },
    },
  };
}
