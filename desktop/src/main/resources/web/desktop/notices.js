import { t } from '../texts.js';
import { soundIsBlocked } from './sound.js';

/**
 * What concerns the whole page, for the banner row: one thing at a time, the worst first.
 *
 * @typedef {Object} Notice
 * @property {'danger'|'hold'|'ready'} tone
 * @property {string} text
 * @property {string} [more] left out where there is no room
 * @property {''|'try'|'ready'|'sound'|'close'} action
 */
export class Notices {
    #desktop;
    /** @type {Notice|null} */
    #shown = null;
    #timer = null;

    constructor(desktop) {
        this.#desktop = desktop;
    }

    /** @returns {Notice|null} */
    get current() {
        return this.#ofTheConnection() ?? this.#shown ?? this.#ofTheSound();
    }

    /** Shows a notice until it is closed, or for so long. */
    show(notice, forMs = 0) {
        clearTimeout(this.#timer);
        this.#shown = notice;
        if (forMs > 0) {
            this.#timer = setTimeout(() => this.close(), forMs);
        }
        this.#desktop.changed();
    }

    close() {
        clearTimeout(this.#timer);
        this.#shown = null;
        this.#desktop.changed();
    }

    #ofTheConnection() {
        const { link, systemOnline } = this.#desktop.session;
        const seconds = Math.floor(link.stateForMs / 1000);
        if (link.state === 'offline') {
            return { tone: 'danger', text: t('banner.offline', { seconds }), more: t('banner.trying', { server: serverLabel(link.server) }), action: 'try' };
        }
        if ((link.state === 'reconnecting' || link.state === 'connecting') && seconds >= 1) {
            return { tone: 'hold', text: t('banner.reconnecting', { seconds }), action: 'try' };
        }
        return link.state === 'live' && !systemOnline ? { tone: 'danger', text: t('banner.system'), action: '' } : null;
    }

    #ofTheSound() {
        const silent = this.#desktop.preferences.get('ringVolume') > 0 && soundIsBlocked();
        return silent ? { tone: 'hold', text: t('banner.sound'), action: 'sound' } : null;
    }
}

/** Host and port of an address, as people write it. */
export function serverLabel(address) {
    try {
        return new URL(address).host;
    } catch {
        return address;
    }
}
