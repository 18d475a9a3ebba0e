import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { hasText, t } from '../texts.js';
import { Component } from './component.js';
import { icons } from './icons.js';
import { base, buttons, fields, pills } from './styles.js';
import { buttonOf, callFields, callView, columnValue, propertyOf } from './view.js';
import './elapsed.js';

const DEFAULT_COLUMNS = ['CallStatus', 'ANI', 'DNIS', 'DialedNumber', 'SkillGroup', 'CallDuration', 'Var1', 'Var2', 'Var3'];
/** What SetCallData takes besides expanded variables. */
const EDITABLE = /^(CallVariable\d+|CallWrapupData|UserToUserInfo|CallerEnteredDigits)$/;
const VIEWS = ['rows', 'grid'];

/** Data of the current call as rows, or all calls as the classic grid. What may be edited is edited in place. */
class CallData extends Component {
    static properties = { all: { state: true }, saving: { state: true } };

    static styles = [
        base,
        buttons,
        fields,
        pills,
        css`
            :host {
                display: grid;
                grid-template-rows: auto minmax(0, 1fr);
                border: 1px solid var(--border);
                border-radius: var(--radius-card);
                background: var(--surface);
                min-inline-size: 0;
                overflow: hidden;
            }
            .head {
                display: flex;
                align-items: center;
                gap: 8px;
                min-block-size: 44px;
                padding: 4px 12px;
                border-block-end: 1px solid var(--border);
            }
            .head h2 {
                flex: 1 1 0;
            }
            .switch {
                display: flex;
                border: 1px solid var(--line);
                border-radius: var(--radius-button);
                overflow: hidden;
            }
            .switch button {
                min-block-size: 30px;
                padding: 2px 12px;
                border: 0;
                background: var(--surface);
                color: var(--text);
                cursor: pointer;
                outline-offset: -4px;
            }
            .switch button[aria-pressed='true'] {
                background: var(--accent-soft);
                color: var(--accent-text);
                font-weight: 600;
                box-shadow: inset 0 -3px 0 var(--accent-solid);
            }
            .body {
                overflow: auto;
                min-block-size: 0;
            }
            .none {
                padding: 24px 16px;
                color: var(--text-2);
            }
            .list {
                display: grid;
                grid-template-columns: minmax(96px, auto) minmax(0, 1fr);
                gap: 4px 16px;
                padding: 8px 12px;
                align-items: center;
            }
            .list dt {
                color: var(--text-2);
                font-size: var(--text-s);
            }
            .list dd {
                min-block-size: 32px;
                display: flex;
                align-items: center;
                min-inline-size: 0;
                overflow-wrap: anywhere;
            }
            .list input[type='text'],
            td input[type='text'] {
                min-block-size: 32px;
                padding: 2px 8px;
                border-color: transparent;
                background: var(--sunken);
            }
            .list input[type='text']:hover,
            .list input[type='text']:focus,
            td input[type='text']:hover,
            td input[type='text']:focus {
                border-color: var(--line);
                background: var(--surface);
            }
            .list input[type='text'][readonly],
            td input[type='text'][readonly] {
                background: transparent;
            }
            .copy {
                padding: 0;
                border: 0;
                background: transparent;
                cursor: copy;
                text-align: start;
                border-radius: 4px;
                overflow-wrap: anywhere;
            }
            .copy:hover {
                text-decoration: underline dotted;
                text-underline-offset: 4px;
            }
            table {
                border-collapse: collapse;
                min-inline-size: 100%;
            }
            th,
            td {
                padding: 4px 12px;
                text-align: start;
                white-space: nowrap;
                block-size: 36px;
            }
            th {
                position: sticky;
                inset-block-start: 0;
                background: var(--sunken);
                color: var(--text-2);
                font-size: var(--text-s);
                font-weight: 600;
                z-index: 1;
            }
            tbody tr {
                border-block-end: 1px solid var(--border);
            }
            tr[aria-current] {
                background: var(--accent-soft);
                box-shadow: inset 4px 0 0 var(--accent-solid);
            }
            td input[type='text'] {
                inline-size: 160px;
            }
            .foot {
                padding: 0 12px 8px;
            }
            @container (min-width: 700px) {
                .list {
                    grid-template-columns: minmax(96px, auto) minmax(0, 1fr) minmax(96px, auto) minmax(0, 1fr);
                }
            }
        `,
    ];

    constructor() {
        super();
        this.all = false;
        this.saving = '';
    }

    render() {
        const { desktop } = this;
        const view = desktop.preferences.get('dataView');
        return html`<div class="head">
                <h2>${t('data.title')}</h2>
                <span class="label" role="status">${this.saving}</span>
                <div class="switch" role="group" aria-label=${t('data.view')}>
                    ${VIEWS.map(
                        (each) => html`<button aria-pressed=${view === each} data-testid="data-${each}" @click=${() => this.#choose(each)}>
                            ${t(`data.${each}`)}
                        </button>`,
                    )}
                </div>
            </div>
            <div class="body" tabindex="0" role="region" aria-label=${t('data.title')}>
                ${view === 'grid' ? this.#grid() : this.#rows()}
            </div>`;
    }

    #choose(view) {
        this.desktop.preferences.set('dataView', view);
        this.requestUpdate();
    }

