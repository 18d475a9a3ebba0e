import { css, html } from 'lit';
import { t } from '../texts.js';
import { Component } from './component.js';
import { icons } from './icons.js';
import { KEY_LIST } from './keys.js';
import { base, buttons } from './styles.js';

/** The key map. */
class Help extends Component {
    static styles = [
        base,
        buttons,
        css`
            :host {
                padding: 16px;
            }
            .head {
                display: flex;
                justify-content: space-between;
                align-items: center;
                margin-block-end: 8px;
            }
            dl {
                display: grid;
                grid-template-columns: auto 1fr;
                gap: 8px 16px;
            }
            dt {
                font-weight: 600;
            }
        `,
    ];

    firstUpdated() {
        this.renderRoot.querySelector('button').focus();
    }

    render() {
        return html`<div role="dialog" aria-label=${t('keys.title')} data-testid="help">
            <div class="head">
                <h2>${t('keys.title')}</h2>
                <button class="button quiet square" aria-label=${t('keys.close')} @click=${() => this.desktop.closePanel()}>${icons.close}</button>
            </div>
            <dl>${KEY_LIST.map((key) => html`<dt><bdi dir="ltr">${key === 'Escape' ? 'Esc' : key}</bdi></dt><dd>${t(`keys.${key}`)}</dd>`)}</dl>
        </div>`;
    }
}

customElements.define('jf-help', Help);
