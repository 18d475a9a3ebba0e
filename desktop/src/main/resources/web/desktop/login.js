import { css, html, nothing } from 'lit';
import { t } from '../texts.js';
import { Component } from './component.js';
import { icons } from './icons.js';
import { askForNotices } from './ringing.js';
import { unlockSound } from './sound.js';
import { base, buttons, fields } from './styles.js';
import './menu.js';

const STEP_ICONS = { todo: 'unknown', doing: 'reconnecting', done: 'ready', failed: 'danger' };

/** The login page: three fields, and the steps as they happen, each with its own failure text. */
class Login extends Component {
    static properties = { shown: { state: true }, wrong: { state: true } };

    static styles = [
        base,
        buttons,
        fields,
        css`
            :host {
                display: grid;
                grid-template-rows: auto 1fr;
                min-block-size: 100%;
                background: var(--bg);
            }
            .top {
                display: flex;
                justify-content: flex-end;
                padding: 8px 12px;
            }
            main {
                display: grid;
                place-items: start center;
                padding: 4vh 12px 24px;
            }
            form {
                display: grid;
                gap: 16px;
                inline-size: 100%;
                max-inline-size: 400px;
                padding: 24px;
                border: 1px solid var(--border);
                border-radius: var(--radius-card);
                background: var(--surface);
            }
            .brand {
                display: flex;
                align-items: center;
                gap: 12px;
            }
            .brand img {
                inline-size: 36px;
                block-size: 36px;
            }
            h1 {
                font-size: var(--text-xl);
                line-height: 26px;
                font-weight: 600;
            }
            .password {
                display: flex;
                gap: 8px;
            }
            .button.primary {
                min-block-size: 44px;
            }
            .message {
                padding: 8px 12px;
                border-radius: var(--radius-button);
                background: var(--idle-soft);
                color: var(--idle-text);
            }
            .problem {
                padding: 8px 12px;
                border: 1px solid var(--danger-solid);
                border-radius: var(--radius-button);
                background: var(--danger-soft);
                color: var(--danger-text);
                display: flex;
                gap: 8px;
            }
            .steps {
                display: grid;
                grid-template-columns: repeat(4, 1fr);
                gap: 4px;
            }
            .steps li {
                display: grid;
                justify-items: center;
                gap: 2px;
                text-align: center;
                color: var(--text-2);
                font-size: var(--text-s);
                line-height: 16px;
            }
            .steps .done {
                color: var(--ready-text);
            }
            .steps .failed {
                color: var(--danger-text);
            }
            .steps .doing {
                color: var(--accent-text);
            }
            .below {
                min-block-size: 18px;
            }
        `,
    ];

    constructor() {
        super();
        this.shown = false;
        this.wrong = {};
    }

    firstUpdated() {
        const empty = [...this.renderRoot.querySelectorAll('input')].find((input) => input.value === '');
        empty?.focus();
    }

    render() {
        const { login, preferences } = this.desktop;
        const { sites } = login;
        return html`<div class="top"><jf-menu .desktop=${this.desktop}></jf-menu></div>
            <main>
                <form novalidate autocomplete="on" @submit=${this.#submit} aria-describedby="state">
                    <div class="brand">
                        <img src="/icon.svg" alt="" />
                        <h1>${t('app.title')}</h1>
                    </div>
                    ${login.message ? html`<p class="message" role="status" data-testid="login-message">${login.message}</p>` : nothing}
                    ${sites.length > 1 ? this.#site(sites) : nothing}
                    ${this.#field('agent', { type: 'text', value: preferences.get('agentId'), inputmode: 'numeric', autocomplete: 'username' })}
                    ${this.#password()}
                    ${this.#field('instrument', { type: 'text', value: preferences.get('instrument'), inputmode: 'tel', autocomplete: 'off' })}
                    ${login.error
                        ? html`<p class="problem" role="alert" data-testid="login-error">${icons.danger}<span>${login.error}</span></p>`
                        : nothing}
                    <button
                        class="button primary wide"
                        data-testid="login-submit"
                        aria-disabled=${login.ready && !login.busy ? nothing : 'true'}
                        aria-describedby="state"
                    >
                        ${t('login.submit')}
                    </button>
                    ${this.#steps(login)}
                    <p class="label below" id="state" role="status">${this.#state(login)}</p>
                </form>
            </main>`;
    }

