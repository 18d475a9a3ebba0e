import { profileOf } from './profiles.js';

/** FailureCode of OnCTIOSFailure for a token that does not count any more. */
const AWAY_TOO_LONG = 11;
/** Reasons of a logout that is nobody's wish: the switch was restarted, the phone was away. */
const NOBODYS_WISH = [0xffff, 50003];

/**
 * The session's login. Where the profile of the agent's peripheral says AutoLogin, an agent whom the server that is
 * found after a break does not take by the token is logged in once more, as before (BEH-310). Elsewhere no password is
 * kept, and never longer than the page lives. Whom somebody logged out stays out.
 */
export class LoginMemory {
    #login = null;
    #due = false;

    /**
     * A request was answered: what was done is what has to be done again, or not.
     *
     * @param {import('./arguments.js').Arguments} settings of the desktop
     */
    replied(settings, name, target, args, reply) {
        if (!reply.ok) {
            return;
        }
        if (name === 'Login') {
            this.#login = profileOf(settings, target)?.truth('AutoLogin') ? { target, args } : null;
        } else if (name === 'Logout') {
            this.forget();
        }
    }

    /** A connection that was live is gone. */
    connectionLost() {
        this.#due = this.#login !== null;
    }

    /** The login to be sent after this event, once; or null. */
    after(name, target, args) {
        const out = name === 'OnPostLogout' && target === this.#login?.target;
        if (out && !NOBODYS_WISH.includes(args.number('EventReasonCode'))) {
            this.forget();
        }
        const refused = name === 'OnCTIOSFailure' && args.number('FailureCode') === AWAY_TOO_LONG;
        if (!this.#due || !refused) {
            return null;
        }
        this.#due = false;
        return this.#login;
    }

    forget() {
        this.#login = null;
        this.#due = false;
    }
}
