import { css, html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { t } from '../texts.js';
import { Component, Popup } from './component.js';
import { icons } from './icons.js';
import { base, buttons, popups } from './styles.js';
import { buttonOf, slots } from './view.js';

const MORE = [
    ['ReportBadCallLine', 'call.badLine', 'danger'],
    ['StartRecord', 'call.record', 'sound'],
];

/**
 * Call control in fixed slots. A slot never appears, vanishes or swaps; what is off is dashed, can
 * take the focus, and says why when it is pressed.
 */
class CallBar extends Component {
    static properties = { at: { state: true } };

    static styles = [
        base,
        buttons,
        popups,
        css`
            :host {
                position: relative;
                display: block;
            }
            .bar {
                display: grid;
                grid-template-columns: repeat(3, minmax(0, 1fr));
                grid-template-areas: 'answer hold transfer' 'conference keypad more' 'spare spare end';
                grid-auto-rows: var(--control);
                gap: 8px;
                padding: 8px;
                background: var(--surface);
                border-block-start: 1px solid var(--border);
            }
            .slot {
                position: relative;
                inline-size: 100%;
                block-size: 100%;
                padding: 2px 3px;
                gap: 5px;
                min-inline-size: 0;
                font-size: 0.875rem;
                line-height: 18px;
            }
            .slot .icon {
                inline-size: 18px;
                block-size: 18px;
            }
            .slot .long,
            .slot kbd {
                display: none;
            }
            kbd {
                font: inherit;
                font-size: 0.75rem;
                font-weight: 400;
                color: inherit;
            }
            .end {
                grid-area: end;
            }
            .slot.waiting::after {
                content: '';
                position: absolute;
                inset-inline-end: 4px;
                inset-block-start: 4px;
                inline-size: 12px;
                block-size: 12px;
                border: 2px solid currentColor;
                border-inline-end-color: transparent;
                border-radius: 50%;
                animation: turn 800ms linear infinite;
            }
            @keyframes turn {
                to {
                    transform: rotate(1turn);
                }
            }
            .bubble {
                inset-block-end: calc(100% + 6px);
                inset-inline: 8px;
                inline-size: auto;
                max-inline-size: none;
            }
            .popup {
                inset-block-end: calc(100% + 6px);
                inset-inline-end: 8px;
            }
            @container (min-width: 600px) {
                .bar {
                    grid-template-columns: repeat(6, minmax(0, 1fr)) 24px minmax(0, 1fr);
                    grid-template-areas: 'answer hold transfer conference keypad more gap end';
                    grid-auto-rows: 52px;
                    padding: 11px 16px;
                }
                .bubble {
                    inset-inline: auto;
                    max-inline-size: 320px;
                }
                .bubble.at-answer,
                .bubble.at-hold {
                    inset-inline-start: 16px;
                }
                .bubble.at-transfer,
                .bubble.at-conference,
                .bubble.at-keypad {
                    inset-inline-start: 25%;
                }
                .bubble.at-more,
                .bubble.at-end {
                    inset-inline-end: 16px;
                }
            }
            @container (min-width: 1024px) {
                :host {
                    margin-inline: 16px 0;
                    margin-block: 12px;
                }
                .bar {
                    border: 1px solid var(--border);
                    border-radius: var(--radius-card);
                    padding: 7px;
                    grid-auto-rows: 60px;
                }
                .slot .long,
                .slot kbd {
                    display: inline;
                }
                .slot .short {
                    display: none;
                }
                .slot {
                    padding-inline: 6px;
                    font-size: var(--text-m);
                }
                .slot .text {
                    display: grid;
                }
                .bubble {
                    inset-block: calc(100% + 6px) auto;
                }
                .popup {
                    inset-block: calc(100% + 6px) auto;
                }
            }
        `,
    ];

    #popup = new Popup(this, 'more');

    constructor() {
        super();
        this.at = 0;
    }

    render() {
        const all = slots(this.desktop);
        return html`<div class="bar" role="toolbar" aria-label=${t('call.bar')} @keydown=${this.#arrows} data-testid="call-bar">
                ${all.map((slot, index) => this.#slot(slot, index))}
            </div>
            ${this.#note(all)} ${this.#popup.open ? this.#more() : nothing}`;
    }

    #slot(slot, index) {
        const since = this.desktop.pendingSince(slot.id);
        const style = [
            'button',
            'slot',
            slot.id,
            slot.on ? slot.tone : '',
            slot.primary && slot.tone !== 'go' ? 'primary' : '',
            since === null ? '' : 'waiting',
        ].join(' ');
        return html`<button
                id=${slot.id}
                class=${style}
                data-testid=${slot.id}
                data-action=${slot.action}
                tabindex=${index === this.at ? 0 : -1}
                aria-disabled=${slot.on ? nothing : 'true'}
                aria-describedby=${slot.on ? nothing : `why-${slot.id}`}
                aria-haspopup=${slot.id === 'more' ? 'menu' : nothing}
                aria-expanded=${slot.id === 'more' ? this.#popup.open : nothing}
                aria-keyshortcuts=${slot.key || nothing}
                @focus=${() => (this.at = index)}
                @click=${(event) => this.#press(slot, event)}
            >
                ${keyed(slot.label, face(slot))}
            </button>
            <span id="why-${slot.id}" hidden>${slot.why}</span>`;
    }

    /** The second click of a double click meets whatever the first one left, and means nothing. */
    #press(slot, event) {
        if (event.detail > 1 && !slot.on) {
            return;
        }
        if (slot.id === 'more' && slot.on) {
            this.#popup.toggle();
            return;
        }
        this.desktop.act(slot);
    }

    #arrows = (event) => {
        const buttons = [...this.renderRoot.querySelectorAll('.slot')];
        const forward = getComputedStyle(this).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
        const steps = { [forward]: 1, [forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight']: -1 };
        let next;
        if (event.key in steps) {
            next = (this.at + steps[event.key] + buttons.length) % buttons.length;
        } else if (event.key === 'Home' || event.key === 'End') {
            next = event.key === 'Home' ? 0 : buttons.length - 1;
        } else {
            return;
        }
        event.preventDefault();
        buttons[next].focus();
    };

    #note(all) {
        const { note } = this.desktop;
        const slot = all.find((each) => each.id === note?.slot);
        if (!slot) {
            return nothing;
        }
        return html`<div class="bubble at-${slot.id}" role="status" data-testid="why">
            <span>${note.text}</span>
            <div class="actions">
                ${note.fix
                    ? html`<button class="button primary" data-testid="fix" @click=${() => this.desktop.fix(slot.id, note.fix)}>
                          ${t(`off.fix.${note.fix.name}`)}
                      </button>`
                    : nothing}
                <button class="button" @click=${() => this.desktop.closeNote()}>${t('off.close')}</button>
            </div>
        </div>`;
    }

    #more() {
        const { desktop } = this;
        const call = desktop.currentCall;
        return html`<div class="popup" role="menu" aria-label=${t('call.more')}>
            ${MORE.map(([name, text, icon]) => {
                const button = buttonOf(desktop, call, name);
                const press = () => {
                    this.#popup.close();
                    button.on
                        ? desktop.perform('more', t(text), (pressed) => call.request(name, {}, pressed))
                        : desktop.explain('more', button.why, button.fix);
                };
                return html`<button role="menuitem" aria-disabled=${button.on ? nothing : 'true'} @click=${press}>
                    ${icons[icon]}<span>${t(text)}${button.on ? nothing : html`<span class="why">${button.why}</span>`}</span>
                </button>`;
            })}
        </div>`;
    }
}

/** What a slot shows. Another word is another face, in the same place, not the old one moved. */
function face(slot) {
    return html`${icons[slot.icon]}<span class="text"
            ><span class="long">${slot.label}</span><span class="short">${slot.short}</span>${slot.key
                ? html`<kbd aria-hidden="true">${slot.key}</kbd>`
                : nothing}</span
        >`;
}

customElements.define('jf-call-bar', CallBar);
