import { css, html, nothing } from 'lit';
import { t } from '../texts.js';
import { Component } from './component.js';
import { icons } from './icons.js';
import { keyMap } from './keys.js';
import { unlockSound } from './sound.js';
import { base, buttons } from './styles.js';
import './banner.js';
import './call-bar.js';
import './call-data.js';
import './call-rows.js';
import './connection-mark.js';
import './dial-panel.js';
import './keypad.js';
import './login.js';
import './help.js';
import './menu.js';
import './side.js';
import './state-switch.js';

/**
 * The whole page: the login, or the agent's desktop. One markup for all widths; container queries
 * on this element give it its shape from 320 px up.
 */
class Root extends Component {
    static styles = [
        base,
        buttons,
        css`
            :host {
                display: block;
                block-size: 100%;
                container-type: inline-size;
            }
            .frame {
                block-size: 100%;
                display: grid;
                grid-template-rows: auto auto auto minmax(132px, 1fr) auto;
                grid-template-columns: minmax(0, 1fr);
                grid-template-areas: 'head' 'banner' 'rows' 'data' 'bar';
                overflow: auto;
                background: var(--bg);
                color: var(--text);
            }
            main {
                display: contents;
            }
            .skip {
                position: absolute;
                inset-block-start: -60px;
                inset-inline-start: 8px;
                z-index: 30;
            }
            .skip:focus {
                inset-block-start: 8px;
            }
            header {
                grid-area: head;
                display: flex;
                align-items: center;
                gap: 6px;
                min-block-size: 60px;
                padding: 6px 8px;
                background: var(--surface);
                border-block-end: 1px solid var(--border);
            }
            .who {
                min-inline-size: 0;
                display: none;
                overflow: hidden;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .dial {
                flex: 0 1 auto;
                min-inline-size: 0;
                justify-content: flex-start;
                font-weight: 400;
            }
            .dial .hint,
            .dial kbd {
                display: none;
            }
            kbd {
                font: inherit;
                color: var(--text-2);
                font-size: var(--text-s);
            }
            .gap {
                flex: 1 1 0;
            }
            jf-banner {
                grid-area: banner;
            }
            jf-side,
            footer {
                display: none;
            }
            jf-call-rows {
                grid-area: rows;
                margin: 8px;
            }
            /* In the panel wrap-up needs the place of the call data, which there is none of by then. */
            jf-call-rows[wrapping] {
                grid-area: rows-start / rows-start / data-end / rows-end;
                z-index: 3;
                margin: 0;
                padding: 8px;
                background: var(--bg);
                overflow: auto;
            }
            jf-call-data {
                grid-area: data;
                min-block-size: 0;
                margin: 0 8px 8px;
            }
            jf-call-bar {
                grid-area: bar;
                position: sticky;
                inset-block-end: 0;
                z-index: 8;
            }
            @media (max-height: 520px) {
                .frame {
                    grid-template-rows: auto auto auto auto auto;
                }
                jf-call-bar {
                    position: relative;
                }
            }
            .panel {
                grid-area: rows-start / rows-start / data-end / rows-end;
                z-index: 10;
                align-self: end;
                margin: 8px;
                max-block-size: calc(100% - 16px);
                overflow: auto;
                border: 1px solid var(--line);
                border-radius: var(--radius-card);
                background: var(--surface);
                box-shadow: var(--shadow);
            }
            .resuming {
                display: grid;
                place-content: center;
                block-size: 100%;
                gap: 12px;
                text-align: center;
            }
            @container (min-width: 600px) {
                /* Of fixed width, so that a longer state moves nobody. */
                jf-state-switch {
                    flex: 0 0 270px;
                }
                .who,
                .dial .hint,
                .dial kbd {
                    display: block;
                }
                .dial {
                    inline-size: 260px;
                }
                .dial kbd {
                    margin-inline-start: auto;
                }
                header {
                    padding-inline: 16px;
                    gap: 16px;
                }
                jf-call-rows {
                    margin: 12px 16px;
                }
                jf-call-rows[wrapping] {
                    grid-area: rows;
                    margin: 12px 16px;
                    padding: 0;
                    overflow: visible;
                }
                jf-call-data {
                    margin: 0 16px 12px;
                }
                .panel {
                    align-self: start;
                    justify-self: end;
                    margin: 12px 16px;
                    inline-size: 400px;
                    max-block-size: calc(100% - 24px);
                }
            }
            @container (min-width: 1024px) {
                .frame {
                    grid-template-columns: minmax(0, 1fr) 360px;
                    grid-template-rows: auto auto auto auto minmax(0, 1fr) auto;
                    grid-template-areas:
                        'head head'
                        'banner banner'
                        'rows side'
                        'bar side'
                        'data side'
                        'foot foot';
                }
                jf-call-rows {
                    margin-block: 12px 0;
                    margin-inline: 16px 0;
                }
                jf-call-rows[wrapping] {
                    margin-block: 12px 0;
                    margin-inline: 16px 0;
                }
                jf-call-data {
                    margin-block: 0 12px;
                    margin-inline: 16px 0;
                }
                jf-call-bar {
                    position: relative;
                }
                jf-side {
                    grid-area: side;
                    display: block;
                    min-block-size: 0;
                    margin: 12px 16px;
                }
                .panel {
                    grid-area: side;
                    justify-self: stretch;
                    inline-size: auto;
                    max-block-size: calc(100% - 24px);
                }
                footer {
                    grid-area: foot;
                    display: flex;
                    gap: 8px 24px;
                    flex-wrap: wrap;
                    padding: 4px 16px;
                    border-block-start: 1px solid var(--border);
                    color: var(--text-2);
                    font-size: var(--text-s);
                    line-height: 20px;
                    background: var(--surface);
                }
                .dial {
                    inline-size: 320px;
                }
                jf-state-switch {
                    flex-basis: 400px;
                }
            }
            @container (min-width: 1600px) {
                .frame {
                    grid-template-columns: minmax(0, 1fr) 440px;
                }
            }
        `,
    ];

