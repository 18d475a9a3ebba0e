import { css, html, nothing } from 'lit';
import { t } from '../texts.js';
import { Component } from './component.js';
import { icons } from './icons.js';
import { base, buttons } from './styles.js';
import { clockTime, duration } from './time.js';

const TABS = ['recent', 'groups'];

/** Beside the call where there is room: the calls of this day on this screen, and the agent's queues. */
class Side extends Component {
    static properties = { tab: { state: true } };

    static styles = [
        base,
        buttons,
        css`
            .box {
                display: grid;
                grid-template-rows: auto minmax(0, 1fr);
                block-size: 100%;
                border: 1px solid var(--border);
                border-radius: var(--radius-card);
                background: var(--surface);
                overflow: hidden;
            }
            [role='tablist'] {
                display: flex;
                border-block-end: 1px solid var(--border);
            }
            [role='tab'] {
                flex: 1 1 0;
                min-block-size: 44px;
                padding: 4px 8px;
                border: 0;
                background: transparent;
                color: var(--text-2);
                cursor: pointer;
                outline-offset: -4px;
            }
            [role='tab'][aria-selected='true'] {
                color: var(--accent-text);
                font-weight: 600;
                box-shadow: inset 0 -3px 0 var(--accent-solid);
            }
            [role='tabpanel'] {
                overflow: auto;
                padding: 4px 8px;
                outline-offset: -4px;
            }
            .none {
                padding: 16px 8px;
                color: var(--text-2);
            }
            li {
                display: grid;
                grid-template-columns: auto minmax(0, 1fr) auto;
                align-items: center;
                gap: 0 10px;
                padding: 6px 8px;
                border-block-end: 1px solid var(--border);
            }
            li:last-child {
                border-block-end: 0;
            }
            li .icon {
                color: var(--text-2);
            }
            li.missed .icon {
                color: var(--danger-text);
            }
            .number {
                overflow: hidden;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .groups li {
                grid-template-columns: minmax(0, 1fr) auto;
                min-block-size: 40px;
            }
        `,
    ];

    constructor() {
        super();
        this.tab = 'recent';
    }

    render() {
        return html`<div class="box">
            <div role="tablist" aria-label=${t('side.tabs')} @keydown=${this.#arrows}>
                ${TABS.map(
                    (tab) => html`<button
                        role="tab"
                        id="tab-${tab}"
                        aria-selected=${this.tab === tab}
                        aria-controls="panel"
                        tabindex=${this.tab === tab ? 0 : -1}
                        data-testid="side-${tab}"
                        @click=${() => (this.tab = tab)}
                    >
                        ${t(`side.${tab}`)}
                    </button>`,
                )}
            </div>
            <div role="tabpanel" id="panel" aria-labelledby="tab-${this.tab}" tabindex="0">
                ${this.tab === 'recent' ? this.#recent() : this.#groups()}
            </div>
        </div>`;
    }

    #arrows = (event) => {
        if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
            this.tab = TABS[(TABS.indexOf(this.tab) + 1) % TABS.length];
            this.updateComplete.then(() => this.renderRoot.getElementById(`tab-${this.tab}`).focus());
        }
    };

    #recent() {
        const calls = this.desktop.recent.all;
        if (calls.length === 0) {
            return html`<p class="none">${t('recent.none')}</p>`;
        }
        return html`<ul>
            ${calls.map((call) => {
                const missed = !call.answered && call.direction === 'in';
                const icon = missed ? 'missed' : call.direction === 'in' ? 'incoming' : 'outgoing';
                return html`<li class=${missed ? 'missed' : ''} data-testid="recent-call">
                    ${icons[icon]}
                    <span class="number"><bdi dir="ltr">${call.number || t('call.unknownCaller')}</bdi></span>
                    <span class="time">${duration(call.lengthMs)}</span>
                    <span></span>
                    <span class="label">${t(`direction.${call.direction}`)}${call.note ? html`, ${call.note}` : nothing}</span>
                    <span class="label time">${clockTime(call.atMs)}</span>
                </li>`;
            })}
        </ul>`;
    }

    #groups() {
        const groups = this.desktop.agent?.properties.list('SkillGroup') ?? [];
        if (groups.length === 0) {
            return html`<p class="none">${t('groups.none')}</p>`;
        }
        return html`<ul class="groups">
            ${groups.map(
                (group) => html`<li>
                    <span>${this.desktop.groupName(group.number('SkillGroupNumber'))}</span>
                    <span class="label">${group.number('SkillGroupNumber')}</span>
                </li>`,
            )}
        </ul>`;
    }
}

customElements.define('jf-side', Side);