    #rows() {
        const call = this.desktop.currentCall;
        if (!call) {
            return html`<p class="none">${t('data.none')}</p>`;
        }
        const every = callFields(call, this.desktop);
        const filled = every.filter((field) => field.value !== '');
        const shown = this.all ? every : filled;
        return html`<dl class="list" data-testid="call-data">
                ${shown.map(
                    (field) => html`<dt id="label-${field.name}">${field.label}</dt>
                        <dd>${this.#value(call, field)}</dd>`,
                )}
            </dl>
            <div class="foot">
                ${filled.length < every.length
                    ? html`<button class="button quiet" data-testid="data-more" @click=${() => (this.all = !this.all)}>
                          ${t(this.all ? 'data.less' : 'data.more')}
                      </button>`
                    : nothing}
            </div>`;
    }

    #value(call, field) {
        if (!field.editable) {
            return this.#copy(field.label, field.value, field.numeric);
        }
        return this.#input(call, field);
    }

    #input(call, field) {
        const button = buttonOf(this.desktop, call, 'SetCallData');
        return html`<input
            type="text"
            data-testid="data-${field.name}"
            aria-label=${t('data.edit', { name: field.label })}
            title=${button.on ? nothing : button.why}
            dir="auto"
            maxlength=${field.limit}
            ?readonly=${!button.on}
            .value=${live(this.#typed(call, field) ?? field.value)}
            @input=${(event) => this.#typing(call, field, event.target.value)}
            @keydown=${(event) => this.#key(call, field, event)}
            @blur=${(event) => this.#save(call, field, event.target.value)}
        />`;
    }

    #drafts = new Map();

    /** What somebody is typing stays, whatever comes from the server meanwhile. */
    #typed(call, field) {
        return this.#drafts.get(`${call.uniqueObjectId} ${field.name}`);
    }

    #typing(call, field, value) {
        this.#drafts.set(`${call.uniqueObjectId} ${field.name}`, value);
    }

    #key(call, field, event) {
        if (event.key === 'Enter') {
            this.#save(call, field, event.target.value);
        } else if (event.key === 'Escape') {
            event.stopPropagation();
            this.#drafts.delete(`${call.uniqueObjectId} ${field.name}`);
            this.requestUpdate();
        }
    }

    async #save(call, field, value) {
        const key = `${call.uniqueObjectId} ${field.name}`;
        if (!this.#drafts.has(key)) {
            return;
        }
        if (value === field.value) {
            this.#drafts.delete(key);
            return;
        }
        this.saving = t('data.saving');
        const args = field.ecc ? { ECC: { [field.name]: value } } : { [field.name]: value };
        const reply = await this.desktop.perform(`data ${field.name}`, field.label, (press) => call.setCallData(args, press));
        this.saving = reply?.ok ? t('data.saved') : this.desktop.note?.text ?? '';
        if (reply?.ok) {
            this.#drafts.delete(key);
        }
        this.requestUpdate();
    }

    #copy(label, value, numeric) {
        const shown = numeric ? html`<bdi dir="ltr">${value}</bdi>` : html`<bdi>${value}</bdi>`;
        return value === ''
            ? nothing
            : html`<button class="copy" title=${t('call.copy', { what: label })} @click=${() => this.#toClipboard(value)}>${shown}</button>`;
    }

    async #toClipboard(value) {
        try {
            await navigator.clipboard.writeText(value);
            this.saving = t('call.copied');
        } catch {
            this.saving = ''; // The browser keeps the clipboard to itself; the text can still be selected.
        }
    }

    #columns() {
        const columns = this.desktop.columns;
        return columns.length > 0
            ? columns.map((column) => ({
                  type: column.text('Type'),
                  name: column.text('Name') || column.text('Type'),
                  header: column.text('Header'),
                  editable: column.truth('Editable'),
                  limit: column.number('MaxChars', 0) || 40,
              }))
            : DEFAULT_COLUMNS.map((type) => ({ type, name: type, header: '', editable: type.startsWith('Var'), limit: 40 }));
    }

    #grid() {
        const { calls } = this.desktop;
        const columns = this.#columns();
        return html`<table data-testid="call-grid">
                <thead>
                    <tr>
                        ${columns.map((column) => html`<th scope="col">${column.header || heading(column.type)}</th>`)}
                    </tr>
                </thead>
                <tbody>
                    ${calls.map(
                        (call) => html`<tr data-testid="grid-row" aria-current=${callView(call, this.desktop).current ? 'true' : nothing}>
                            ${columns.map((column) => html`<td>${this.#cell(call, column)}</td>`)}
                        </tr>`,
                    )}
                </tbody>
            </table>
            ${calls.length === 0 ? html`<p class="none">${t('call.none')}</p>` : nothing}`;
    }

    #cell(call, column) {
        const value = columnValue(call, column.name === 'ECC' ? column.type : column.name, this.desktop);
        if (column.type.toLowerCase() === 'callstatus') {
            const view = callView(call, this.desktop);
            return html`<span class="pill role-${view.role}">${icons[view.role] ?? nothing}${view.label}</span>`;
        }
        if (value.sinceMs !== undefined) {
            return html`<jf-elapsed class="time" .session=${this.desktop.session} .sinceMs=${value.sinceMs} .exact=${value.exact}></jf-elapsed>`;
        }
        const property = propertyOf(column.name);
        const ecc = property.startsWith('user.');
        if (column.editable && (ecc || EDITABLE.test(property))) {
            return this.#input(call, { name: property, ecc, label: column.header || heading(column.type), value: value.text, limit: column.limit });
        }
        return this.#copy(column.header || column.type, value.text, value.numeric);
    }
}

/** What a column is headed with when the site gave it no name. */
function heading(type) {
    const variable = /^CallVariable(\d+)$/.exec(propertyOf(type));
    if (variable) {
        return t('field.variable', { number: variable[1] });
    }
    const key = [`field.${type}`, `field.${propertyOf(type)}`].find(hasText);
    return key ? t(key) : type;
}

customElements.define('jf-call-data', CallData);