    #stopShowing = null;

    connectedCallback() {
        super.connectedCallback();
        document.addEventListener('keydown', this.#key);
        // Any first click lets the page sound, so a reload needs no other one.
        document.addEventListener('pointerdown', () => unlockSound().then(() => this.desktop?.changed()), { once: true });
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        document.removeEventListener('keydown', this.#key);
        this.#stopShowing?.();
    }

    willUpdate(changed) {
        super.willUpdate(changed);
        if (changed.has('desktop')) {
            this.#stopShowing?.();
            this.#stopShowing = this.desktop?.on('showCalls', this.#toCalls);
        }
    }

    render() {
        if (!this.desktop) {
            return nothing;
        }
        switch (this.desktop.phase) {
            case 'agent':
                return this.#agent();
            case 'resuming':
                return html`<main class="resuming" data-testid="resuming">
                    <h1>${t('app.resuming')}</h1>
                    <p class="label">${t(`connection.${linkWord(this.desktop)}`)}</p>
                </main>`;
            default:
                return html`<jf-login .desktop=${this.desktop}></jf-login>`;
        }
    }

    #agent() {
        const { desktop } = this;
        const { agent } = desktop;
        const ringing = desktop.calls.some((call) => call.status === 2);
        const name = [agent?.text('AgentFirstName'), agent?.text('AgentLastName')].filter(Boolean).join(' ');
        return html`<div class="frame" data-testid="desktop" data-connection=${desktop.session.connectionState}>
            <header>
                <button class="skip button" @click=${this.#toCalls}>${t(ringing ? 'app.skip.ringing' : 'app.skip')}</button>
                <h1 class="visually-hidden">${t('app.title')}</h1>
                <jf-state-switch .desktop=${desktop}></jf-state-switch>
                <div class="who" data-testid="agent-id">${name || t('foot.agent', { id: agent?.text('AgentID') })}</div>
                <div class="gap"></div>
                <button
                    class="button dial"
                    data-testid="dial-open"
                    aria-haspopup="dialog"
                    aria-expanded=${desktop.panel?.kind === 'dial'}
                    aria-label=${t('dial.open.hint')}
                    @click=${() => desktop.openPanel('dial')}
                >
                    ${icons.search}<span class="hint">${t('dial.open.hint')}</span><kbd aria-hidden="true">Ctrl+K</kbd>
                </button>
                <jf-connection-mark .desktop=${desktop}></jf-connection-mark>
                <jf-menu .desktop=${desktop}></jf-menu>
            </header>
            <main>
                <jf-banner .desktop=${desktop}></jf-banner>
                <jf-call-rows .desktop=${desktop}></jf-call-rows>
                <jf-call-bar .desktop=${desktop}></jf-call-bar>
                <jf-call-data .desktop=${desktop}></jf-call-data>
                <jf-side .desktop=${desktop}></jf-side>
                ${this.#panel()}
            </main>
            ${this.#foot(agent)}
        </div>`;
    }

    #panel() {
        const { panel } = this.desktop;
        switch (panel?.kind) {
            case 'dial':
            case 'transfer':
            case 'conference':
                return html`<jf-dial-panel class="panel" .desktop=${this.desktop} .kind=${panel.kind} .callId=${panel.callId}></jf-dial-panel>`;
            case 'keypad':
                return html`<jf-keypad class="panel" .desktop=${this.desktop} .callId=${panel.callId}></jf-keypad>`;
            case 'keys':
                return html`<jf-help class="panel" .desktop=${this.desktop}></jf-help>`;
            default:
                return nothing;
        }
    }

    #foot(agent) {
        const { session } = this.desktop;
        const { latencyMs } = session.link.health;
        return html`<footer>
            <span>${t('foot.agent', { id: agent?.text('AgentID') })}</span>
            <span>${t('foot.extension', { number: agent?.text('AgentExtension') })}</span>
            <span>${t('foot.instrument', { number: agent?.text('AgentInstrument') })}</span>
            <span>${t('foot.server', { name: session.link.serverName })}</span>
            ${latencyMs === null ? nothing : html`<span>${t('foot.latency', { ms: Math.round(latencyMs) })}</span>`}
        </footer>`;
    }

    #toCalls = () => {
        this.renderRoot.querySelector('jf-call-rows')?.focusFirst();
    };

    #key = (event) => {
        if (this.desktop?.phase === 'agent') {
            keyMap(this.desktop, this.renderRoot, event);
        }
    };
}

function linkWord(desktop) {
    const state = desktop.session.connectionState;
    return state === 'closed' ? 'offline' : state;
}

customElements.define('jf-desktop', Root);
