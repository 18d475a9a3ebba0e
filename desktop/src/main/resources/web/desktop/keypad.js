import { css, html } from 'lit';
import { t } from '../texts.js';
import { Component } from './component.js';
import { icons } from './icons.js';
import { base, buttons } from './styles.js';
import { buttonOf } from './view.js';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

/** Tones to the other end: always left to right, digits also from the keyboard. */
class Keypad extends Component {
    static properties = { callId: { attribute: false }, sent: { state: true }, problem: { state: true } };

    static styles = [
        base,
        buttons,
        css`
            :host {
                padding: 12px 16px 16px;
            }
            .head {
                display: flex;
                justify-content: space-between;
                align-items: center;
            }
            .keys {
                direction: ltr;
                display: grid;
                grid-template-columns: repeat(3, 1fr);
                gap: 8px;
                max-inline-size: 320px;
                margin: 8px auto 0;
            }
            .keys .button {
                min-block-size: 52px;
                font-size: var(--text-xl);
            }
            .echo {
                min-block-size: 22px;
                text-align: center;
                overflow-wrap: anywhere;
            }
            .problem {
                color: var(--danger-text);
            }
        `,
    ];

    constructor() {
        super();
        this.sent = '';
        this.problem = '';
    }

    firstUpdated() {
        this.renderRoot.querySelector('.keys .button').focus();
    }

    render() {
        const call = this.desktop.session.object(this.callId);
        const button = buttonOf(this.desktop, call, 'SendDTMFSignal', 'off.none');
        return html`<section role="dialog" aria-labelledby="title" data-testid="keypad-panel" @keydown=${this.#typed}>
            <div class="head">
                <h2 id="title">${t('keypad.title')}</h2>
                <button class="button quiet square" aria-label=${t('dial.close')} @click=${() => this.desktop.closePanel()}>${icons.close}</button>
            </div>
            <p class="echo ${this.problem ? 'problem' : ''}" role="status" data-testid="keypad-echo">
                ${this.problem || (button.on ? '' : button.why) || (this.sent ? t('keypad.sent', { digits: this.sent }) : t('keypad.nothing'))}
            </p>
            <div class="keys">
                ${KEYS.map(
                    (digit) => html`<button
                        class="button"
                        data-testid="key-${digit}"
                        aria-label=${t('keypad.key', { digit })}
                        aria-disabled=${button.on ? 'false' : 'true'}
                        @click=${() => this.#send(digit)}
                    >
                        ${digit}
                    </button>`,
                )}
            </div>
        </section>`;
    }

    #typed = (event) => {
        if (KEYS.includes(event.key)) {
            event.preventDefault();
            this.#send(event.key);
        }
    };

    async #send(digit) {
        const call = this.desktop.session.object(this.callId);
        const button = buttonOf(this.desktop, call, 'SendDTMFSignal', 'off.none');
        if (!button.on) {
            this.problem = button.why;
            return;
        }
        this.problem = '';
        // Digits may be typed faster than they are confirmed; each is sent in its turn.
        const reply = await call.sendDtmfSignal(digit, { label: t('call.keypad'), pressedMs: performance.now() });
        if (reply.ok) {
            this.sent += digit;
        } else {
            this.problem = reply.text;
        }
    }
}

customElements.define('jf-keypad', Keypad);
