import { css, html, nothing } from 'lit';
import { AgentState } from '../cil.js';
import { t } from '../texts.js';
import { Component, Popup } from './component.js';
import { icons } from './icons.js';
import { NoteSender } from './note-sender.js';
import { base, buttons, fields, pills, popups } from './styles.js';
import { duration, everySecond } from './time.js';
import { buttonOf } from './view.js';
import { noteLimit, wrapupText } from './wrapup-text.js';
import './elapsed.js';

const AS_BUTTONS = 6;
const SAY_AT_S = [30, 10];
/** Where sentences about leaving are shown. */
const SLOT = 'wrapup';

/**
 * After the call: how it ended, a note, and what comes next. Choosing and leaving are two acts. The
 * draft is kept over a reload and a lost connection.
 */
class Wrapup extends Component {
    static properties = { callId: { attribute: false }, filter: { state: true } };

    static styles = [
        base,
        buttons,
        fields,
        pills,
        popups,
        css`
            :host {
                display: block;
            }
            .form {
                display: grid;
                gap: 8px;
                padding-block: 8px;
                padding-inline: 18px 12px;
                border: 2px dashed var(--wrap-solid);
                border-radius: var(--radius-card);
                background: var(--surface);
                position: relative;
            }
            .form::before {
                content: '';
                position: absolute;
                inset-block: 0;
                inset-inline-start: 0;
                inline-size: 6px;
                border-radius: 9px 0 0 9px;
                background: var(--wrap-solid);
            }
            .top {
                display: flex;
                align-items: center;
                gap: 4px 12px;
                flex-wrap: wrap;
            }
            .top .pill {
                display: none;
            }
            .top .who {
                font-weight: 600;
            }
            .left {
                margin-inline-start: auto;
                display: flex;
                align-items: center;
                gap: 8px;
                color: var(--wrap-text);
            }
            .left .time {
                font-weight: 600;
                font-size: var(--text-l);
                min-inline-size: 4ch;
                text-align: end;
            }
            progress {
                appearance: none;
                inline-size: 96px;
                block-size: 8px;
                border: 1px solid var(--wrap-solid);
                border-radius: 4px;
                background: var(--surface);
                overflow: hidden;
            }
            progress::-webkit-progress-bar {
                background: var(--surface);
            }
            progress::-webkit-progress-value {
                background: var(--wrap-solid);
            }
            progress::-moz-progress-bar {
                background: var(--wrap-solid);
            }
            fieldset {
                display: grid;
                grid-template-columns: 1fr;
                gap: 8px;
                margin: 0;
                padding: 0;
                border: 0;
                min-inline-size: 0;
            }
            legend {
                padding: 0;
                font-weight: 600;
                margin-block-end: 4px;
            }
            .choice {
                display: flex;
                align-items: center;
                gap: 8px;
                min-block-size: 36px;
                padding: 2px 12px;
                border: 1px solid var(--line);
                border-radius: var(--radius-button);
                cursor: pointer;
                overflow-wrap: anywhere;
            }
            .choice.chosen {
                background: var(--accent-soft);
                border-color: var(--accent-solid);
                box-shadow: inset 4px 0 0 var(--accent-solid);
            }
            .choice input {
                inline-size: 18px;
                block-size: 18px;
                margin: 0;
                flex: none;
                accent-color: var(--accent-solid);
            }
            .choices {
                max-block-size: 260px;
                overflow: auto;
                display: grid;
                gap: 6px;
                padding: 3px;
                margin: -3px;
            }
            .note {
                display: flex;
                align-items: center;
                gap: 8px;
            }
            .note label {
                font-weight: 600;
            }
            .bottom {
                display: grid;
                gap: 8px;
            }
            .next {
                display: flex;
                gap: 8px;
                position: relative;
            }
            .next .button {
                flex: 1 1 0;
                padding-inline: 6px;
            }
            .popup {
                inset-block-start: calc(100% + 4px);
                inset-inline-end: 0;
            }
            @container (min-width: 600px) {
                .top .pill {
                    display: inline-flex;
                }
                .choices {
                    display: flex;
                    flex-wrap: wrap;
                    max-block-size: 70px;
                    gap: 4px 6px;
                }
                .choice {
                    min-block-size: 30px;
                    padding-inline: 10px;
                    line-height: 20px;
                }
                .form {
                    gap: 4px;
                    padding-block: 4px;
                    min-block-size: calc(2 * var(--row) + 8px);
                    align-content: space-between;
                }
                input#note,
                .next .button {
                    min-block-size: 34px;
                }
                .bottom {
                    display: flex;
                    gap: 12px;
                    align-items: center;
                }
                .note {
                    flex: 1 1 0;
                }
                .next .button {
                    flex: none;
                    padding-inline: 12px;
                }
            }
        `,
    ];

