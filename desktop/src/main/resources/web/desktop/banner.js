import { css, html, nothing } from 'lit';
import { AgentState } from '../cil.js';
import { t } from '../texts.js';
import { Component } from './component.js';
import { icons } from './icons.js';
import { unlockSound } from './sound.js';
import { base, buttons } from './styles.js';
import { everySecond } from './time.js';

const ICONS = { danger: 'danger', hold: 'danger', ready: 'live' };

/** The one row for what concerns the whole page. Its place is always kept, so nothing moves when it speaks. */
class Banner extends Component {
    static styles = [
        base,
        buttons,
        css`
            :host {
                display: block;
                block-size: 40px;
                overflow: hidden;
            }
            .banner {
                display: flex;
                align-items: center;
                gap: 8px;
                block-size: 40px;
                padding-inline: 16px 8px;
                border-block-end: 1px solid transparent;
            }
            .text {
                flex: 1 1 auto;
                min-inline-size: 0;
                line-height: 18px;
                max-block-size: 36px;
                overflow: hidden;
            }
            .danger {
                background: var(--danger-soft);
                color: var(--danger-text);
                border-color: var(--danger-solid);
            }
            .hold {
                background: var(--hold-soft);
                color: var(--hold-text);
                border-color: var(--hold-solid);
            }
            .ready {
                background: var(--ready-soft);
                color: var(--ready-text);
                border-color: var(--ready-solid);
            }
            .button {
                min-block-size: 30px;
                color: inherit;
                border-color: currentColor;
                background: transparent;
                flex: none;
            }
            .button.square {
                inline-size: 30px;
                border-color: transparent;
            }
            @container (max-width: 599px) {
                .more {
                    display: none;
                }
                .banner {
                    padding-inline: 8px 4px;
                    font-size: var(--text-s);
                }
            }
        `,
    ];

    #stop = null;

    connectedCallback() {
        super.connectedCallback();
        this.#stop = everySecond(() => this.desktop?.session.connectionState !== 'live' && this.requestUpdate());
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        this.#stop?.();
    }

    render() {
        const banner = this.desktop?.notices.current;
        if (!banner) {
            return html`<div class="banner"></div>`;
        }
        return html`<div class="banner ${banner.tone}" data-testid="banner">
            ${icons[ICONS[banner.tone]]}<span class="text">${banner.text}${banner.more ? html`<span class="more"> ${banner.more}</span>` : nothing}</span>${this.#action(banner)}
        </div>`;
    }

    #action(banner) {
        switch (banner.action) {
            case 'try':
                return html`<button class="button" data-testid="try-now" @click=${() => this.desktop.session.link.retryNow()}>
                    ${t('banner.try')}
                </button>`;
            case 'ready':
                return html`<button
                        class="button"
                        data-testid="banner-ready"
                        @click=${() => this.#goReady()}
                    >
                        ${t('banner.goReady')}
                    </button>
                    ${this.#close()}`;
            case 'sound':
                return html`<button class="button" @click=${() => unlockSound().then(() => this.desktop.changed())}>${t('banner.soundOn')}</button>`;
            case 'close':
                return this.#close();
            default:
                return nothing;
        }
    }

    #goReady() {
        this.desktop.notices.close();
        this.desktop.setState(AgentState.AVAILABLE);
    }

    #close() {
        return html`<button class="button square" aria-label=${t('banner.close')} @click=${() => this.desktop.notices.close()}>${icons.close}</button>`;
    }
}

customElements.define('jf-banner', Banner);
