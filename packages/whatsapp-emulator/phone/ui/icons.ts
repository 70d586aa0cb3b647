import { svg } from "./dom.ts";

const paths = {
  back: "M15 5l-7 7 7 7",
  plus: "M12 5v14M5 12h14",
  send: "M4 12l16-8-5.500 16-3-6.500z",
  clock: "M12 7v5l3.500 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18",
  list: "M8 7h12M8 12h12M8 17h12M4 7h.01M4 12h.01M4 17h.01",
  link: "M14 5h5v5M19 5l-8 8M11 6H7a2 2 0 0 0-2 2v9a2 2 0 0 0 2 2h9a2 2 0 0 0 2-2v-4",
  reply: "M10 7l-5 5 5 5M5 12h8a6 6 0 0 1 6 6",
  forward: "M14 7l5 5-5 5M19 12h-8a6 6 0 0 0-6 6",
  download: "M12 4v11M7.500 11l4.500 4.500 4.500-4.500M5 20h14",
  photo:
    "M4 7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zM4.500 17l4.500-5 4 4 2.500-2.500 4 4M15.500 9.500h.01",
  video: "M4 7h10a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1zM15 11l6-3v8l-6-3",
  pin: "M12 21s-7-6.200-7-11a7 7 0 0 1 14 0c0 4.800-7 11-7 11zM12 12.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5",
  mic: "M12 4a2.500 2.500 0 0 0-2.500 2.500v5a2.500 2.500 0 0 0 5 0v-5A2.500 2.500 0 0 0 12 4zM6.500 11.500a5.500 5.500 0 0 0 11 0M12 17v3",
  stop: "M7 7h10v10H7z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20a7.500 7.500 0 0 1 15 0",
  document: "M7 3h7l5 5v13H7zM14 3v5h5M10 13h6M10 17h6",
  close: "M6 6l12 12M18 6L6 18",
  globe: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3.500 12h17M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18",
  warning: "M12 4l9 16H3zM12 10v4M12 17h.01",
  tick: "M3 13l4 4 9-10",
  ticks: "M1.500 13l4 4 9-10M10 16.500l.800.500 9-10",
  face: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8.500 14a4 4 0 0 0 7 0M9 9.500h.01M15 9.500h.01",
  sticker: "M5 4h14v9l-6 7H5zM13 20v-7h6M9 9h.01M14 9h.01",
  more: "M12 6h.01M12 12h.01M12 18h.01",
  edit: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
  bin: "M5 7h14M10 4h4M7 7l1 13h8l1-13M10 11v5M14 11v5",
  copy: "M9 9h10v11H9zM5 15V4h10",
  phone: "M6 4h3l2 5-2 1.500a11 11 0 0 0 4.500 4.500L15 13l5 2v3a2 2 0 0 1-2 2A14 14 0 0 1 4 6a2 2 0 0 1 2-2",
  form: "M6 3h12v18H6zM9 8h6M9 12h6M9 16h3",
  cart: "M3 4h2l2.500 11h10L20 8H6.500M9 19.500h.01M17 19.500h.01",
  ad: "M4 10v4h3l7 4V6l-7 4zM18 9a4 4 0 0 1 0 6",
  tools: "M4 7h9M17 7h3M15 5v4M4 17h3M11 17h9M9 15v4M4 12h11M19 12h1M17 10v4",
  beside: "M4 5h7v14H4zM13 5h7v14h-7z",
  hold: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M10 9v6M14 9v6",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v5M12 8h.01",
  block: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M6 6l12 12",
} as const;

export type IconName = keyof typeof paths;

/** A line drawing beside words that say the same, hence silent. */
export function icon(name: IconName): SVGElement {
  return svg(
    "svg",
    { viewBox: "0 0 24 24", "aria-hidden": "true", class: `icon icon-${name}` },
    svg("path", { d: paths[name] }),
  );
}
