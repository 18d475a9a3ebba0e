import { css, html, nothing } from 'lit';
import { t } from '../texts.js';
import { Component, Popup } from './component.js';
import { icons } from './icons.js';
import { popTemplateIsSafe } from './pop.js';
import { askForNotices, noticesAre } from './ringing.js';
import { testRing } from './sound.js';
import { base, buttons, fields, popups } from './styles.js';

const THEMES = ['system', 'light', 'dark', 'contrast'];
const DENSITIES = ['roomy', 'normal'];

/** What each person sets for this browser: colours, spacing, ring, keys, customer page. */
class Menu extends Component {
    static properties = { badPop: { state: true } };

    static styles = [
        base,
        buttons,
        fields,
        popups,
        css`
            :host {
                position: relative;
                display: block;
                flex: none;
            }
            .popup {
                inset-block-start: calc(100% + 6px);
                inset-inline-end: 0;
                inline-size: 300px;
                padding: 16px;
                display: grid;
                gap: 16px;
            }
            fieldset {
                display: grid;
                grid-template-columns: 1fr 1fr;
                gap: 4px 8px;
                margin: 0;
                padding: 0;
                border: 0;
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
                min-block-size: 28px;
                cursor: pointer;
            }
            input[type='radio'],
            input[type='checkbox'] {
                inline-size: 18px;
                block-size: 18px;
                margin: 0;
                accent-color: var(--accent-solid);
            }
            .volume {
                display: flex;
                gap: 12px;
                align-items: center;
            }
            input[type='range'] {
                flex: 1 1 0;
                min-inline-size: 0;
                accent-color: var(--accent-solid);
            }
        `,
    ];

    #popup = new Popup(this, 'menu');

    constructor() {
        super();
        this.badPop = false;
    }

    render() {
        return html`<button
                id="menu"
                class="button quiet square"
                data-testid="menu"
                aria-label=${t('menu.title')}
                aria-haspopup="dialog"
                aria-expanded=${this.#popup.open}
                @click=${() => this.#popup.toggle()}
            >
                ${icons.menu}
            </button>
            ${this.#popup.open ? this.#content() : nothing}`;
    }

    #content() {
        const { preferences } = this.desktop;
        return html`<div class="popup" role="dialog" aria-label=${t('menu.title')}>
            ${this.#choices('theme', THEMES)} ${this.#choices('density', DENSITIES)}
            <div class="field">
                <label for="volume">${t('menu.sound')}</label>
                <div class="volume">
                    <input
                        id="volume"
                        type="range"
                        min="0"
                        max="1"
                        step="0.1"
                        .value=${String(preferences.get('ringVolume'))}
                        @change=${(event) => preferences.set('ringVolume', Number(event.target.value))}
                    />
                    <button class="button" @click=${() => testRing(preferences.get('ringVolume'))}>${t('menu.sound.test')}</button>
                </div>
            </div>
            <label class="choice">
                <input
                    type="checkbox"
                    .checked=${preferences.get('functionKeys')}
                    @change=${(event) => preferences.set('functionKeys', event.target.checked)}
                />
                ${t('menu.keysOn')}
            </label>
            ${this.#notices(preferences)}
            ${this.desktop.phase === 'agent' ? this.#agentOnly(preferences) : nothing}
        </div>`;
    }

    /** Notices of calls while the tab is hidden; the tick is the gesture at which the browser asks. */
    #notices(preferences) {
        const state = noticesAre();
        const blocked = state === 'denied' || state === 'absent';
        const set = async (event) => {
            preferences.set('notices', event.target.checked);
            if (event.target.checked) {
                await askForNotices();
            }
            this.requestUpdate();
        };
        return html`<div class="field">
            <label class="choice">
                <input
                    type="checkbox"
                    data-testid="notices"
                    aria-describedby="notices-help"
                    ?disabled=${blocked}
                    .checked=${preferences.get('notices') && !blocked}
                    @change=${set}
                />
                ${t('menu.notices')}
            </label>
            <span class="help" id="notices-help">${blocked ? t('menu.notices.blocked') : t('menu.notices.help')}</span>
        </div>`;
    }

    #agentOnly(preferences) {
        return html`<div class="field">
                <label for="pop">${t('menu.pop')}</label>
                <input
                    id="pop"
                    type="url"
                    data-testid="pop-url"
                    .value=${preferences.get('popUrl')}
                    aria-describedby="pop-help"
                    aria-invalid=${this.badPop ? 'true' : nothing}
                    @change=${this.#pop}
                />
                <span class=${this.badPop ? 'error' : 'help'} id="pop-help">${this.badPop ? t('menu.pop.bad') : t('menu.pop.help', { ANI: '{ANI}', DNIS: '{DNIS}' })}</span>
            </div>
            <button class="button" @click=${() => this.#popup.close() ?? this.desktop.openPanel('keys')}>
                ${t('keys.title')} <kbd>F1</kbd>
            </button>`;
    }

    #pop = (event) => {
        const value = event.target.value.trim();
        this.badPop = !popTemplateIsSafe(value);
        if (!this.badPop) {
            this.desktop.preferences.set('popUrl', value);
            this.desktop.changed();
        }
    };

    #choices(name, values) {
        const chosen = this.desktop.preferences.get(name);
        const choose = (value) => () => {
            this.desktop.preferences.set(name, value);
            this.desktop.changed();
        };
        return html`<fieldset>
            <legend>${t(`menu.${name}`)}</legend>
            ${values.map(
                (value) => html`<label class="choice">
                    <input type="radio" name=${name} data-testid="${name}-${value}" .checked=${chosen === value} @change=${choose(value)} />
                    ${t(`menu.${name}.${value}`)}
                </label>`,
            )}
        </fieldset>`;
    }
}

customElements.define('jf-menu', Menu);
