import { LitElement } from 'lit';

/** A part of the screen that shows the desktop's model and looks again whenever it changes. */
export class Component extends LitElement {
    static properties = { desktop: { attribute: false } };

    #stop = null;

    connectedCallback() {
        super.connectedCallback();
        this.#follow();
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.#stop?.();
        this.#stop = null;
    }

    willUpdate(changed) {
        if (changed.has('desktop')) {
            this.#follow();
        }
    }

    #follow() {
        this.#stop?.();
        this.#stop = this.desktop?.on('change', () => this.requestUpdate()) ?? null;
    }
}

/**
 * Opens and closes a popup of one component: Escape and a press outside close it, and the focus
 * returns to the button that opened it.
 */
export class Popup {
    open = false;
    #host;
    #name;

    /** @param {LitElement} host @param {string} name id of the opening button */
    constructor(host, name) {
        this.#host = host;
        this.#name = name;
        host.addController(this);
    }

    hostConnected() {
        document.addEventListener('pointerdown', this.#outside, true);
        this.#host.addEventListener('keydown', this.#key);
    }

    hostDisconnected() {
        document.removeEventListener('pointerdown', this.#outside, true);
        this.#host.removeEventListener('keydown', this.#key);
    }

    toggle() {
        this.open ? this.close() : this.show();
    }

    async show() {
        this.open = true;
        this.#host.requestUpdate();
        await this.#host.updateComplete;
        this.#host.renderRoot.querySelector('.popup [data-first], .popup [role^=menuitem], .popup button, .popup input')?.focus();
    }

    close(returnFocus = true) {
        if (!this.open) {
            return;
        }
        this.open = false;
        this.#host.requestUpdate();
        if (returnFocus) {
            this.#host.renderRoot.getElementById(this.#name)?.focus();
        }
    }

    #outside = (event) => {
        if (this.open && !event.composedPath().includes(this.#host)) {
            this.close(false);
        }
    };

    #key = (event) => {
        if (!this.open) {
            return;
        }
        if (event.key === 'Escape') {
            event.stopPropagation();
            this.close();
        } else if (event.composedPath()[0].matches?.('input')) {
            if (event.key === 'ArrowDown') {
                this.#move(event, 1);
            }
        } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            this.#move(event, event.key === 'ArrowDown' ? 1 : -1);
        } else if (event.key === 'Home' || event.key === 'End') {
            this.#move(event, event.key === 'Home' ? -Infinity : Infinity);
        } else if (/^[1-9]$/.test(event.key)) {
            this.#host.renderRoot.querySelector(`.popup [data-number='${event.key}']`)?.click();
        }
    };

    #move(event, step) {
        const items = [...this.#host.renderRoot.querySelectorAll('.popup [role^=menuitem]')];
        if (items.length === 0) {
            return;
        }
        event.preventDefault();
        const at = items.indexOf(this.#host.renderRoot.activeElement);
        const next = Number.isFinite(step) ? (at + step + items.length) % items.length : step < 0 ? 0 : items.length - 1;
        items[next].focus();
    }
}
