import { css, html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { AgentState } from '../cil.js';
import { t } from '../texts.js';
import { Component, Popup } from './component.js';
import { icons } from './icons.js';
import { base, buttons, fields, pills, popups } from './styles.js';
import { agentView, buttonOf } from './view.js';
import './elapsed.js';

const FILTER_FROM = 8;
const CHANGING_MS = 300;

/** What the agent is, since when, and the menu to be something else. Choosing a reason is the change. */
class StateSwitch extends Component {
    static properties = { filter: { state: true } };

    static styles = [
        base,
        buttons,
        fields,
        pills,
        popups,
        css`
            :host {
                position: relative;
                display: flex;
                align-items: center;
                gap: 8px;
                flex: 0 1 auto;
                min-inline-size: 0;
            }
            .switch {
                display: flex;
                align-items: center;
                gap: 8px;
                min-block-size: 44px;
                padding: 4px 16px;
                border-width: 1px;
                border-style: solid;
                border-radius: 999px;
                font-size: var(--text-l);
                font-weight: 600;
                cursor: pointer;
                min-inline-size: 0;
            }
            .switch.role-wrap {
                border-style: dashed;
            }
            .switch.role-unknown {
                border-style: dotted;
            }
            .switch .reason {
                overflow: hidden;
                text-overflow: ellipsis;
                white-space: nowrap;
                max-inline-size: 160px;
            }
            .switch > span {
                white-space: nowrap;
            }
            .chevron {
                display: flex;
            }
            .chevron .icon {
                inline-size: 16px;
                block-size: 16px;
            }
            .pending {
                display: inline-flex;
                align-items: center;
                gap: 2px;
                padding-inline-end: 2px;
                max-inline-size: 220px;
            }
            .pending span {
                overflow: hidden;
                text-overflow: ellipsis;
            }
            .pending button {
                display: grid;
                place-items: center;
                inline-size: 24px;
                block-size: 24px;
                padding: 0;
                border: 0;
                border-radius: 999px;
                background: transparent;
                color: inherit;
                cursor: pointer;
            }
            .popup {
                inset-block-start: calc(100% + 6px);
                inset-inline-start: 0;
                max-block-size: min(70vh, 560px);
                overflow: auto;
            }
            .bubble {
                inset-block-start: calc(100% + 6px);
                inset-inline-start: 0;
            }
            .number {
                inline-size: 20px;
                color: var(--text-2);
                text-align: center;
                font-size: var(--text-s);
            }
            .ready .icon {
                color: var(--ready-solid);
            }
            .filter {
                margin: 4px 6px;
            }
            @container (max-width: 1023px) {
                .switch .reason {
                    flex: 0 1 auto;
                    min-inline-size: 0;
                }
                /* Its shape says it; the words are for who cannot see it, and in the tip. */
                .pending {
                    flex: none;
                    padding: 3px;
                }
                .pending span {
                    position: absolute;
                    inline-size: 1px;
                    block-size: 1px;
                    overflow: hidden;
                    clip-path: inset(50%);
                }
            }
            @container (max-width: 599px) {
                :host {
                    gap: 4px;
                }
                .switch {
                    padding-inline: 10px;
                    gap: 6px;
                }
            }
            @container (max-width: 379px) {
                .switch {
                    padding-inline: 8px;
                    gap: 4px;
                    font-size: var(--text-m);
                }
                .switch .reason,
                .chevron {
                    display: none;
                }
                /* The shape and the time stay; the word gives way first. */
                .switch > span {
                    min-inline-size: 0;
                    overflow: hidden;
                    text-overflow: ellipsis;
                }
            }
        `,
    ];

    #popup = new Popup(this, 'switch');
    #later = null;

    constructor() {
        super();
        this.filter = '';
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        clearTimeout(this.#later);
    }

    willUpdate(changed) {
        super.willUpdate(changed);
        if (changed.has('desktop')) {
            this.desktop?.on('chooseReason', () => this.openMenu());
        }
    }

    /** Opens the menu and puts the focus into it. */
    openMenu() {
        this.filter = '';
        this.#popup.show();
    }

    render() {
        const { desktop } = this;
        const live = desktop.session.connectionState !== 'offline';
        const view = agentView(desktop.agent, desktop.calls, live, desktop.asked);
        const changing = this.#changing();
        return html`<button
                id="switch"
                class="switch role-${view.role}"
                data-testid="state-button"
                data-state=${desktop.agent?.number('AgentState', 9)}
                aria-haspopup="menu"
                aria-expanded=${this.#popup.open}
                @click=${() => (this.#popup.open ? this.#popup.close() : this.openMenu())}
            >
                ${keyed(`${view.label} ${view.reason} ${changing}`, this.#face(view, changing))}
            </button>
            ${view.pending ? this.#pending(view.pending) : nothing} ${this.#popup.open ? this.#menu() : nothing} ${this.#note()}`;
    }

    #face(view, changing) {
        return html`${icons[view.role]}
            <span data-testid="state-label">${view.label}</span>
            ${view.reason ? html`<span class="reason" data-testid="state-reason">- ${view.reason}</span>` : nothing}
            <jf-elapsed class="time" .session=${this.desktop.session} .sinceMs=${view.sinceMs} .exact=${view.exact}></jf-elapsed>
            ${changing ? html`<span class="label">${t('state.changing')}</span>` : nothing}
            <span class="chevron">${icons.chevron}</span>`;
    }

    #changing() {
        const since = this.desktop.pendingSince('state') ?? this.desktop.pendingSince('wrapup');
        clearTimeout(this.#later);
        if (since === null) {
            return false;
        }
        const forMs = performance.now() - since;
        if (forMs < CHANGING_MS) {
            this.#later = setTimeout(() => this.requestUpdate(), CHANGING_MS - forMs);
        }
        return forMs >= CHANGING_MS;
    }

    #pending(pending) {
        const text = t('state.pending', { state: pending.label });
        return html`<span class="pill pending role-${pending.role}" title=${text} data-testid="state-pending">
            ${icons[pending.role]}<span>${text}</span>
        </span>`;
    }

    #note() {
        const { note } = this.desktop;
        if (note?.slot !== 'state') {
            return nothing;
        }
        return html`<div class="bubble" role="status" data-testid="state-note">
            <span>${note.text}</span>
            <div class="actions">
                ${note.fix
                    ? html`<button class="button primary" @click=${() => this.desktop.fix('state', note.fix)}>${t(`off.fix.${note.fix.name}`)}</button>`
                    : nothing}
                <button class="button" @click=${() => this.desktop.closeNote()}>${t('off.close')}</button>
            </div>
        </div>`;
    }

    #menu() {
        const { desktop } = this;
        const many = desktop.reasons('notReady').length >= FILTER_FROM;
        return html`<div class="popup">
            ${many ? this.#filter() : nothing}
            <div role="menu" aria-label=${t('state.menu')}>
            ${this.#item('state-ready', 'ready', t('state.ready'), 'Ready', () => desktop.setState(AgentState.AVAILABLE), 'ready')}
            ${this.#notReady()}
            ${this.#wrapups()}
            <hr />
            ${this.#logout()}
            </div>
        </div>`;
    }

    #notReady() {
        const reasons = this.#sorted(this.desktop.reasons('notReady'));
        const choose = (reason) => () => this.desktop.setState(AgentState.NOT_READY, reason);
        if (reasons.length === 0) {
            return this.#item('state-not-ready', 'idle', t('state.notReadyPlain'), 'NotReady', choose(null));
        }
        const wanted = this.filter.trim().toLowerCase();
        const shown = reasons.filter((reason) => reason.text.toLowerCase().includes(wanted));
        const plain = this.#button('NotReady').reason ? nothing : this.#item('state-not-ready', 'idle', t('state.notReadyPlain'), 'NotReady', choose(null));
        return html`${plain}
            <div class="group label" id="reasons">${t('state.notReadyGroup')}</div>
            ${shown.length === 0 ? html`<div class="group label">${t('state.noneFound')}</div>` : nothing}
            ${shown.map((reason, index) =>
                this.#item(`state-reason-${reason.code}`, '', reason.text, 'NotReady', choose(reason.code), '', index + 1),
            )}`;
    }

    #filter() {
        return html`<div class="filter">
            <input
                type="search"
                placeholder=${t('state.find')}
                aria-label=${t('state.find')}
                .value=${this.filter}
                @input=${(event) => (this.filter = event.target.value)}
            />
        </div>`;
    }

    #wrapups() {
        const items = [
            ['WorkReady', AgentState.WORK_READY, 'state.wrapReady'],
            ['WorkNotReady', AgentState.WORK_NOT_READY, 'state.wrapNotReady'],
        ].filter(([name]) => this.desktop.agent?.button(name).on);
        if (items.length === 0) {
            return nothing;
        }
        return html`<hr />
            ${items.map(([name, state, text]) => this.#item(`state-${name}`, 'wrap', t(text), name, () => this.desktop.setState(state)))}`;
    }

    #logout() {
        const reasons = this.desktop.reasons('logout');
        if (!this.#button('Logout').reason || reasons.length === 0) {
            return this.#item('state-logout', 'logout', t('state.logout'), 'Logout', () => this.desktop.logout());
        }
        return html`<div class="group label">${t('state.logoutGroup')}</div>
            ${reasons.map((reason) =>
                this.#item(`state-logout-${reason.code}`, 'logout', reason.text, 'Logout', () => this.desktop.logout(reason.code)),
            )}`;
    }

    #button(name) {
        return buttonOf(this.desktop, this.desktop.agent, name);
    }

    #item(testid, icon, text, name, act, style = '', number = 0) {
        const button = this.#button(name);
        const press = () => {
            this.#popup.close();
            if (button.on) {
                act();
            } else {
                this.desktop.explain('state', button.why, button.fix);
            }
        };
        return html`<button
            role="menuitem"
            class=${style}
            data-testid=${testid}
            data-number=${number > 0 && number < 10 ? number : nothing}
            aria-disabled=${button.on ? nothing : 'true'}
            @click=${press}
        >
            ${icon ? icons[icon] : html`<span class="number" aria-hidden="true">${number}</span>`}
            <span>${text}${button.on ? nothing : html`<span class="why">${button.why}</span>`}</span>
        </button>`;
    }

    /** What this agent uses most stands on top; the rest keeps the site's order. */
    #sorted(reasons) {
        const use = this.desktop.preferences.get('reasonUse');
        return [...reasons].sort((a, b) => (use[b.code] ?? 0) - (use[a.code] ?? 0));
    }
}

customElements.define('jf-state-switch', StateSwitch);