    #state(login) {
        const { session } = this.desktop;
        if (login.busy) {
            return t('login.working');
        }
        if (login.waits) {
            return t('login.queued');
        }
        if (session.connectionState !== 'live') {
            return session.link.stateForMs > 2000 ? t('login.serverOffline') : t('login.waiting');
        }
        if (!session.systemOnline) {
            return t('login.systemOffline');
        }
        return login.ready ? nothing : t('login.waiting');
    }

    #site(sites) {
        return html`<div class="field">
            <label for="site">${t('login.site')}</label>
            <select id="site" name="site" data-testid="login-site">
                ${sites.map((site, index) => html`<option value=${index}>${site.name}</option>`)}
            </select>
        </div>`;
    }

    #field(name, { type, value, inputmode, autocomplete }) {
        const wrong = this.wrong[name];
        return html`<div class="field">
            <label for=${name}>${t(`login.${name}`)}</label>
            <input
                id=${name}
                name=${name}
                type=${type}
                data-testid="login-${name}"
                inputmode=${inputmode}
                autocomplete=${autocomplete}
                spellcheck="false"
                value=${value}
                aria-describedby="${name}-help"
                aria-invalid=${wrong ? 'true' : nothing}
            />
            <span class=${wrong ? 'error' : 'help'} id="${name}-help">${wrong || t(`login.${name}.help`)}</span>
        </div>`;
    }

    #password() {
        return html`<div class="field">
            <label for="password">${t('login.password')}</label>
            <div class="password">
                <input
                    id="password"
                    name="password"
                    type=${this.shown ? 'text' : 'password'}
                    data-testid="login-password"
                    autocomplete="current-password"
                />
                <button
                    type="button"
                    class="button"
                    aria-label=${t(this.shown ? 'login.password.hide' : 'login.password.show')}
                    aria-pressed=${this.shown}
                    @click=${() => (this.shown = !this.shown)}
                >
                    ${icons.eye}
                </button>
            </div>
        </div>`;
    }

    #steps(login) {
        return html`<ol class="steps" data-testid="login-steps">
            ${Object.entries(login.steps).map(
                ([name, state]) => html`<li class=${state} data-step=${name} data-state=${state}>
                    ${icons[STEP_ICONS[state]]}
                    <span>${t(`login.step.${name}`)}<span class="visually-hidden">: ${t(`login.step.${state}`)}</span></span>
                </li>`,
            )}
        </ol>`;
    }

    #submit = (event) => {
        event.preventDefault();
        const form = new FormData(event.target);
        const entry = (name) => String(form.get(name) ?? '').trim();
        this.wrong = {};
        if (!entry('agent')) {
            this.wrong = { agent: t('login.agentMissing') };
        } else if (!/^\d+$/.test(entry('agent'))) {
            this.wrong = { agent: t('login.agentNumber') };
        } else if (!entry('instrument')) {
            this.wrong = { instrument: t('login.instrumentMissing') };
        }
        const [first] = Object.keys(this.wrong);
        if (first) {
            this.renderRoot.getElementById(first).focus();
            return;
        }
        unlockSound();
        if (this.desktop.preferences.get('notices')) {
            askForNotices();
        }
        const site = this.desktop.login.sites[Number(form.get('site') ?? 0)];
        this.desktop.login.submit({
            agentId: entry('agent'),
            password: String(form.get('password') ?? ''),
            instrument: entry('instrument'),
            peripheralId: site?.peripheralId ?? 0,
        });
    };
}

customElements.define('jf-login', Login);
