import { CallStatus } from '../cil.js';
import { t } from '../texts.js';
import { Leader } from './leader.js';
import { callerName } from './view.js';

/**
 * How a call is noticed while nobody looks at the page: the title names it, and a notice of the
 * system stands until it is answered or gone. Of several tabs the leading one does it.
 */
export class Ringing {
    #desktop;
    #leader;
    #notices = new Map();

    constructor(desktop) {
        this.#desktop = desktop;
        this.#leader = new Leader(() => this.#desktop.changed());
    }

    /** Whether this tab is the one that rings. */
    get leads() {
        return this.#leader.leads;
    }

    /** The agent is here, or not any more. */
    async enter(agentId) {
        this.#leader.take(agentId);
        if (agentId && (await this.#leader.follows())) {
            this.#desktop.notices.show({ tone: 'hold', text: t('banner.otherTab'), action: 'close' });
        }
    }

    /** Looks whether anything rings, after every change. */
    look() {
        const { desktop } = { desktop: this.#desktop };
        const ringing = desktop.phase === 'agent' ? desktop.calls.filter((call) => call.status === CallStatus.ALERTING) : [];
        const title = ringing.length > 0 ? t('title.ringing', { caller: callerName(ringing[0]) }) : t('app.title');
        if (document.title !== title) {
            document.title = title;
        }
        this.#tell(ringing);
    }

    #tell(ringing) {
        const still = new Set(ringing.map((call) => call.uniqueObjectId));
        for (const [id, notice] of this.#notices) {
            if (!still.has(id)) {
                this.#notices.delete(id);
                notice.close();
            }
        }
        if (document.visibilityState !== 'hidden' || !this.leads || noticesAre() !== 'granted' || !this.#desktop.preferences.get('notices')) {
            return;
        }
        ringing.filter((call) => !this.#notices.has(call.uniqueObjectId)).forEach((call) => this.#notice(call));
    }

    /** Silent, as the page itself rings; it stays until the call is answered or gone. */
    #notice(call) {
        const id = call.uniqueObjectId;
        const queue = this.#desktop.queueName(call);
        try {
            const notice = new Notification(t('title.ringing', { caller: callerName(call) }), {
                tag: id,
                body: queue,
                icon: '/icon.svg',
                silent: true,
                requireInteraction: true,
            });
            notice.onclick = () => {
                globalThis.focus();
                notice.close();
                this.#desktop.emit('showCalls');
            };
            this.#notices.set(id, notice);
        } catch {
            this.#notices.set(id, { close() {} }); // Some systems offer notices to installed pages only.
        }
    }
}

/** @returns {'granted'|'denied'|'default'|'absent'} what the browser says to notices of this page */
export function noticesAre() {
    return globalThis.Notification?.permission ?? 'absent';
}

/** Asks the user once; to be called from a click. */
export async function askForNotices() {
    if (noticesAre() === 'default') {
        await Notification.requestPermission();
    }
}
