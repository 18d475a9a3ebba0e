import { svg } from 'lit';

/** Own line icons on a 24 grid. They are decoration: the word beside them or the button's name says it. */
const draw = (shape, mirrored = false) => svg`<svg class="icon ${mirrored ? 'mirrored' : ''}" viewBox="0 0 24 24" aria-hidden="true"
    fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${shape}</svg>`;

const HANDSET = svg`<path d="M6.5 4h3l1.4 4-2 1.3a11.5 11.5 0 0 0 5.8 5.8l1.3-2 4 1.4v3A2 2 0 0 1 17.8 20 14 14 0 0 1 4 6.2 2 2 0 0 1 6.5 4z"/>`;
const PAUSE = svg`<rect x="6.5" y="5" width="3.5" height="14" rx="1"/><rect x="14" y="5" width="3.5" height="14" rx="1"/>`;

export const icons = {
    answer: draw(HANDSET),
    talk: draw(HANDSET),
    end: draw(svg`<path d="M3.5 14.5c-.6-1.6.1-3 1.6-3.9a14 14 0 0 1 13.8 0c1.5.9 2.2 2.3 1.6 3.9l-.3.8-4.3-.9-.4-2.5a11 11 0 0 0-7 0l-.4 2.5-4.3.9z"/>`),
    hold: draw(PAUSE),
    retrieve: draw(svg`<path d="M8 5.5v13l10.5-6.5z"/>`),
    transfer: draw(svg`<path d="M4 8.5h15M15 4.5l4 4-4 4M20 15.5H5M9 11.500l-4 4 4 4"/>`, true),
    conference: draw(svg`<circle cx="9" cy="8" r="3.2"/><path d="M3.5 19.500c0-3.5 2.3-5.5 5.5-5.500s5.5 2 5.5 5.500M15.5 5.200a3.2 3.2 0 0 1 0 5.800M17.5 14.400c2 .7 3 2.5 3 5.1"/>`),
    keypad: draw(svg`${[6, 12, 18].map((x) => [6, 12, 18].map((y) => svg`<circle cx=${x} cy=${y} r="1" fill="currentColor"/>`))}`),
    more: draw(svg`<circle cx="5.5" cy="12" r="1" fill="currentColor"/><circle cx="12" cy="12" r="1" fill="currentColor"/><circle cx="18.5" cy="12" r="1" fill="currentColor"/>`),
    swap: draw(svg`<path d="M8 4v15M4.5 7.5 8 4l3.5 3.500M16 20V5M12.5 16.5 16 20l3.5-3.5"/>`),
    back: draw(svg`<path d="M9 6 4.5 10.5 9 15M5 10.500h9a5 5 0 0 1 0 9h-2"/>`, true),
    ring: draw(svg`<path d="M6 16.500V11a6 6 0 0 1 12 0v5.500l1.5 1.500h-15zM10 20.500a2.2 2.2 0 0 0 4 0"/>`),
    ready: draw(svg`<circle cx="12" cy="12" r="8.5"/><path d="m8.2 12.3 2.7 2.7 5-5.5"/>`),
    idle: draw(svg`<circle cx="12" cy="12" r="8.5"/><path d="M8 12h8"/>`),
    wrap: draw(svg`<path d="m4.5 19.5 1-4.500L16 4.5 19.5 8 9 18.500zM14 6.5 17.5 10"/>`),
    busyOther: draw(svg`<rect x="4.5" y="4.5" width="15" height="15" rx="2"/><path d="M9 12h6"/>`),
    unknown: draw(svg`<circle cx="12" cy="12" r="8.5" stroke-dasharray="2 3.3"/><path d="M9.8 9.700a2.3 2.3 0 1 1 3.4 2c-.8.5-1.2 1-1.2 1.900M12 16.500v.1"/>`),
    logout: draw(svg`<path d="M10 4.500H6a1.5 1.5 0 0 0-1.5 1.500v12A1.5 1.5 0 0 0 6 19.500h4M10 12h10M16.5 8.5 20 12l-3.5 3.5"/>`, true),
    danger: draw(svg`<path d="M12 4 2.8 19.500h18.400zM12 10v4.500M12 17v.1"/>`),
    info: draw(svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 8v.1"/>`),
    live: draw(svg`<path d="M5 13.500a10 10 0 0 1 14 0M8 16.500a6 6 0 0 1 8 0"/><circle cx="12" cy="19" r="1" fill="currentColor"/><path d="M2.5 10.300a13.5 13.5 0 0 1 19 0"/>`),
    reconnecting: draw(svg`<path d="M2.5 10.300a13.5 13.5 0 0 1 6-3.500M15.5 6.800a13.5 13.5 0 0 1 6 3.500M8 16.500a6 6 0 0 1 8 0"/><circle cx="12" cy="19" r="1" fill="currentColor"/>`),
    offline: draw(svg`<path d="M2.5 10.300a13.5 13.5 0 0 1 4-2.800M10.5 6.400a13.5 13.5 0 0 1 11 3.900M8 16.500a6 6 0 0 1 8 0M4 4l16 16"/><circle cx="12" cy="19" r="1" fill="currentColor"/>`),
    menu: draw(svg`<path d="M4.5 7h15M4.5 12h15M4.5 17h15"/>`),
    close: draw(svg`<path d="m6 6 12 12M18 6 6 18"/>`),
    chevron: draw(svg`<path d="m7 10 5 5 5-5"/>`),
    clock: draw(svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7.500V12l3 2"/>`),
    eye: draw(svg`<path d="M2.5 12s3.5-6 9.5-6 9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6z"/><circle cx="12" cy="12" r="2.8"/>`),
    search: draw(svg`<circle cx="11" cy="11" r="6"/><path d="m15.5 15.5 4 4"/>`),
    agent: draw(svg`<circle cx="12" cy="8" r="3.7"/><path d="M5 20c0-4 3-6 7-6s7 2 7 6"/>`),
    link: draw(svg`<path d="M9 5H6a1.5 1.5 0 0 0-1.5 1.500v11A1.5 1.5 0 0 0 6 19h11a1.5 1.5 0 0 0 1.5-1.500V15M13 4.500h6.500V11M19 5l-8.5 8.5"/>`),
    edit: draw(svg`<path d="m5 19 .8-3.800L15.5 5.5 18.5 8.5 8.8 18.200zM14 7l3 3"/>`),
    check: draw(svg`<path d="m5 12.5 4.5 4.500L19 7.5"/>`),
    sound: draw(svg`<path d="M4.5 9.500v5H8l4.5 4v-13l-4.5 4zM16 9a4.5 4.5 0 0 1 0 6M18.5 6.500a8 8 0 0 1 0 11"/>`),
    missed: draw(svg`<path d="m4.5 7 6 6 8.5-8.500M13.5 4.500H19V10M4 19.500h16"/>`),
    incoming: draw(svg`<path d="M19 5 6 18M6 10v8h8"/>`),
    outgoing: draw(svg`<path d="M5 19 18 6M10 6h8v8"/>`),
};
