import { css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { CallStatus } from '../cil.js';
import { t } from '../texts.js';
import { Component } from './component.js';
import { icons } from './icons.js';
import { outcomeText } from './store.js';
import { base, buttons, fields } from './styles.js';
import { everySecond } from './time.js';
import { buttonOf, callerName, stateLook } from './view.js';

const NUMBER = /^\+?[0-9*#]{1,40}$/;
/** People write numbers with these; the switch wants them without. */
const DECORATION = /[\s()/.-]/g;
/** So long nobody is asked while somebody types on. */
const TYPING_MS = 120;
const LOOK_EVERY_MS = 1_500;

/** One panel for dialling, transferring and conferencing: field first, then the last numbers. */
class DialPanel extends Component {
    #stopLooking = null;
    #typing = null;
    #lookedMs = 0;

    static properties = {
        kind: { attribute: false },
        callId: { attribute: false },
        text: { state: true },
        error: { state: true },
        busy: { state: true },
        people: { state: true },
    };

    static styles = [
        base,
        buttons,
        fields,
        css`
            :host {
                padding: 12px 16px 16px;
            }
            .head {
                display: flex;
                justify-content: space-between;
                align-items: center;
                margin-block-end: 4px;
            }
            h2 {
                font-size: var(--text-l);
            }
            form {
                display: grid;
                gap: 8px;
            }
            input {
                font-size: var(--text-xl);
                min-block-size: 48px;
            }
            #hint {
                min-block-size: 18px;
            }
            .actions {
                display: grid;
                grid-template-columns: 1fr 1fr;
                gap: 8px;
            }
            .actions .button {
                min-block-size: 44px;
            }
            .actions .only {
                grid-column: 1 / -1;
            }
            .hears {
                padding: 6px 10px;
                border-radius: var(--radius-button);
                background: var(--hold-soft);
                color: var(--hold-text);
                font-size: var(--text-s);
            }
            .last {
                margin-block-start: 12px;
                display: grid;
                gap: 4px;
            }
            .last ul {
                display: grid;
                gap: 4px;
            }
            .last li {
                display: flex;
                gap: 8px;
            }
            .last .person {
                flex-wrap: wrap;
                align-items: center;
                gap: 4px 8px;
                padding-block-end: 4px;
                border-block-end: 1px solid var(--border);
            }
            .person .state {
                flex: none;
                display: flex;
                color: var(--text-2);
            }
            /* With one action all stands in a row; two actions go below the name rather than cut it. */
            .person .who {
                flex: 1 1 150px;
                min-inline-size: 0;
                display: grid;
                line-height: 18px;
            }
            .person .name {
                overflow: hidden;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .person .label {
                white-space: nowrap;
                overflow: hidden;
                text-overflow: ellipsis;
            }
            .person .do {
                display: flex;
                gap: 8px;
                margin-inline-start: auto;
            }
            .person .button {
                min-block-size: 36px;
                padding: 2px 10px;
                font-size: var(--text-s);
                white-space: nowrap;
            }
            .last .number {
                flex: 1 1 0;
                min-inline-size: 0;
                justify-content: flex-start;
                font-weight: 400;
                overflow: hidden;
            }
        `,
    ];

    constructor() {
        super();
        this.text = '';
        this.error = '';
        this.busy = false;
        this.people = null;
    }

    connectedCallback() {
        super.connectedCallback();
        this.#stopLooking = everySecond(() => performance.now() - this.#lookedMs > LOOK_EVERY_MS && this.#look());
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.#stopLooking?.();
        clearTimeout(this.#typing);
    }

    firstUpdated() {
        this.renderRoot.querySelector('input').focus();
        this.#look();
    }

    /** Asks who can be called; an answer to what is no longer typed is dropped. */
    async #look() {
        const find = this.text.trim();
        if (this.desktop.offlineReason()) {
            return;
        }
        this.#lookedMs = performance.now();
        const people = await this.desktop.directory(find);
        if (this.isConnected && find === this.text.trim()) {
            this.people = people;
            this.#judge();
        }
    }

    /** What is neither a number nor the beginning of a name is refused with a word. */
    #judge() {
        const number = clean(this.text);
        const unknown = number !== '' && !NUMBER.test(number) && this.people?.length === 0;
        this.error = unknown ? t('dial.wrong', { text: this.text.trim() }) : '';
    }

    /** Whom the Enter key calls: the number as it stands, else the best match shown. */
    #target() {
        const number = clean(this.text);
        if (NUMBER.test(number)) {
            const [best] = this.people ?? [];
            return { number, who: best?.AgentExtension === number && best.Name ? `${best.Name} ${number}` : number };
        }
        const best = number === '' ? null : this.people?.[0];
        return best ? { number: best.AgentExtension, who: `${best.Name || best.AgentID} ${best.AgentExtension}` } : null;
    }

    willUpdate(changed) {
        super.willUpdate(changed);
        if (changed.has('kind')) {
            this.error = '';
        }
    }

    get #call() {
        return this.desktop.session.object(this.callId);
    }

    /** The actions of the panel; the first is the one of the Enter key. */
    #actions() {
        const { desktop } = this;
        if (this.kind === 'dial') {
            return [{ id: 'dial-call', label: 'dial.call', name: 'MakeCall', object: desktop.agent, button: buttonOf(desktop, desktop.agent, 'MakeCall') }];
        }
        const call = this.#call;
        const consult = {
            id: 'dial-consult',
            label: 'dial.consult',
            name: 'MakeConsultCall',
            object: call,
            button: buttonOf(desktop, call, 'MakeConsultCall', 'off.none'),
        };
        const now = {
            id: 'dial-transfer-now',
            label: 'dial.transferNow',
            name: 'SingleStepTransfer',
            object: call,
            button: buttonOf(desktop, call, 'SingleStepTransfer', 'off.none'),
        };
        return this.kind === 'transfer' ? [consult, now] : [consult];
    }

    render() {
        const actions = this.#actions();
        const target = this.#target();
        return html`<section role="dialog" aria-labelledby="title" data-testid="dial-panel">
            <div class="head">
                <h2 id="title">${t(`dial.title.${this.kind}`)}</h2>
                <button class="button quiet square" aria-label=${t('dial.close')} data-testid="dial-close" @click=${() => this.desktop.closePanel()}>
                    ${icons.close}
                </button>
            </div>
            <form novalidate @submit=${(event) => this.#submit(event, actions)}>
                <div class="field">
                    <label for="to">${t('dial.to')}</label>
                    <input
                        id="to"
                        type="text"
                        placeholder=${t('dial.find')}
                        dir="auto"
                        autocomplete="off"
                        spellcheck="false"
                        data-testid="dial-input"
                        maxlength="60"
                        .value=${this.text}
                        aria-invalid=${this.error ? 'true' : nothing}
                        aria-describedby="hint problem"
                        @input=${this.#typed}
                        @keydown=${(event) => event.key === 'ArrowDown' && this.#arrows(event)}
                    />
                </div>
                ${this.#hears()}
                <p class="error" id="problem" role="alert" data-testid="dial-error">${this.error || nothing}</p>
                <div class="actions">
                    ${actions.map((action, index) => this.#button(action, index, actions.length))}
                </div>
                <p class="label" id="hint">
                    ${target && actions[0].button.on
                        ? t(this.kind === 'dial' ? 'dial.enter.dial' : 'dial.enter.consult', { number: target.who })
                        : nothing}
                </p>
            </form>
            ${this.text.trim() === '' ? this.#last() : nothing} ${this.#people(actions)}
        </section>`;
    }

    /** Whether the caller hears what is said while somebody looks for a number. */
    #hears() {
        const call = this.kind === 'dial' ? null : this.#call;
        if (!call) {
            return nothing;
        }
        const caller = callerName(call);
        return html`<p class="hears">${t(call.status === CallStatus.HELD ? 'dial.music' : 'dial.hears', { caller })}</p>`;
    }

    #button(action, index, count) {
        return html`<button
            type=${index === 0 ? 'submit' : 'button'}
            class="button ${index === 0 && action.button.on ? 'primary' : ''} ${count === 1 ? 'only' : ''}"
            data-testid=${action.id}
            aria-disabled=${action.button.on ? nothing : 'true'}
            aria-description=${action.button.on ? nothing : action.button.why}
            @click=${(event) => index > 0 && this.#do(event, action)}
        >
            ${t(action.label)}
        </button>`;
    }

    #last() {
        const numbers = this.desktop.preferences.get('lastNumbers');
        return html`<div class="last">
            <h3 class="label">${t('dial.last')}</h3>
            ${numbers.length === 0
                ? html`<p class="label">${t('dial.lastNone')}</p>`
                : html`<ul>
                      ${numbers.map(
                          (number) => html`<li>
                              <button class="button quiet number" data-testid="dial-last" @click=${() => this.#take(number)}>
                                  ${icons.clock}<bdi dir="ltr">${number}</bdi>
                              </button>
                          </li>`,
                      )}
                  </ul>`}
        </div>`;
    }

    /** Who is logged in, each with what can be done at once. Arrows go from row to row. */
    #people(actions) {
        if (this.people === null) {
            return nothing;
        }
        return html`<div class="last">
            <h3 class="label" id="people">${t('dial.people')}</h3>
            ${this.people.length === 0
                ? html`<p class="label">${t('dial.peopleNone')}</p>`
                : html`<ul aria-labelledby="people" @keydown=${this.#arrows}>
                      ${repeat(this.people, (each) => each.AgentID, (each) => this.#person(each, actions))}
                  </ul>`}
        </div>`;
    }

    #person(person, actions) {
        const look = stateLook(person.AgentState);
        const state = person.ReasonText || look.label;
        const who = person.Name || person.AgentID;
        return html`<li class="person" data-testid="person" data-extension=${person.AgentExtension}>
            <span class="state role-${look.role}" title=${state}>${icons[look.role] ?? icons.unknown}</span>
            <span class="who"
                ><span class="name">${who}</span> <span class="label"><bdi dir="ltr">${person.AgentExtension}</bdi> ${state}</span></span
            >
            <span class="do">${actions.map(
                (action) => html`<button
                    class="button"
                    data-testid=${`person-${action.id}`}
                    aria-label=${t('dial.who', { action: t(action.label), who: `${who} ${person.AgentExtension}` })}
                    aria-disabled=${action.button.on ? nothing : 'true'}
                    aria-description=${action.button.on ? nothing : action.button.why}
                    @click=${(event) => this.#do(event, action, person.AgentExtension)}
                >
                    ${t(action.label)}
                </button>`,
            )}</span>
        </li>`;
    }

    #arrows = (event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') {
            return;
        }
        const rows = [...this.renderRoot.querySelectorAll('.person')];
        const row = event.target.closest('.person');
        const column = row ? [...row.querySelectorAll('button')].indexOf(event.target) : 0;
        const next = rows.indexOf(row) + (event.key === 'ArrowDown' ? 1 : -1);
        event.preventDefault();
        const to = next < 0 ? this.renderRoot.querySelector('input') : rows[Math.min(next, rows.length - 1)]?.querySelectorAll('button')[column];
        to?.focus();
    };

    #take(number) {
        this.text = number;
        this.error = '';
        this.renderRoot.querySelector('input').focus();
    }

    #typed = (event) => {
        this.text = event.target.value;
        this.error = '';
        clearTimeout(this.#typing);
        this.#typing = setTimeout(() => this.#look(), TYPING_MS);
    };

    #submit(event, actions) {
        this.#do(event, actions[0]);
    }

    /** Does it with the number given, or with the one that the Enter key stands for. */
    async #do(event, action, given = this.#target()?.number ?? '') {
        event.preventDefault();
        const number = given;
        if (!action.button.on) {
            this.error = action.button.why;
            return;
        }
        if (!NUMBER.test(number)) {
            this.error = this.text.trim() === '' ? t('dial.empty') : t('dial.wrong', { text: this.text.trim() });
            this.renderRoot.querySelector('input').focus();
            return;
        }
        if (this.busy) {
            return;
        }
        this.busy = true;
        const args = { DialedNumber: number };
        if (action.name === 'MakeConsultCall') {
            args.ConsultType = this.kind === 'conference' ? 2 : 1;
        }
        const label = t(action.label);
        const reply = await this.desktop.perform(action.id, label, (press) => action.object.request(action.name, args, press));
        this.busy = false;
        if (reply?.ok) {
            this.desktop.preferences.rememberNumber(number);
            this.desktop.closePanel();
        } else if (reply) {
            this.error = outcomeText(reply, label);
        }
    }
}

function clean(text) {
    return text.replace(DECORATION, '');
}

customElements.define('jf-dial-panel', DialPanel);