    #popup = new Popup(this, 'not-ready');
    #stop = null;
    /** @type {NoteSender|null} of the call at hand */
    #sender = null;
    #told = 0;

    constructor() {
        super();
        this.filter = '';
    }

    connectedCallback() {
        super.connectedCallback();
        this.#stop = everySecond(() => this.#tick());
        document.addEventListener('visibilitychange', this.#flush);
        addEventListener('pagehide', this.#flush);
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.#stop?.();
        document.removeEventListener('visibilitychange', this.#flush);
        removeEventListener('pagehide', this.#flush);
        this.#flush();
    }

    willUpdate(changed) {
        super.willUpdate(changed);
        if (changed.has('callId')) {
            this.#flush();
            this.#sender = this.#newSender(this.callId);
            this.#told = this.desktop.sessionsBegun;
        }
    }

    #newSender(callId) {
        const { desktop } = this;
        return new NoteSender({
            text: () => wrapupText(desktop.drafts.of(callId)),
            leftMs: () => this.#leftMs(),
            send: (text) => desktop.session.request('KeepWrapupDraft', callId, { CallWrapupData: text }),
        });
    }

    /** Nobody writes in a page that is hidden or closed, and its timers may not run any more. */
    #flush = () => this.#sender?.flush();

    /** Until the server ends wrap-up; Infinity when it does not. */
    #leftMs() {
        const { agent, session } = this.desktop;
        const endsMs = agent?.number('WrapupEndsMs', 0) ?? 0;
        return endsMs > 0 ? endsMs - session.now() : Infinity;
    }

    focusNote() {
        (this.renderRoot.querySelector('input[type=radio]') ?? this.renderRoot.querySelector('#note'))?.focus();
    }

    render() {
        const { desktop } = this;
        const draft = desktop.drafts.of(this.callId);
        return html`<section class="form" data-testid="wrapup" aria-label=${t('state.wrapup')}>
            <div class="top">
                <span class="pill role-wrap">${icons.wrap}${t('state.wrapup')}</span>
                ${this.#call()}
                <span class="left">${this.#left()}</span>
            </div>
            ${this.#choices(draft)}
            <div class="bottom">
                ${this.#noteField(draft)} ${this.#next(draft)}
            </div>
            ${this.#note()}
        </section>`;
    }

    #call() {
        const ended = this.desktop.recent.find(this.callId);
        return ended
            ? html`<span class="who"><bdi dir="ltr">${ended.number || t('call.unknownCaller')}</bdi></span>
                  <span class="label">${t('wrapup.lasted', { time: duration(ended.lengthMs) })}</span>`
            : nothing;
    }

    #left() {
        const { agent, session } = this.desktop;
        const endsMs = agent.number('WrapupEndsMs', 0);
        const sinceMs = agent.number('StateSinceMs', NaN);
        if (endsMs <= 0) {
            return html`${t('wrapup.since')} <jf-elapsed class="time" .session=${session} .sinceMs=${sinceMs}></jf-elapsed>`;
        }
        const text = agent.number('AgentState') === AgentState.WORK_READY ? 'wrapup.readyIn' : 'wrapup.notReadyIn';
        return html`${t(text)} <jf-elapsed class="time" data-testid="wrapup-left" .session=${session} .untilMs=${endsMs}></jf-elapsed>
            <progress aria-hidden="true" max=${endsMs - sinceMs} .value=${Math.max(0, endsMs - session.now())}></progress>`;
    }

    #choices(draft) {
        const all = this.desktop.wrapupStrings;
        if (all.length === 0) {
            return nothing;
        }
        const wanted = this.filter.trim().toLowerCase();
        const shown = all.filter((text) => text.toLowerCase().includes(wanted));
        return html`<fieldset>
            <legend class="visually-hidden">${t('wrapup.question')}</legend>
            ${all.length > AS_BUTTONS
                ? html`<input
                      type="search"
                      placeholder=${t('wrapup.find')}
                      aria-label=${t('wrapup.find')}
                      .value=${this.filter}
                      @input=${(event) => (this.filter = event.target.value)}
                  />`
                : nothing}
            <div class="choices">
                ${shown.map(
                    (text) => html`<label class="choice ${draft.choice === text ? 'chosen' : ''}">
                        <input
                            type="radio"
                            name="choice"
                            data-testid="wrapup-choice"
                            .checked=${draft.choice === text}
                            @change=${() => this.#keep({ ...draft, choice: text, note: draft.note.slice(0, noteLimit(text)) })}
                        />
                        <bdi>${text}</bdi>
                    </label>`,
                )}
            </div>
        </fieldset>`;
    }

