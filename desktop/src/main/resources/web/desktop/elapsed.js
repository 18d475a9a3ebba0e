import { LitElement, html } from 'lit';
import { t } from '../texts.js';
import { duration, everySecond } from './time.js';

/**
 * A running time by the server's clock. It writes its text itself once a second and is no live
 * region. A start that the server does not know shows as "at least".
 */
export class Elapsed extends LitElement {
    static properties = {
        sinceMs: { attribute: false },
        exact: { attribute: false },
        untilMs: { attribute: false },
        session: { attribute: false },
        frozen: { attribute: false },
    };

    #stop = null;

    createRenderRoot() {
        return this;
    }

    connectedCallback() {
        super.connectedCallback();
        this.setAttribute('role', 'timer');
        this.setAttribute('aria-live', 'off');
        this.#stop = everySecond(() => this.#write());
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.#stop?.();
    }

    render() {
        return html`${this.#text()}`;
    }

    #write() {
        if (!this.frozen && document.visibilityState === 'visible') {
            this.requestUpdate();
        }
    }

    #text() {
        const now = this.session?.now() ?? NaN;
        if (Number.isFinite(this.untilMs)) {
            return duration(Math.max(0, this.untilMs - now + 999));
        }
        if (!Number.isFinite(this.sinceMs) || !Number.isFinite(now)) {
            return '';
        }
        const time = duration(now - this.sinceMs);
        return this.exact === false ? t('time.atLeast', { time }) : time;
    }
}

customElements.define('jf-elapsed', Elapsed);
