import { css, html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { AgentState, CallStatus } from '../cil.js';
import { t } from '../texts.js';
import { Component } from './component.js';
import { icons } from './icons.js';
import { startRing, stopRing } from './sound.js';
import { base, buttons, pills, popups } from './styles.js';
import { clockTime } from './time.js';
import { buttonOf, callView, inWrapup, isConsultation } from './view.js';
import './elapsed.js';
import './wrapup.js';

const ROWS_KEPT = 2;

/**
 * The calls, each in a row of its own. Two rows are always kept, so that a second call moves
 * nothing; rows stay in the order in which the calls came. After a call the wrap-up takes the place.
 */
class CallRows extends Component {
    static styles = [
        base,
        buttons,
        pills,
        popups,
        css`
            :host {
                display: block;
                position: relative;
                min-inline-size: 0;
            }
            .area {
                display: grid;
                gap: 8px;
                grid-auto-rows: 96px;
                block-size: calc(2 * 96px + 8px);
                overflow-y: auto;
                overflow-x: clip;
            }
            .area.wrapping {
                display: block;
                overflow: visible;
            }
            .wrapping > jf-wrapup {
                position: relative;
                z-index: 3;
            }
            .row {
                position: relative;
                display: grid;
                grid-template-columns: auto minmax(0, 1fr) auto;
                grid-template-areas: 'icon name side' 'icon actions actions';
                align-content: center;
                align-items: center;
                gap: 2px 12px;
                padding: 6px 12px 6px 18px;
                padding-inline: 18px 12px;
                border: 2px solid var(--border);
                border-radius: var(--radius-card);
                background: var(--surface);
                overflow: hidden;
            }
            .row::before {
                content: '';
                position: absolute;
                inset-block: 0;
                inset-inline-start: 0;
                inline-size: 6px;
                background: var(--edge, var(--border));
            }
            .row > .icon {
                grid-area: icon;
                inline-size: 24px;
                block-size: 24px;
                color: var(--edge);
            }
            .edge-ring {
                --edge: var(--ring-solid);
                border-color: var(--ring-solid);
                background: var(--ring-soft);
            }
            .edge-talk {
                --edge: var(--talk-solid);
            }
            .edge-hold {
                --edge: var(--hold-solid);
            }
            .edge-danger {
                --edge: var(--danger-solid);
                border-color: var(--danger-solid);
            }
            .edge-idle {
                --edge: var(--idle-solid);
            }
            .row.current:not(.edge-ring) {
                border-color: var(--accent-solid);
            }
            .row.stale {
                --edge: var(--border);
                border-style: dashed;
            }
            .edge-ring::before {
                animation: pulse 1s ease-in-out 5;
            }
            @keyframes pulse {
                50% {
                    opacity: 0.55;
                }
            }
            .name {
                grid-area: name;
                min-inline-size: 0;
                display: grid;
                gap: 0;
            }
            .title {
                font-size: var(--text-l);
                line-height: 22px;
                font-weight: 600;
                overflow: hidden;
                text-overflow: ellipsis;
                white-space: nowrap;
                unicode-bidi: isolate;
            }
            button.title {
                padding: 0;
                border: 0;
                background: transparent;
                text-align: start;
                cursor: pointer;
                text-decoration: underline;
                text-decoration-color: var(--line);
                text-underline-offset: 4px;
            }
            .details {
                color: var(--text-2);
                font-size: var(--text-s);
                line-height: 18px;
                max-block-size: 36px;
                overflow: hidden;
            }
            .details > * + *::before {
                content: ' · ';
            }
            .side {
                grid-area: side;
                display: grid;
                justify-items: end;
                gap: 2px;
            }
            .time {
                font-size: var(--text-xl);
                line-height: 26px;
                font-weight: 600;
                min-inline-size: 3.2ch;
                text-align: end;
            }
            .actions {
                grid-area: actions;
                display: flex;
                gap: 8px;
                position: relative;
            }
            .actions:empty {
                display: none;
            }
            .actions .button {
                min-block-size: 30px;
                padding: 2px 10px;
                font-size: var(--text-s);
                white-space: nowrap;
            }
            .actions .icon {
                inline-size: 16px;
                block-size: 16px;
            }
            .row.busy .details {
                white-space: nowrap;
                text-overflow: ellipsis;
            }
            .side .pill {
                padding: 3px;
                gap: 0;
            }
            .side .word {
                position: absolute;
                inline-size: 1px;
                block-size: 1px;
                overflow: hidden;
                clip-path: inset(50%);
            }
            .empty {
                display: grid;
                place-items: center;
                border: 2px dashed var(--border);
                border-radius: var(--radius-card);
                color: var(--text-2);
                text-align: center;
                padding: 4px 12px;
            }
            .bubble {
                inset-block-start: 8px;
                inset-inline-end: 8px;
            }
            .as-of {
                color: var(--text-2);
                font-size: var(--text-s);
                line-height: 15px;
                max-inline-size: 11ch;
                text-align: end;
            }
            .row.stale {
                padding-block: 2px;
            }
            .row.stale .side {
                gap: 0;
            }
            @container (min-width: 600px) {
                .area {
                    grid-auto-rows: var(--row);
                    block-size: calc(2 * var(--row) + 8px);
                }
                .row {
                    grid-template-columns: auto minmax(0, 1fr) auto auto;
                    grid-template-areas: 'icon name actions side';
                    gap: 2px 16px;
                    padding-block: 4px;
                }
                .name {
                    display: flex;
                    align-items: baseline;
                    gap: 16px;
                }
                .title {
                    flex: 0 0 auto;
                    max-inline-size: 60%;
                }
                .details {
                    flex: 1 1 0;
                    min-inline-size: 0;
                }
                .row.busy .details {
                    white-space: normal;
                }
                .title {
                    font-size: var(--text-xl);
                    line-height: 26px;
                }
                .side .pill {
                    justify-content: center;
                    min-inline-size: 104px;
                    padding: 1px 8px;
                    gap: 6px;
                }
                .side .word {
                    position: static;
                    inline-size: auto;
                    block-size: auto;
                    clip-path: none;
                }
                .side {
                    display: flex;
                    align-items: center;
                    gap: 12px;
                }
                .time {
                    min-inline-size: 4.6ch;
                }
                .actions .button {
                    min-block-size: 36px;
                    font-size: var(--text-m);
                }
            }
        `,
    ];

    disconnectedCallback() {
        super.disconnectedCallback();
        stopRing();
    }

    /** Puts the focus on the first thing in the rows. */
    focusFirst() {
        const target = this.renderRoot.querySelector('.edge-ring') ?? this.renderRoot.querySelector('.row, .empty, jf-wrapup');
        target?.focus();
    }

    focusWrapup() {
        this.renderRoot.querySelector('jf-wrapup')?.focusNote();
    }

    updated() {
        const { desktop } = this;
        const ringing = desktop.calls.some((call) => call.button('Answer').on || call.status === 2);
        this.toggleAttribute('wrapping', desktop.calls.length === 0 && inWrapup(desktop.agent));
        ringing && desktop.ringing.leads ? startRing(desktop.preferences.get('ringVolume')) : stopRing();
    }

    render() {
        const { desktop } = this;
        const { calls } = desktop;
        if (calls.length === 0 && inWrapup(desktop.agent)) {
            return html`<div class="area wrapping">
                <jf-wrapup .desktop=${desktop} .callId=${desktop.wrapupCall}></jf-wrapup>
            </div>`;
        }
        const blanks = Math.max(0, ROWS_KEPT - calls.length);
        return html`<div class="area" aria-label=${t('call.rows')} role="list" data-testid="call-rows">
                ${repeat(
                    [...calls, ...Array.from({ length: blanks }, (_, index) => calls.length + index)],
                    (each) => each.uniqueObjectId ?? each,
                    (each) => (each.uniqueObjectId ? this.#row(each) : this.#blank(each)),
                )}
            </div>
            ${this.#note()}`;
    }

    #blank(index) {
        const state = this.desktop.agent?.number('AgentState', AgentState.UNKNOWN);
        const text =
            index > 0 ? '' : { [AgentState.AVAILABLE]: 'call.none.ready', [AgentState.NOT_READY]: 'call.none.notReady' }[state] ?? 'call.none';
        return html`<div class="empty" role="listitem" tabindex="-1">${text ? t(text) : nothing}</div>`;
    }

    #row(call) {
        const { desktop } = this;
        const view = callView(call, desktop);
        const stale = desktop.session.connectionState !== 'live';
        const actions = this.#actions(call, view);
        return html`<div
            role="listitem"
            tabindex="-1"
            class="row edge-${view.role} ${view.current ? 'current' : ''} ${stale ? 'stale' : ''} ${actions.length > 0 ? 'busy' : ''}"
            data-testid="call-row"
            data-call=${view.id}
            data-status=${call.status}
            aria-current=${view.current ? 'true' : nothing}
        >
            ${icons[view.role] ?? icons.unknown}
            <div class="name">
                ${this.#title(call, view)}
                ${keyed(view.details.join(), details(view))}
            </div>
            <div class="actions">${actions}</div>
            <div class="side">
                <span class="pill role-${view.role}" data-testid="call-status">${keyed(view.label, html`${icons[view.role] ?? nothing}<span class="word">${view.label}</span>`)}</span>
                ${stale
                    ? html`<span class="as-of">${t('connection.asOf', { time: clockTime(this.#heardMs()) })}</span>`
                    : html`<jf-elapsed class="time" .session=${desktop.session} .sinceMs=${view.sinceMs} .exact=${view.exact}></jf-elapsed>`}
            </div>
        </div>`;
    }

    #heardMs() {
        const { link } = this.desktop.session;
        return link.clock.now() - (link.health.heardMsAgo ?? 0);
    }

    #title(call, view) {
        const text = view.numeric ? html`<bdi dir="ltr">${view.title}</bdi>` : view.title;
        if (this.desktop.calls.length > 1 && !view.current) {
            const choose = () => this.desktop.perform(`row ${view.id}`, t('call.makeCurrent'), (press) => call.setCurrentCall(press));
            return html`<button class="title" title=${t('call.makeCurrent')} @click=${choose}>${text}</button>`;
        }
        return html`<span class="title" data-testid="call-title">${text}</span>`;
    }

    /** Swap and Back to caller stand on the consult row; the customer page on every row that has one. */
    #actions(call, view) {
        const actions = [];
        if (view.consult && call.text('PartnerCall')) {
            actions.push(
                this.#action('swap', 'call.swap', 'swap', call, 'Alternate'),
                this.#action('back', 'call.back', 'back', call, 'Reconnect'),
            );
        } else if (call.status === CallStatus.HELD && call.text('PartnerCall') && !isConsultation(call, this.desktop)) {
            actions.push(this.#action('swap', 'call.swap', 'swap', call, 'Alternate'));
        }
        const address = view.consult ? '' : this.desktop.popAddress(call);
        if (address) {
            actions.push(html`<a
                class="button ${this.desktop.popped(call) ? 'quiet' : ''}"
                data-testid="pop-link"
                href=${address}
                target="_blank"
                rel="noopener noreferrer"
                @click=${() => this.desktop.markPopped(call)}
                >${icons[this.desktop.popped(call) ? 'check' : 'link']}${t('call.open')}</a
            >`);
        }
        return actions;
    }

    #action(id, label, icon, call, name) {
        const { desktop } = this;
        const button = buttonOf(desktop, call, name);
        const press = () => {
            if (button.on) {
                desktop.perform(id, t(label), (pressed) => call.request(name, {}, pressed));
            } else {
                desktop.refuse({ id, label: t(label), why: button.why, fix: button.fix });
            }
        };
        return html`<button
            class="button"
            data-testid=${id}
            aria-disabled=${button.on ? nothing : 'true'}
            aria-description=${button.on ? nothing : button.why}
            @click=${press}
        >
            ${icons[icon]}${t(label)}
        </button>`;
    }

    #note() {
        const { note } = this.desktop;
        if (note?.slot !== 'swap' && note?.slot !== 'back' && !note?.slot.startsWith('row ')) {
            return nothing;
        }
        return html`<div class="bubble" role="status" data-testid="row-note">
            <span>${note.text}</span>
            <div class="actions"><button class="button" @click=${() => this.desktop.closeNote()}>${t('off.close')}</button></div>
        </div>`;
    }
}

/** Number, queue and what else there is to say, in one run of text. */
function details(view) {
    return html`<span class="details" data-testid="call-details"
        >${view.number ? html`<bdi dir="ltr">${view.number}</bdi>` : nothing}${view.details.map(
            (detail) => html`<span><bdi>${detail}</bdi></span>`,
        )}${view.error ? html`<span>${view.error}</span>` : nothing}</span
    >`;
}

customElements.define('jf-call-rows', CallRows);
