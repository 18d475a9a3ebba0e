import { css, html, nothing } from 'lit';
import { t } from '../texts.js';
import { Component, Popup } from './component.js';
import { icons } from './icons.js';
import { serverLabel } from './notices.js';
import { base, buttons, popups } from './styles.js';
import { clockTime } from './time.js';

const CLOCK_TOLERANCE_MS = 60_000;

/** Whether what the screen shows is the truth of this moment; opens what is known about the connection. */
class ConnectionMark extends Component {
    static styles = [
        base,
        buttons,
        popups,
        css`
            :host {
                position: relative;
                display: block;
                flex: none;
            }
            .mark {
                display: inline-flex;
                align-items: center;
                gap: 6px;
                min-block-size: 36px;
                min-inline-size: 36px;
                justify-content: center;
                padding: 2px 10px;
                border: 1px solid transparent;
                border-radius: 999px;
                background: transparent;
                color: var(--text-2);
                cursor: pointer;
                font-size: var(--text-s);
            }
            .mark:hover {
                background: var(--sunken);
            }
            .reconnecting {
                border-color: var(--hold-solid);
                background: var(--hold-soft);
                color: var(--hold-text);
                font-weight: 600;
            }
            .offline {
                border-color: var(--danger-solid);
                background: var(--danger-soft);
                color: var(--danger-text);
                font-weight: 600;
            }
            .popup {
                inset-block-start: calc(100% + 6px);
                inset-inline-end: 0;
                padding: 16px;
                inline-size: 320px;
            }
            dl {
                display: grid;
                grid-template-columns: auto 1fr;
                gap: 6px 16px;
                margin-block: 12px;
            }
            dt {
                color: var(--text-2);
            }
            @container (max-width: 599px) {
                .word {
                    position: absolute;
                    inline-size: 1px;
                    block-size: 1px;
                    overflow: hidden;
                    clip-path: inset(50%);
                }
                .mark {
                    padding-inline: 7px;
                }
            }
        `,
    ];

    #popup = new Popup(this, 'mark');

    render() {
        const { session } = this.desktop;
        const shown = shownState(this.desktop);
        return html`<button
                id="mark"
                class="mark ${shown}"
                data-testid="connection"
                data-state=${shown}
                aria-haspopup="dialog"
                aria-expanded=${this.#popup.open}
                @click=${() => this.#popup.toggle()}
            >
                ${icons[shown] ?? icons.reconnecting}<span class="word">${t(`connection.${shown}`)}</span>
            </button>
            ${this.#popup.open ? this.#details(session) : nothing}`;
    }

    #details(session) {
        const { link } = session;
        const health = link.health;
        const heard = health.heardMsAgo === null ? NaN : session.now() - health.heardMsAgo;
        return html`<div class="popup" role="dialog" aria-label=${t('connection.mark', { state: t(`connection.${shownState(this.desktop)}`) })}>
            <h2>${t(`connection.${shownState(this.desktop)}`)}</h2>
            <dl>
                <dt>${t('connection.server')}</dt>
                <dd>${link.serverName} <bdi dir="ltr" class="mono">${serverLabel(link.server)}</bdi></dd>
                <dt>${t('connection.system')}</dt>
                <dd>${t(session.systemOnline ? 'connection.system.on' : 'connection.system.off')}</dd>
                <dt>${t('connection.latency')}</dt>
                <dd>${latency(health)}</dd>
                <dt>${t('connection.lastEvent')}</dt>
                <dd>${health.lastNumber} ${Number.isFinite(heard) ? t('connection.asOf', { time: clockTime(heard) }) : nothing}</dd>
                <dt>${t('connection.gaps')}</dt>
                <dd>${health.gapsHealed}</dd>
                <dt>${t('connection.clock')}</dt>
                <dd>${clock(link.clock.aheadMs())}</dd>
            </dl>
            <button class="button" data-first @click=${() => link.probe()}>${t('connection.try')}</button>
        </div>`;
    }
}

/** Live, reconnecting or offline: what the mark shows. */
function shownState(desktop) {
    const state = desktop.session.connectionState;
    if (state === 'live') {
        return desktop.session.systemOnline ? 'live' : 'offline';
    }
    return state === 'connecting' ? 'reconnecting' : state === 'closed' ? 'offline' : state;
}

function latency({ latencyMs, worstMs }) {
    return latencyMs === null
        ? t('connection.latency.none')
        : t('connection.latency.value', { median: Math.round(latencyMs), worst: Math.round(worstMs) });
}

function clock(aheadMs) {
    if (!(Math.abs(aheadMs) > CLOCK_TOLERANCE_MS)) {
        return t('connection.clock.right');
    }
    const minutes = Math.round(Math.abs(aheadMs) / 60_000);
    return t(aheadMs > 0 ? 'connection.clock.fast' : 'connection.clock.slow', { minutes });
}

customElements.define('jf-connection-mark', ConnectionMark);
