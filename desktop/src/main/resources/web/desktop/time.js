import { t } from '../texts.js';

/** A duration as people read it: 0:06, 12:40, 1:02:03, and from a day on "1 d 03:12". */
export function duration(ms) {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    const two = (number) => String(number).padStart(2, '0');
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor(seconds / 60) % 60;
    if (hours >= 24) {
        return t('time.days', { days: Math.floor(hours / 24), time: `${two(hours % 24)}:${two(minutes)}` });
    }
    return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** The time of day by the server's clock, in the reader's own zone and manner. */
export function clockTime(ms) {
    return Number.isFinite(ms)
        ? new Intl.DateTimeFormat(document.documentElement.lang || undefined, { timeStyle: 'medium' }).format(ms)
        : '';
}

/** One ticker for the whole page: who shows a time is called at each full second while it is visible. */
const followers = new Set();
let timer = null;

function tick() {
    timer = null;
    for (const follower of [...followers]) {
        follower();
    }
    schedule();
}

function schedule() {
    if (timer === null && followers.size > 0) {
        timer = setTimeout(tick, 1000 - (performance.now() % 1000));
    }
}

/** @returns {() => void} stops it */
export function everySecond(follower) {
    followers.add(follower);
    schedule();
    return () => followers.delete(follower);
}