    #noteField(draft) {
        const limit = noteLimit(draft.choice);
        return html`<div class="note">
            <label for="note">${t('wrapup.note')}</label>
            <input
                id="note"
                type="text"
                data-testid="wrapup-note"
                maxlength=${limit}
                .value=${draft.note}
                aria-describedby="count"
                @input=${(event) => this.#keep({ ...draft, note: event.target.value })}
            />
            <span class="label time" id="count">${t('wrapup.count', { used: draft.note.length, limit })}</span>
        </div>`;
    }

    #next(draft) {
        const { desktop } = this;
        const reasons = desktop.reasons('notReady');
        const ready = withText(buttonOf(desktop, desktop.agent, 'Ready'), draft);
        const notReady = withText(buttonOf(desktop, desktop.agent, 'NotReady'), draft);
        return html`<div class="next">
            ${this.#button('ready', 'primary', t('wrapup.saveReady'), ready, () => this.#leave(AgentState.AVAILABLE, null))}
            ${reasons.length > 0
                ? this.#button('not-ready', '', t('wrapup.saveNotReady'), notReady, () => this.#popup.toggle(), true)
                : this.#button('not-ready', '', t('wrapup.saveNotReady'), notReady, () => this.#leave(AgentState.NOT_READY, null))}
            ${this.#popup.open ? this.#reasons(reasons) : nothing}
        </div>`;
    }

    #button(id, style, text, button, act, opens = false) {
        return html`<button
            id=${id}
            class="button ${button.on ? style : ''}"
            data-testid="wrapup-${id}"
            aria-haspopup=${opens ? 'menu' : nothing}
            aria-expanded=${opens ? this.#popup.open : nothing}
            aria-disabled=${button.on ? nothing : 'true'}
            aria-description=${button.why || nothing}
            @click=${() => (button.on ? act() : this.desktop.explain(SLOT, button.why, button.fix))}
        >
            ${text}
        </button>`;
    }

    #reasons(reasons) {
        return html`<div class="popup" role="menu" aria-label=${t('wrapup.saveNotReady')}>
            ${reasons.map(
                (reason) => html`<button
                    role="menuitem"
                    data-testid="wrapup-reason-${reason.code}"
                    @click=${() => this.#leave(AgentState.NOT_READY, reason.code)}
                >
                    ${reason.text}
                </button>`,
            )}
        </div>`;
    }

    #note() {
        const { note } = this.desktop;
        return note?.slot === SLOT
            ? html`<p class="error" role="status" data-testid="wrapup-error">${icons.info}<span>${note.text}</span></p>`
            : nothing;
    }

    async #leave(state, reason) {
        this.#popup.close();
        const text = wrapupText(this.desktop.drafts.of(this.callId));
        const sender = this.#sender;
        if (text === '') {
            sender.flush();
        }
        sender.saved(text);
        const wrapup = text === '' ? undefined : { CallWrapupData: text, WrapupCall: this.callId };
        const reply = await this.desktop.setState(state, reason, wrapup, SLOT);
        if (reply?.ok) {
            this.desktop.drafts.drop(this.callId);
        }
        sender.saved(reply?.ok ? '' : null);
    }

    #tick() {
        const { session, sessionsBegun } = this.desktop;
        if (this.#told !== sessionsBegun && session.agent?.truth('LoggedInHere')) {
            // Another server, or this one started anew, has nothing of what was written.
            this.#told = sessionsBegun;
            this.#sender?.saved(null);
        }
        this.#sender?.look();
        if (this.#leftMs() === Infinity) {
            return;
        }
        const leftS = Math.round(this.#leftMs() / 1000);
        if (SAY_AT_S.includes(leftS)) {
            this.desktop.sayWrapupLeft(leftS);
        }
        this.requestUpdate();
    }

    #keep(draft) {
        this.desktop.drafts.keep(this.callId, draft);
        this.#sender.changed();
        this.requestUpdate();
    }
}

/** A button that the server takes only with a text is off while there is none. */
function withText(button, draft) {
    const missing = button.on && button.data && wrapupText(draft) === '';
    return missing ? { ...button, on: false, why: t('wrapup.empty') } : button;
}

customElements.define('jf-wrapup', Wrapup);
